import CPostgreSQL
import Glibc
import KaipanText

/// A connection to a PostgreSQL server, for one thread at a time.
///
/// Parameters and results go in PostgreSQL's binary format. Notices are dropped, so that nothing of the server's reaches standard error.
package final class PostgresConnection {
    /// Host, port and database, for messages.
    package let server: String
    private let handle: OpaquePointer
    private let password: String
    private var statements: [PostgresStatement: String] = [:]
    private var preparedCount = 0

    /// - Parameter address: a URL `postgresql://…` or `keyword=value` pairs; what it leaves out comes from the variables `PG…`, from
    ///   `~/.pgpass` and from the service file, as with other programs that use libpq. Without `connect_timeout` ten seconds.
    package init(_ address: String) throws(PostgresError) {
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

    /// Whether the connection stands and has no transaction open, so that somebody else may use it.
    package var isUsable: Bool {
        guard PQstatus(handle) == CONNECTION_OK, PQtransactionStatus(handle) == PQTRANS_IDLE else { return false }
        // On an idle connection there is something to read where the server has ended it: its last words, then the end.
        var descriptor = pollfd(fd: PQsocket(handle), events: Int16(POLLIN), revents: 0)
        while poll(&descriptor, 1, 0) > 0 {
            guard PQconsumeInput(handle) == 1, PQstatus(handle) == CONNECTION_OK else { return false }
        }
        return true
    }

    // MARK: - Statements

    /// Runs statements without parameters and results.
    package func run(_ statements: String) throws(PostgresError) {
        requireFree()
        _ = try checked(PQexec(handle, statements))
    }

    /// Runs one statement, which the server plans only the first time that the connection sees its text with parameters of these types.
    ///
    /// - Parameter values: for `$1`, `$2` and so on.
    package func query(_ statement: String, _ values: [PostgresValue] = []) throws(PostgresError) -> PostgresRows {
        let name = try prepared(statement, values)
        do throws(PostgresError) {
            return try checked(
                send(values) { pointers, lengths, formats in
                    PQexecPrepared(handle, name, Int32(values.count), pointers, lengths, formats, 1)
                })
        } catch {
            forget(statement, values, error)
            throw error
        }
    }

    /// Runs one statement and hands over its rows as they arrive, in constant memory.
    ///
    /// - Parameters:
    ///   - values: for `$1`, `$2` and so on.
    ///   - body: must not use the connection; where it fails, the statement is cancelled and with it the transaction.
    package func forEachRow<Failure: Error>(
        of statement: String, _ values: [PostgresValue] = [], converting: (PostgresError) -> Failure,
        _ body: (PostgresRow) throws(Failure) -> Void
    ) throws(Failure) {
        do throws(PostgresError) {
            let name = try prepared(statement, values)
            let sent = send(values) { pointers, lengths, formats in
                PQsendQueryPrepared(handle, name, Int32(values.count), pointers, lengths, formats, 1)
            }
            guard sent == 1, PQsetSingleRowMode(handle) == 1 else { throw failure(nil) }
        } catch {
            throw converting(error)
        }
        while let result = PQgetResult(handle) {
            let rows: PostgresRows
            do throws(PostgresError) {
                rows = try checked(result)
            } catch {
                drain()
                forget(statement, values, error)
                throw converting(error)
            }
            // The last result has no row.
            guard rows.count > 0 else { continue }
            do throws(Failure) {
                try body(rows[0])
            } catch {
                cancel()
                drain()
                throw error
            }
        }
    }

    /// A libpq call would drop the rest of what another one is still getting, without a word.
    private func requireFree() {
        precondition(PQtransactionStatus(handle) != PQTRANS_ACTIVE, "the connection is used while its rows arrive")
    }

    private typealias Pointers = UnsafePointer<UnsafePointer<CChar>?>

    private func send<Result>(
        _ values: [PostgresValue], _ body: (Pointers, UnsafePointer<Int32>, UnsafePointer<Int32>) -> Result
    ) -> Result {
        // One block for all, because the pointers must live together.
        var bytes: [UInt8] = [], ends: [Int] = []
        for value in values {
            value.append(to: &bytes)
            ends.append(bytes.count)
        }
        // Never empty, so that a value without bytes has a pointer as well: one without it is null.
        bytes.append(0)
        return bytes.withUnsafeBytes { bytes in
            let base = bytes.baseAddress!.assumingMemoryBound(to: CChar.self)
            var start = 0
            var pointers: [UnsafePointer<CChar>?] = [], lengths: [Int32] = []
            for (value, end) in zip(values, ends) {
                pointers.append(value == .null ? nil : base + start)
                lengths.append(Int32(end - start))
                start = end
            }
            return body(pointers + [nil], lengths + [0], values.map { _ in 1 } + [1])
        }
    }

    private func checked(_ result: OpaquePointer?) throws(PostgresError) -> PostgresRows {
        guard let result else { throw failure(nil) }
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_SINGLE_TUPLE, PGRES_COPY_IN, PGRES_EMPTY_QUERY:
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

    private func cancel() {
        guard let request = PQgetCancel(handle) else { return }
        defer { PQfreeCancel(request) }
        var words = [CChar](repeating: 0, count: 256)
        // Where it comes too late or does not arrive, the rest of the rows is read and dropped.
        _ = PQcancel(request, &words, Int32(words.count))
    }

    private func drain() {
        while let result = PQgetResult(handle) { PQclear(result) }
    }

    // MARK: - Prepared statements

    /// How many statements the server keeps for a connection; further ones are planned each time.
    private static let statementLimit = 256

    /// The name of a statement that the server has planned.
    private func prepared(_ statement: String, _ values: [PostgresValue]) throws(PostgresError) -> String {
        requireFree()
        let key = PostgresStatement(statement, values)
        if let name = statements[key] { return name }
        // The one without a name is replaced by the next.
        let isKept = statements.count < Self.statementLimit
        let name = isKept ? "kaipan_\(preparedCount)" : ""
        _ = try checked(PQprepare(handle, name, statement, Int32(key.types.count), key.types))
        if isKept {
            statements[key] = name
            preparedCount += 1
        }
        return name
    }

    /// Has a statement planned anew next time, where the server does not know it any more, or its tables have changed.
    private func forget(_ statement: String, _ values: [PostgresValue], _ error: PostgresError) {
        guard error.code == "26000" || error.code == "0A000" else { return }
        statements[PostgresStatement(statement, values)] = nil
    }

    // MARK: - Transactions

    /// Runs the body in a transaction, which an error undoes.
    ///
    /// - Parameters:
    ///   - mode: what stands behind BEGIN, like `isolation level serializable`; statements may follow it, `; lock table …`.
    ///   - body: must not begin a transaction itself.
    /// - Throws: what the body throws; `server` with the code 25P02 where the body went on after a statement that failed;
    ///   `outcomeUnknown` where the answer to COMMIT did not come; see also `PostgresError.isSerializationFailure`.
    package func transaction<Result, Failure: Error>(
        _ mode: String = "", converting: (PostgresError) -> Failure, _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let state = PQtransactionStatus(handle)
        precondition(state != PQTRANS_INTRANS && state != PQTRANS_INERROR, "a transaction in a transaction")
        do throws(Failure) {
            do throws(PostgresError) { try run("begin \(mode)") } catch { throw converting(error) }
            let result = try body()
            do throws(PostgresError) { try commit() } catch { throw converting(error) }
            return result
        } catch {
            // The first error is the one that tells; without a connection there is nothing left to undo.
            if PQtransactionStatus(handle) != PQTRANS_IDLE { PQclear(PQexec(handle, "rollback")) }
            throw error
        }
    }

    private func commit() throws(PostgresError) {
        requireFree()
        do throws(PostgresError) {
            let tag = try checked(PQexec(handle, "commit")).commandTag
            // The server answers so, without an error, where a statement had failed.
            guard tag == "COMMIT" else {
                throw .server(server: server, code: "25P02", message: "current transaction is aborted: \(tag)")
            }
        } catch {
            switch error {
            case .connection(let server, let reason):
                throw .outcomeUnknown(server: server, reason: reason)
            case .server(let server, let code, let message) where code == "40003" || code == "08007":
                throw .outcomeUnknown(server: server, reason: message)
            default:
                throw error
            }
        }
    }

    // MARK: - COPY

    /// Sends rows to a table in the binary format of COPY.
    /// - Parameters:
    ///   - target: the table with its columns in brackets.
    ///   - body: adds the rows; where it fails, the server drops what it got.
    package func copy<Failure: Error>(
        into target: String, converting: (PostgresError) -> Failure, _ body: (PostgresCopy) throws(Failure) -> Void
    ) throws(Failure) {
        do throws(PostgresError) { try run("copy \(target) from stdin with (format binary)") } catch { throw converting(error) }
        let copy = PostgresCopy { [self] bytes throws(PostgresError) in
            let status = bytes.withUnsafeBytes {
                PQputCopyData(handle, $0.baseAddress?.assumingMemoryBound(to: CChar.self), Int32($0.count))
            }
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
}
