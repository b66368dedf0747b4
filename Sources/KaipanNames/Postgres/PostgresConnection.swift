import CPostgreSQL
import Glibc
import KaipanText

/// A connection to a PostgreSQL server, for one thread at a time.
///
/// Parameters and results go in PostgreSQL's binary format. Notices are dropped, so that nothing of the server's reaches standard error.
final class PostgresConnection {
    /// Host, port and database, for messages.
    let server: String
    private let handle: OpaquePointer
    private let password: String

    /// - Parameter address: a URL `postgresql://…` or `keyword=value` pairs; what it leaves out comes from the variables `PG…`, from
    ///   `~/.pgpass` and from the service file, as with other programs that use libpq. Without `connect_timeout` ten seconds.
    init(_ address: String) throws(PostgresError) {
        let known = try PostgresAddress(address)
        password = known.password
        let pairs = [
            // A later keyword has precedence over an earlier one.
            ("connect_timeout", "10"), ("dbname", address), ("fallback_application_name", "kaipan"), ("client_encoding", "UTF8"),
        ]
        let texts = pairs.map { (strdup($0.0), strdup($0.1)) }
        defer {
            for (keyword, value) in texts {
                free(keyword)
                free(value)
            }
        }
        let keywords: [UnsafePointer<CChar>?] = texts.map { UnsafePointer($0.0) } + [nil]
        let values: [UnsafePointer<CChar>?] = texts.map { UnsafePointer($0.1) } + [nil]
        guard let handle = PQconnectdbParams(keywords, values, 1) else {
            throw .connection(server: known.server, reason: "libpq")
        }
        guard PQstatus(handle) == CONNECTION_OK else {
            let reason = Self.text(PQerrorMessage(handle))
            PQfinish(handle)
            throw .connection(server: known.server, reason: PostgresAddress.hiding(known.password, in: reason))
        }
        self.handle = handle
        var server = "\(Self.text(PQhost(handle))):\(Self.text(PQport(handle)))/\(Self.text(PQdb(handle)))"
        if server.hasPrefix("/") { server = String(server.drop { $0 == ":" }) }
        self.server = PostgresAddress.hiding(known.password, in: server)
        PQsetNoticeProcessor(handle, { _, _ in }, nil)
    }

    deinit { PQfinish(handle) }

    private static func text(_ pointer: UnsafePointer<CChar>?) -> String {
        guard let pointer else { return "" }
        let text = String(cString: pointer)
        return text.split(whereSeparator: \.isNewline).joined(separator: " ")
    }

    // MARK: - Statements

    /// Runs statements without parameters and results.
    func run(_ statements: String) throws(PostgresError) {
        _ = try checked(PQexec(handle, statements))
    }

    /// Runs one statement.
    /// - Parameters:
    ///   - parameters: in the binary format of their types, which the statement must name.
    func query(_ statement: String, _ parameters: [[UInt8]] = []) throws(PostgresError) -> PostgresRows {
        try checked(send(parameters) { values, lengths, formats in
            PQexecParams(handle, statement, Int32(parameters.count), nil, values, lengths, formats, 1)
        })
    }

    /// Has the server plan a statement once.
    func prepare(_ name: String, _ statement: String) throws(PostgresError) {
        _ = try checked(PQprepare(handle, name, statement, 0, nil))
    }

    /// Runs a statement that was prepared.
    func execute(_ name: String, _ parameters: [[UInt8]]) throws(PostgresError) -> PostgresRows {
        try checked(send(parameters) { values, lengths, formats in
            PQexecPrepared(handle, name, Int32(parameters.count), values, lengths, formats, 1)
        })
    }

    private typealias Pointers = UnsafePointer<UnsafePointer<CChar>?>

    private func send(
        _ parameters: [[UInt8]], _ body: (Pointers, UnsafePointer<Int32>, UnsafePointer<Int32>) -> OpaquePointer?
    ) -> OpaquePointer? {
        // One block for all, because the pointers must live together.
        let bytes = Array(parameters.joined()) + [0]
        return bytes.withUnsafeBytes { bytes in
            var start = bytes.baseAddress!.assumingMemoryBound(to: CChar.self)
            var values: [UnsafePointer<CChar>?] = []
            for parameter in parameters {
                values.append(start)
                start += parameter.count
            }
            return body(values + [nil], parameters.map { Int32($0.count) } + [0], parameters.map { _ in 1 } + [1])
        }
    }

    private func checked(_ result: OpaquePointer?) throws(PostgresError) -> PostgresRows {
        guard let result else { throw failure(nil) }
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_COPY_IN, PGRES_EMPTY_QUERY:
            return PostgresRows(result)
        default:
            defer { PQclear(result) }
            throw failure(result)
        }
    }

    private func failure(_ result: OpaquePointer?) -> PostgresError {
        let words = result.map { Self.text(PQresultErrorField($0, Int32(UInt8(ascii: "M")))) } ?? ""
        let detail = result.map { Self.text(PQresultErrorField($0, Int32(UInt8(ascii: "D")))) } ?? ""
        let code = result.map { Self.text(PQresultErrorField($0, Int32(UInt8(ascii: "C")))) } ?? ""
        var message = words.isEmpty ? Self.text(PQerrorMessage(handle)) : words
        if !detail.isEmpty { message += " (\(detail))" }
        message = PostgresAddress.hiding(password, in: message)
        return PQstatus(handle) == CONNECTION_OK
            ? .server(server: server, code: code, message: message) : .connection(server: server, reason: message)
    }

    // MARK: - Transactions

    /// Runs the body in a transaction, which an error undoes.
    func transaction<Result, Failure: Error>(
        _ mode: String = "", converting: (PostgresError) -> Failure, _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        func run(_ statement: String) throws(Failure) {
            do throws(PostgresError) { try self.run(statement) } catch { throw converting(error) }
        }
        try run("begin \(mode)")
        do throws(Failure) {
            let result = try body()
            try run("commit")
            return result
        } catch {
            // The first error is the one that tells; without a connection there is nothing left to undo.
            PQclear(PQexec(handle, "rollback"))
            throw error
        }
    }

    // MARK: - COPY

    /// Sends rows to a table in the binary format of COPY.
    /// - Parameters:
    ///   - target: the table with its columns in brackets.
    ///   - body: adds the rows; where it fails, the server drops what it got.
    func copy<Failure: Error>(
        into target: String, converting: (PostgresError) -> Failure, _ body: (PostgresCopy) throws(Failure) -> Void
    ) throws(Failure) {
        do throws(PostgresError) { try run("copy \(target) from stdin with (format binary)") } catch { throw converting(error) }
        let copy = PostgresCopy { [self] bytes throws(PostgresError) in
            let status = bytes.withUnsafeBytes { PQputCopyData(handle, $0.baseAddress?.assumingMemoryBound(to: CChar.self), Int32($0.count)) }
            guard status == 1 else { throw failure(nil) }
        }
        do throws(Failure) {
            try body(copy)
        } catch {
            _ = PQputCopyEnd(handle, "cancelled")
            drain()
            throw error
        }
        do throws(PostgresError) {
            try copy.finish()
            guard PQputCopyEnd(handle, nil) == 1 else { throw failure(nil) }
            _ = try checked(PQgetResult(handle))
            drain()
        } catch {
            drain()
            throw converting(error)
        }
    }

    private func drain() {
        while let result = PQgetResult(handle) { PQclear(result) }
    }
}
