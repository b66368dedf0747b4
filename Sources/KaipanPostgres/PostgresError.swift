import KaipanText

/// Why a PostgreSQL database did not do what was asked; no case ever holds a password.
public enum PostgresError: Error, Sendable, Hashable {
    /// The text is neither a URL nor a list of `keyword=value`. It is not repeated, because it may hold a password.
    case notAnAddress
    /// libpq cannot be used.
    case library(LocalizedText)
    /// No connection, or it ended.
    case connection(server: String, reason: String)
    /// The server refused a statement.
    ///
    /// - Parameters:
    ///   - server: host, port and database.
    ///   - code: the five characters of SQLSTATE; empty where the server gave none.
    ///   - message: the server's words.
    case server(server: String, code: String, message: String)
    /// The connection ended between COMMIT and its answer: the transaction is in the database as a whole or not at all, and only a look
    /// at the data tells which.
    case outcomeUnknown(server: String, reason: String)
    /// All connections of a pool stayed in use.
    case exhausted(server: String, connections: Int)
    /// The database holds text in an encoding that lacks characters.
    case encoding(server: String, found: String)

    /// The five characters of SQLSTATE, where the server refused a statement and gave one.
    public var code: String? {
        guard case .server(_, let code, _) = self, !code.isEmpty else { return nil }
        return code
    }

    /// Whether the same transaction may succeed when it is run again from its begin: another one was in its way (SQLSTATE 40001, 40P01).
    public var isSerializationFailure: Bool { code == "40001" || code == "40P01" }

    /// What happened, what was expected and what to do.
    public var message: LocalizedText {
        switch self {
        case .notAnAddress:
            LocalizedText(
                zh: "不是 PostgreSQL 的连接地址。应为 postgresql://用户@主机:端口/数据库 或 host=… dbname=… user=…；特殊字符用 %XX 写，密码放在 ~/.pgpass 或 PGPASSWORD。",
                en: "This is no address of a PostgreSQL database. Write postgresql://user@host:port/database or host=… dbname=… user=…, with %XX for special characters; the password belongs in ~/.pgpass or PGPASSWORD.")
        case .library(let reason): reason
        case .connection(let server, let reason):
            LocalizedText(
                zh: "\(server)：连不上数据库（\(reason)）。请核对地址、用户和密码（~/.pgpass 或 PGPASSWORD），并确认服务器正在运行、允许本机连接。",
                en: "\(server): no connection to the database (\(reason)). Check address, user and password (~/.pgpass or PGPASSWORD), and that the server runs and admits this machine.")
        case .server(let server, let code, let message):
            LocalizedText(
                zh: "\(server)：数据库报错 \(code)：\(message)。这条语句没有生效；排除原因后再试。",
                en: "\(server): the database reports \(code): \(message). The statement changed nothing; remove the cause and try again.")
        case .outcomeUnknown(let server, let reason):
            LocalizedText(
                zh: "\(server)：提交之后、收到答复之前连接中断（\(reason)），不知道是否已经写入。重新连接后先查数据在不在，再决定是否重做。",
                en: "\(server): the connection ended after COMMIT and before the answer (\(reason)); whether the data were written is unknown. Connect again and look for them before doing it again.")
        case .exhausted(let server, let connections):
            LocalizedText(
                zh: "\(server)：全部 \(connections) 个连接一直被占用。请稍后再试，或者允许更多连接（服务器的 max_connections 也要够）。",
                en: "\(server): all \(connections) connections stayed in use. Try again later, or allow more of them (and enough in the server's max_connections).")
        case .encoding(let server, let found):
            LocalizedText(
                zh: "\(server)：数据库的编码是 \(found)，放不下所有汉字。请用 create database … encoding 'UTF8' template template0 另建数据库。",
                en: "\(server): the database's encoding is \(found), which lacks characters. Make another with create database … encoding 'UTF8' template template0.")
        }
    }
}
