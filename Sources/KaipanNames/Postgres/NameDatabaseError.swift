import KaipanPostgres
import KaipanText

/// Why registers could not be written to a PostgreSQL database or searched there; no case ever holds a password.
public enum NameDatabaseError: Error, Sendable, Hashable {
    /// The database did not do what was asked.
    case database(PostgresError)
    /// The extension `intarray` is not there and could not be created.
    case missingExtension(server: String, reason: String)
    /// There is no export in the database, or not where the user may see it.
    case noExport(server: String)
    /// The export is of another version.
    case version(server: String, found: String, expected: String)

    /// What happened, what was expected and what to do.
    public var message: LocalizedText {
        switch self {
        case .database(.server(let server, let code, let message)):
            LocalizedText(
                zh: "\(server)：数据库报错 \(code)：\(message)。数据库里原有的导出没有改动；排除原因后再试。",
                en: "\(server): the database reports \(code): \(message). An export that stood there is unchanged; remove the cause and try again.")
        case .database(.outcomeUnknown(let server, let reason)):
            LocalizedText(
                zh: "\(server)：提交之后、收到答复之前连接中断（\(reason)）。数据库里是原有的导出或者完整的新导出；请重新运行 kaipan names export --postgres。",
                en: "\(server): the connection ended after COMMIT and before the answer (\(reason)). The database has the export before or the whole new one; run kaipan names export --postgres again.")
        case .database(let error):
            error.message
        case .missingExtension(let server, let reason):
            LocalizedText(
                zh: "\(server)：缺少扩展 intarray（\(reason)）。请安装 PostgreSQL 附带的扩展（Debian 的软件包 postgresql-contrib），并由有权的用户执行 create extension intarray。",
                en: "\(server): the extension intarray is missing (\(reason)). Install the extensions that come with PostgreSQL (on Debian postgresql-contrib) and have a user with the right to do so run create extension intarray.")
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

    /// Runs the body with its errors as ours.
    static func wrap<Result>(_ body: () throws(PostgresError) -> Result) throws(NameDatabaseError) -> Result {
        do throws(PostgresError) { return try body() } catch { throw .database(error) }
    }
}

extension NameIndexError {
    static func postgres(_ error: PostgresError) -> NameIndexError { .postgres(.database(error)) }
}
