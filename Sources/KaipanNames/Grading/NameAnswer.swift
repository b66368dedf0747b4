import KaipanText

/// What is known of a name: the entries in its way, and what was searched for them.
public struct NameAnswer: Sendable {
    public var name: String
    /// The hits, the highest grade first.
    public var hits: [NameHit]
    /// The imports that were searched, in their order.
    public var searched: [RegisterBatch]
    /// Rows in the index.
    public var rowCount: Int
    /// Whether candidates were left out because there were too many.
    public var isTruncated: Bool

    /// An answer without registers: two names compared, or none searched.
    public init(name: String, hit: NameHit? = nil) {
        self.init(name: name, hits: hit.map { [$0] } ?? [], searched: [], rowCount: 0, isTruncated: false)
    }

    init(name: String, hits: [NameHit], searched: [RegisterBatch], rowCount: Int, isTruncated: Bool) {
        self.name = name
        self.hits = hits
        self.searched = searched
        self.rowCount = rowCount
        self.isTruncated = isTruncated
    }

    /// The registers of which nothing was imported, so that nothing was searched there.
    public var missing: [RegisterKind] {
        RegisterKind.allCases.filter { kind in !searched.contains { $0.register == kind } }
    }
}
