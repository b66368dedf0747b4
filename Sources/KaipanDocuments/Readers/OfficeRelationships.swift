/// Reads which parts of an office document belong to which: `_rels/.rels` and its like.
final class OfficeRelationships: XMLEventHandler {
    struct Relationship {
        /// The last step of the relationship's type, such as `header`.
        var type: String
        /// The full name of the part.
        var target: String
    }

    private(set) var relationships: [Relationship] = []
    private let folder: [Substring]

    /// - Parameter part: the part that the relationships start from; empty for the archive itself.
    init(of part: String) {
        folder = part.split(separator: "/").dropLast()
    }

    /// The name of the part that tells the relationships of a part.
    static func partName(for part: String) -> String {
        let steps = part.split(separator: "/", omittingEmptySubsequences: true)
        return (steps.dropLast() + ["_rels", "\(steps.last ?? "").rels"]).joined(separator: "/")
    }

    /// The parts of a type, `header2` before `header10`.
    func targets(_ type: String) -> [String] {
        relationships.filter { $0.type == type }.map(\.target).sorted { Self.order($0) < Self.order($1) }
    }

    /// A part's name as its letters, its number and the name itself, to sort by.
    static func order(_ name: String) -> (String, Int, String) {
        let digits = name.filter(\.isNumber)
        return (name.filter { !$0.isNumber }, Int(digits) ?? 0, name)
    }

    func start(_ tag: XMLStartTag) {
        guard tag.name.local == "Relationship", tag.value("TargetMode") != "External",
            let type = tag.value("Type")?.split(separator: "/").last, let target = tag.value("Target")
        else { return }
        relationships.append(Relationship(type: String(type), target: resolve(target)))
    }

    func end(_ name: XMLName) {}
    func text(_ text: XMLText) {}

    private func resolve(_ target: String) -> String {
        var steps = target.hasPrefix("/") ? [] : folder
        for step in target.split(separator: "/") {
            switch step {
            case ".": break
            case "..": _ = steps.popLast()
            default: steps.append(step)
            }
        }
        return steps.joined(separator: "/")
    }
}
