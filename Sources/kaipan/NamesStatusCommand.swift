import ArgumentParser
import Foundation
import KaipanChecks
import KaipanNames
import KaipanText

/// `kaipan names status`: what an index holds, and whether it is whole.
struct NamesStatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Shows what the index holds and examines every page of it. 查看并校验索引。")

    @Argument(help: "The index (default: that of .kaipan.yml, else names.nmx). 索引文件。")
    var index: String?

    @Option(name: .long, help: ArgumentHelp("The language of messages: zh or en; else the locale's. 消息语言。", valueName: "language"))
    var language: Language?

    func run() throws {
        let language = CommonOptions.spoken(language)
        let configuration = try CheckSession.read(Configuration.find(from: FileManager.default.currentDirectoryPath), language)
        do throws(NameIndexError) {
            let opened = try NameIndex(contentsOf: index ?? configuration.names?.index ?? "names.nmx")
            try opened.verify()
            for batch in try opened.batches() {
                let register = batch.register.title[language]
                Console.out(
                    language == .chinese
                        ? "\(register)  \(batch.file)  截至 \(batch.asOf)  \(batch.rows) 行（未采纳 \(batch.rejected)）  SHA-256 \(batch.digest)\n"
                        : "\(register)  \(batch.file)  as of \(batch.asOf)  \(batch.rows) rows (\(batch.rejected) refused)  SHA-256 \(batch.digest)\n")
            }
            Console.out(
                language == .chinese
                    ? "共 \(opened.rowCount) 行，\(opened.coreCount) 个不同的专名；每一页都与写入时相同\n"
                    : "\(opened.rowCount) rows, \(opened.coreCount) distinct cores; every page is what was written\n")
        } catch {
            Console.error(error.message[language])
            throw ExitCode(2)
        }
    }
}
