import KaipanLog

/// Where the log stands.
struct Head {
    var name: String
    var epoch: Int64
    var tree: TreeFrontier

    /// Reads the head, and keeps other writers from it.
    /// - Throws: `ArchiveError.damaged` where the frontier is none of the size.
    init(_ connection: any SQLConnection, _ dialect: SQLDialect) throws {
        try self.init(connection, suffix: dialect.forUpdate)
    }

    /// Reads the head.
    init(_ connection: any SQLConnection) throws { try self.init(connection, suffix: "") }

    private init(_ connection: any SQLConnection, suffix: String) throws {
        guard let row = try connection.first("select name, epoch, size, frontier from head where id = 1" + suffix) else {
            throw ArchiveError.damaged(object: "head", reason: Damage.missing)
        }
        name = try row.text(0)
        epoch = try row.integer(1)
        let size = try row.integer(2)
        guard let tree = try? TreeFrontier(decoding: row.bytes(3)), tree.size == size else {
            throw ArchiveError.damaged(object: "head", reason: Damage.malformed("frontier"))
        }
        self.tree = tree
    }
}
