/// A database that the archive stands in; the two engines differ in nothing that the archive sees.
///
/// Statements are written once for both: `$1` for the first value, and the words of `SQLDialect` where the engines have different ones.
package protocol SQLDatabase: Sendable {
    var dialect: SQLDialect { get }

    /// Runs a body that sees one state of the database and changes nothing.
    func read<Result>(_ body: (any SQLConnection) throws -> Result) throws -> Result

    /// Runs a body in one transaction, which is durable when this returns, and of which nothing remains when the body throws.
    ///
    /// Transactions that write follow one another, in all processes.
    func write<Result>(_ body: (any SQLConnection) throws -> Result) throws -> Result

    /// Gives back space and wipes what deleted rows left behind, as far as the engine can.
    ///
    /// It waits for whoever reads this database, so no body of a `read` may call it.
    /// - Throws: `ArchiveError.inUse` where a reader does not end within a minute.
    func wipe() throws
}
