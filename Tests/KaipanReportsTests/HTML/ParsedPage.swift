import Foundation

/// A page as a parser that is not ours reads it: Python's `html.parser`.
struct ParsedPage: Decodable {
    struct Element: Decodable {
        var tag: String
        var attributes: [String: String]
        /// The text inside, that of elements in it included.
        var text: String

        func has(_ name: String) -> Bool { (attributes["class"] ?? "").split(separator: " ").contains(name[...]) }
    }

    var elements: [Element]
    /// End tags that close nothing, attributes that stand twice, elements that nothing closes.
    var faults: [String]

    subscript(_ tag: String) -> [Element] { elements.filter { $0.tag == tag } }

    /// The findings listed.
    var entries: [Element] { self["li"].filter { $0.attributes["data-rule"] != nil } }

    /// The names of elements and attributes in their order, without what a line break in a text adds.
    var shape: [String] {
        elements.filter { $0.tag != "br" }.map { "\($0.tag) \($0.attributes.keys.sorted().joined(separator: " "))" }
    }

    private static let program = """
        import json, sys
        from html.parser import HTMLParser
        void = {'meta', 'br', 'input', 'link', 'img', 'hr', 'base', 'embed', 'source'}
        class Reader(HTMLParser):
            def __init__(self):
                super().__init__(convert_charrefs=True)
                self.elements, self.stack, self.faults = [], [], []
            def handle_starttag(self, tag, attributes):
                names = [name for name, _ in attributes]
                if len(set(names)) != len(names): self.faults.append('twice in ' + tag)
                element = {'tag': tag, 'attributes': {name: value or '' for name, value in attributes}, 'text': []}
                self.elements.append(element)
                if tag not in void: self.stack.append(element)
            def handle_endtag(self, tag):
                if self.stack and self.stack[-1]['tag'] == tag: self.stack.pop()
                else: self.faults.append('/' + tag)
            def handle_data(self, data):
                for element in self.stack: element['text'].append(data)
            def handle_comment(self, data): self.faults.append('comment')
        reader = Reader()
        reader.feed(open(sys.argv[1], encoding='utf-8', newline='').read())
        reader.close()
        reader.faults += [element['tag'] + ' is open' for element in reader.stack]
        for element in reader.elements: element['text'] = ''.join(element['text'])
        json.dump({'elements': reader.elements, 'faults': reader.faults}, open(sys.argv[2], 'w'))
        """

    /// Continuous integration has Python, so there its absence is a failure.
    static let isReadable: Bool =
        ProcessInfo.processInfo.environment["CI"] == "true" || (try? run(["-c", ""])) == 0

    init(_ html: String) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kaipan-page-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let page = folder.appendingPathComponent("page.html")
        let result = folder.appendingPathComponent("result.json")
        try Data(html.utf8).write(to: page)
        guard try Self.run(["-c", Self.program, page.path, result.path]) == 0 else { throw CocoaError(.fileReadCorruptFile) }
        self = try JSONDecoder().decode(ParsedPage.self, from: Data(contentsOf: result))
    }

    private static func run(_ arguments: [String]) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3"] + arguments
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }
}
