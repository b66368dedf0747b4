/// The places of blocks in their markup, kept as a tree so that a path is only spelled for a block with a finding.
struct PathTree: Sendable {
    typealias Node = Int32

    /// How a path is spelled.
    enum Spelling: Sendable {
        /// As in markup: `/html/body/p[3]`; the first of its name carries no number.
        case markup
        /// In words and numbers: `表 2 行 3 列 1 段 1`; a step of ordinal 0 is a word alone.
        case words
    }

    var spelling = Spelling.markup

    private struct Entry: Sendable {
        var parent: Node
        var name: UInt16
        var ordinal: UInt32
    }

    private var entries: [Entry] = []
    private var names: [String] = []
    private var nameIndex: [String: UInt16] = [:]

    /// The number that stands for a name; past 65,535 names, all share the last.
    mutating func intern(_ name: String) -> UInt16 {
        if let index = nameIndex[name] { return index }
        let index = UInt16(min(names.count, Int(UInt16.max) - 1))
        if names.count < Int(UInt16.max) { names.append(name) }
        nameIndex[name] = index
        return index
    }

    mutating func add(_ name: UInt16, ordinal: Int, under parent: Node?) -> Node {
        entries.append(Entry(parent: parent ?? -1, name: name, ordinal: UInt32(ordinal)))
        return Node(entries.count - 1)
    }

    /// The path of a node, such as `/html/body/p[3]` or `页眉 1 段 2`.
    func string(_ node: Node) -> String {
        var steps: [String] = []
        var current = node
        while current >= 0 {
            let entry = entries[Int(current)]
            steps.append(step(names[Int(entry.name)], ordinal: entry.ordinal))
            current = entry.parent
        }
        steps.reverse()
        return steps.joined(separator: spelling == .words ? " " : "")
    }

    private func step(_ name: String, ordinal: UInt32) -> String {
        switch spelling {
        // Numbers made to strings first: interpolated, each looks for what it conforms to at run time.
        case .markup: ordinal > 1 ? "/\(name)[\(String(ordinal))]" : "/\(name)"
        case .words: ordinal > 0 ? "\(name) \(String(ordinal))" : name
        }
    }
}
