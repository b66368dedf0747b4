import ArgumentParser
import Foundation
import KaipanChecks
import KaipanNames
import KaipanText

/// `kaipan names export`: the registers of an index into a database that many machines search.
struct NamesExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes the registers of the index to a PostgreSQL database. 把索引中的登记数据写入 PostgreSQL。",
        discussion: """
            The tables kaipan_export, kaipan_batches, kaipan_names, kaipan_cores and kaipan_references are made anew in one transaction: until
            its end those who search see the export before. It needs the extension intarray, which comes with PostgreSQL. A password
            belongs in ~/.pgpass or PGPASSWORD, because others on the machine can read a command's arguments.
            """)

    @Option(help: ArgumentHelp("The database, as postgresql://user@host:port/database or keyword=value pairs. 数据库地址。", valueName: "url"))
    var postgres: String

    @Option(help: ArgumentHelp("The index (default: that of .kaipan.yml, else names.nmx). 索引文件。", valueName: "file"))
    var index: String?

    @Option(name: .long, help: ArgumentHelp("The language of messages: zh or en; else the locale's. 消息语言。", valueName: "language"))
    var language: Language?

    func run() throws {
        let language = CommonOptions.spoken(language)
        let configuration = try CheckSession.read(Configuration.find(from: FileManager.default.currentDirectoryPath), language)
        do throws(NameIndexError) {
            let opened = try NameIndex(contentsOf: index ?? configuration.names?.index ?? "names.nmx")
            let outcome = try PostgresExport(opened).write(to: postgres)
            Console.out(
                language == .chinese
                    ? "写入 \(outcome.rows) 行，\(outcome.cores) 个不同的专名；用 kaipan names check --postgres 查询\n"
                    : "\(outcome.rows) rows and \(outcome.cores) distinct cores written; search them with kaipan names check --postgres\n")
        } catch {
            Console.error(error.message[language])
            throw ExitCode(2)
        }
    }
}
