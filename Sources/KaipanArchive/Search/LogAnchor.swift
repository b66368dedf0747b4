import KaipanLog

/// Which log an index was built from: the last entry that it knows.
///
/// A log that was restored from an old backup may soon be as long as it was, with other entries; what was built from the lost ones must not
/// be taken for an index of the new ones.
enum LogAnchor {
    /// The hash of the last of a number of entries; nothing for none, nil where there are not as many.
    static func leaf(of entries: Int64, _ records: any SQLConnection) throws -> [UInt8]? {
        guard entries > 0 else { return [] }
        return try records.first("select leaf from entry where position = $1", [.integer(entries - 1)]).map { row in
            MerkleTree.leafHash(try row.bytes(0)).bytes
        }
    }

    static let statement = "create table if not exists anchor (name text primary key not null, leaf {bytes} not null){strict-key}"

    /// What an index wrote down.
    static func read(_ name: String, _ index: any SQLConnection) throws -> [UInt8]? {
        try index.first("select leaf from anchor where name = $1", [.text(name)])?.bytes(0)
    }

    static func write(_ leaf: [UInt8], _ name: String, _ index: any SQLConnection) throws {
        try index.insert(into: "anchor", ["name", "leaf"], [[.text(name), .bytes(leaf)]], replacing: ["name"])
    }
}
