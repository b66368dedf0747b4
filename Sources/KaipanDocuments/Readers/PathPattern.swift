import CLibXML2

/// A path of the subset of XPath that can be decided while streaming, matched by libxml2.
///
/// Names are local names, whatever their namespace; a path that does not begin with `/` may begin anywhere.
final class PathPattern {
    private let pattern: xmlPatternPtr
    private let stream: xmlStreamCtxtPtr
    /// Whether attributes can match.
    let namesAttributes: Bool

    /// Compiles alternatives into one pattern.
    /// - Returns: nil where there are none or one of them is no such path.
    init?(_ paths: [String]) {
        guard !paths.isEmpty, let pattern = xmlPatterncompile(paths.joined(separator: "|"), nil, 0, nil) else { return nil }
        guard xmlPatternStreamable(pattern) == 1, let stream = xmlPatternGetStreamCtxt(pattern) else {
            xmlFreePattern(pattern)
            return nil
        }
        self.pattern = pattern
        self.stream = stream
        namesAttributes = paths.contains { $0.contains("@") }
        // The document itself, from which absolute paths start.
        xmlStreamPush(stream, nil, nil)
    }

    deinit {
        xmlFreeStreamCtxt(stream)
        xmlFreePattern(pattern)
    }

    /// Enters an element and tells whether it matches.
    func enter(_ name: XMLName) -> Bool { xmlStreamPush(stream, name.local, nil) == 1 }

    /// Leaves the element entered last.
    func leave() { xmlStreamPop(stream) }

    /// Whether an attribute of the element entered last matches.
    func matches(attribute name: XMLName) -> Bool {
        guard namesAttributes else { return false }
        defer { xmlStreamPop(stream) }
        return xmlStreamPushAttr(stream, name.local, nil) == 1
    }
}

extension XMLMapping {
    /// Whether a path is one that can be decided while streaming.
    public static func validate(path: String) -> Bool { PathPattern([path]) != nil }

    /// The paths of the mapping that are no such paths, as the mapping writes them.
    public var invalidPaths: [String] {
        (blocks + titles + speakers + times + fields.values.sorted() + inline + skip).filter { !Self.validate(path: $0) }
    }
}
