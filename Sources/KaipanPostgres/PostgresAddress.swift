import CPostgreSQL
import KaipanText

/// What a connection string says, for messages that must not repeat it: it may hold a password.
struct PostgresAddress {
    /// Host, port and database, as far as they are said.
    var server: String
    /// What must never be shown; empty where none is said.
    var password: String

    /// - Throws: `library` where libpq is missing; `notAnAddress` without libpq's own words, which quote the part that it could not read.
    init(_ text: String) throws(PostgresError) {
        // A bare word would be taken for a database's name by the connection, though not by the parser.
        guard text.contains("=") || text.contains("://"), !text.utf8.contains(0) else { throw .notAnAddress }
        if let problem = LazyLibrary.libpq.problem { throw .library(problem) }
        guard let options = PQconninfoParse(text, nil) else { throw .notAnAddress }
        defer { PQconninfoFree(options) }
        var values: [String: String] = [:]
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { values[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
        password = values["password"] ?? ""
        let port = values["port"].map { ":\($0)" } ?? ""
        let place = (values["host"] ?? values["hostaddr"] ?? "localhost") + port + (values["dbname"].map { "/\($0)" } ?? "")
        server = Self.hiding(password, in: place)
    }

    /// A message without a password, wherever it quotes one.
    static func hiding(_ password: String, in message: String) -> String {
        password.isEmpty ? message : message.split(separator: password, omittingEmptySubsequences: false).joined(separator: "***")
    }
}
