import KaipanText

/// Why a PostgreSQL database did not do what was asked; no case ever holds a password.
public enum PostgresError: Error, Sendable, Equatable {
    /// The text is neither a URL nor a list of `keyword=value`. It is not repeated, because it may hold a password.
    case notAnAddress
    /// No connection, or it ended.
    case connection(server: String, reason: String)
    /// The server refused a statement.
    ///
    /// - Parameters:
    ///   - server: host, port and database.
    ///   - code: the five characters of SQLSTATE; empty where the server gave none.
    ///   - message: the server's words.
    case server(server: String, code: String, message: String)
    /// The extension `intarray` is not there and could not be created.
    case missingExtension(server: String, reason: String)
    /// The database holds text in an encoding that lacks characters.
    case encoding(server: String, found: String)
    /// There is no export in the database, or not where the user may see it.
    case noExport(server: String)
    /// The export is of another version.
    case version(server: String, found: String, expected: String)

    /// What happened, what was expected and what to do.
    public var message: LocalizedText {
        switch self {
        case .notAnAddress:
            LocalizedText(
                zh: "不是 PostgreSQL 的连接地址。应为 postgresql://用户@主机:端口/数据库 或 host=… dbname=… user=…；特殊字符用 %XX 写，密码放在 ~/.pgpass 或 PGPASSWORD。",
                en: "This is no address of a PostgreSQL database. Write postgresql://user@host:port/database or host=… dbname=… user=…, with %XX for special characters; the password belongs in ~/.pgpass or PGPASSWORD.")
        case .connection(let server, let reason):
            LocalizedText(
                zh: "\(server)：连不上数据库（\(reason)）。请核对地址、用户和密码（~/.pgpass 或 PGPASSWORD），并确认服务器正在运行、允许本机连接。",
                en: "\(server): no connection to the database (\(reason)). Check address, user and password (~/.pgpass or PGPASSWORD), and that the server runs and admits this machine.")
        case .server(let server, let code, let message):
            LocalizedText(
                zh: "\(server)：数据库报错 \(code)：\(message)。数据库里原有的导出没有改动；排除原因后再试。",
                en: "\(server): the database reports \(code): \(message). An export that stood there is unchanged; remove the cause and try again.")
        case .missingExtension(let server, let reason):
            LocalizedText(
                zh: "\(server)：缺少扩展 intarray（\(reason)）。请安装 PostgreSQL 附带的扩展（Debian 的软件包 postgresql-contrib），并由有权的用户执行 create extension intarray。",
                en: "\(server): the extension intarray is missing (\(reason)). Install the extensions that come with PostgreSQL (on Debian postgresql-contrib) and have a user with the right to do so run create extension intarray.")
        case .encoding(let server, let found):
            LocalizedText(
                zh: "\(server)：数据库的编码是 \(found)，放不下所有汉字。请用 create database … encoding 'UTF8' template template0 另建数据库。",
                en: "\(server): the database's encoding is \(found), which lacks characters. Make another with create database … encoding 'UTF8' template template0.")
        case .noExport(let server):
            LocalizedText(
                zh: "\(server)：数据库里没有名称数据，或者当前用户、search_path 看不到。请先运行 kaipan names export --postgres，或者请管理员授予读取权限。",
                en: "\(server): the database has no registers, or this user and search_path do not see them. Run kaipan names export --postgres first, or have the right to read granted.")
        case .version(let server, let found, let expected):
            LocalizedText(
                zh: "\(server)：导出的数据是第 \(found) 版，本程序用第 \(expected) 版。请用本程序重新运行 kaipan names export --postgres。",
                en: "\(server): the export has version \(found), this program reads \(expected). Run kaipan names export --postgres again with this program.")
        }
    }
}
