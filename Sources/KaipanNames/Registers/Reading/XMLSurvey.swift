/// Finds out by the beginning of a document which of its elements are rows.
///
/// Rows are the outermost elements that repeat beside each other and hold at most one name of a kind each; in a document where none
/// repeats, the one that holds most of the columns that are known, the innermost of such.
final class XMLSurvey {
    private struct Node {
        var parent: Int
        var name: String
        var depth: Int
        var count = 0
        /// How many stand under one parent, in the one that was last open and at most.
        var siblings = 0
        var mostSiblings = 0
        /// For columns that hold names, by the column's node: how many.
        var names: [Int: Int] = [:]
        var children: [String: Int] = [:]
        /// The fields that its descendants fill.
        var fields: Set<RegisterField> = []
        /// The elements around it that it would be the name of, once they are known.
        var named: [Int]?
    }

    /// How deep within a row a column is looked for.
    private static let reach = 10

    private let vocabulary: RegisterVocabulary
    private let fields: Set<RegisterField>
    private var nodes = [Node(parent: 0, name: "", depth: 0)]
    private var current = 0
    private var skipped = 0

    init(vocabulary: RegisterVocabulary, register: RegisterKind) {
        self.vocabulary = vocabulary
        fields = Set(RegisterField.names(of: register))
    }

    func start(_ name: UnsafeBufferPointer<UInt8>, attributes: [String]) {
        guard skipped == 0, nodes.count < RegisterImporter.columnLimit else {
            skipped += 1
            return
        }
        current = child(String(decoding: name, as: UTF8.self), of: current)
        nodes[current].count += 1
        nodes[current].siblings += 1
        nodes[current].mostSiblings = max(nodes[current].mostSiblings, nodes[current].siblings)
        for child in nodes[current].children.values { nodes[child].siblings = 0 }
        note(current)
        for attribute in attributes where nodes.count < RegisterImporter.columnLimit { note(child("@" + attribute, of: current)) }
    }

    func end() {
        if skipped > 0 { skipped -= 1 } else { current = nodes[current].parent }
    }

    private func child(_ name: String, of parent: Int) -> Int {
        if let known = nodes[parent].children[name] { return known }
        nodes.append(Node(parent: parent, name: name, depth: nodes[parent].depth + 1))
        nodes[parent].children[name] = nodes.count - 1
        return nodes.count - 1
    }

    /// Counts a column for every element around it that it would be the name of.
    private func note(_ column: Int) {
        let named = nodes[column].named ?? elementsNamed(by: column)
        nodes[column].named = named
        for element in named { nodes[element].names[column, default: 0] += 1 }
    }

    private func elementsNamed(by column: Int) -> [Int] {
        var elements: [Int] = []
        var path: [String] = []
        var node = column
        while nodes[node].depth > 1, path.count < Self.reach {
            let name = nodes[node].name
            path.insert(name.hasPrefix("@") ? String(name.dropFirst()) : name, at: 0)
            node = nodes[node].parent
            guard let field = vocabulary.role(of: path)?.field else { continue }
            nodes[node].fields.insert(field)
            if fields.contains(field) { elements.append(node) }
        }
        return elements
    }

    /// The local names from the document's element to the row's; nil where no element holds a name.
    var rowPath: [String]? {
        let candidates = nodes.indices.filter { index in
            let node = nodes[index]
            return node.depth > 0 && node.names.values.contains { $0 <= node.count }
        }
        // The document's element is no row while anything else can be one.
        let repeated = candidates.filter { nodes[$0].mostSiblings > 1 }
        guard
            let row = repeated.min(by: { nodes[$0].depth < nodes[$1].depth })
                ?? candidates.max(by: { (nodes[$0].fields.count, nodes[$0].depth) < (nodes[$1].fields.count, nodes[$1].depth) })
        else { return nil }
        return path(of: row)
    }

    /// The path of the outermost element that repeats, whatever it holds.
    var repeatedPath: [String]? {
        nodes.indices.filter { nodes[$0].mostSiblings > 1 && nodes[$0].depth > 0 }.min { nodes[$0].depth < nodes[$1].depth }
            .map(path(of:))
    }

    private func path(of index: Int) -> [String] {
        var path: [String] = []
        var node = index
        while nodes[node].depth > 0 {
            path.insert(nodes[node].name, at: 0)
            node = nodes[node].parent
        }
        return path
    }
}
