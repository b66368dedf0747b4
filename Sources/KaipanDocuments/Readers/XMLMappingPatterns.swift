/// The paths of a mapping, ready to be matched.
final class XMLMappingPatterns {
    /// What a mapping says of an element or attribute.
    struct Matches: OptionSet {
        let rawValue: UInt8
        static let block = Matches(rawValue: 1)
        static let title = Matches(rawValue: 2)
        static let speaker = Matches(rawValue: 4)
        static let time = Matches(rawValue: 8)
        static let field = Matches(rawValue: 16)
        static let inline = Matches(rawValue: 32)
        static let skip = Matches(rawValue: 64)
    }

    private let patterns: [(pattern: PathPattern, meaning: Matches)]
    /// Whether only what the mapping names is text.
    let selectsBlocks: Bool

    /// Compiles the paths; those that are no paths match nothing (`XMLMapping.invalidPaths` tells them).
    init(_ mapping: XMLMapping) {
        let all: [([String], Matches)] = [
            (mapping.blocks, .block), (mapping.titles, .title), (mapping.speakers, .speaker), (mapping.times, .time),
            (Array(mapping.fields.values), .field), (mapping.inline, .inline), (mapping.skip, .skip),
        ]
        patterns = all.compactMap { paths, meaning in
            PathPattern(paths.filter(XMLMapping.validate)).map { ($0, meaning) }
        }
        selectsBlocks = !mapping.blocks.isEmpty
    }

    /// Enters an element and tells what it is.
    func enter(_ name: XMLName) -> Matches {
        patterns.reduce(into: []) { if $1.pattern.enter(name) { $0.insert($1.meaning) } }
    }

    func leave() {
        for item in patterns { item.pattern.leave() }
    }

    /// What an attribute of the element entered last is.
    func matches(attribute name: XMLName) -> Matches {
        patterns.reduce(into: []) { if $1.pattern.matches(attribute: name) { $0.insert($1.meaning) } }
    }
}
