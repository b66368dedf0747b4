/// The columns of rows that nest, found as they appear: each by its name within its parent.
struct ColumnTree {
    struct Node {
        let parent: Int
        let name: [UInt8]
        let title: String
        let role: ColumnRole?
        fileprivate(set) var hasValues = false
    }

    /// The row itself.
    static let root = 0
    /// What is beyond `RegisterImporter.columnLimit`, and all within it.
    static let overflow = -1

    private struct Key: Hashable {
        var parent: Int
        var hash: UInt64
    }

    private let vocabulary: RegisterVocabulary
    private var byName: [Key: Int] = [:]
    private(set) var nodes = [Node(parent: 0, name: [], title: "", role: nil)]
    private(set) var hasNameColumn = false
    private let nameFields: Set<RegisterField>

    init(vocabulary: RegisterVocabulary, register: RegisterKind) {
        self.vocabulary = vocabulary
        nameFields = Set(RegisterField.names(of: register))
    }

    /// The column of a name within another; new ones are added.
    mutating func column(_ name: UnsafeBufferPointer<UInt8>, in parent: Int) -> Int {
        guard parent != Self.overflow else { return Self.overflow }
        // FNV-1a; the name itself is compared as well.
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in name { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        let key = Key(parent: parent, hash: hash)
        if let known = byName[key] {
            return nodes[known].name.elementsEqual(name) ? known : Self.overflow
        }
        guard nodes.count <= RegisterImporter.columnLimit, name.count <= 1024 else { return Self.overflow }
        var path = [String(decoding: name, as: UTF8.self)]
        var above = parent
        while above != Self.root {
            path.insert(String(decoding: nodes[above].name, as: UTF8.self), at: 0)
            above = nodes[above].parent
        }
        let index = nodes.count
        nodes.append(
            Node(parent: parent, name: Array(name), title: path.joined(separator: "."), role: vocabulary.role(of: path)))
        byName[key] = index
        return index
    }

    /// The title and role of a column, which from now on counts as one that holds values.
    mutating func use(_ column: Int) -> ColumnRole? {
        guard column > Self.root else { return nil }
        let role = nodes[column].role
        if !nodes[column].hasValues {
            nodes[column].hasValues = true
            if let role, nameFields.contains(role.field) { hasNameColumn = true }
        }
        return role
    }

    func title(_ column: Int) -> String { column > Self.root ? nodes[column].title : "" }

    var columns: [ImportSummary.Column] {
        nodes.filter(\.hasValues).map { ImportSummary.Column(title: $0.title, meaning: $0.role?.field.name) }
    }
}
