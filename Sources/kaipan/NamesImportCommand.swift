import ArgumentParser
import Foundation
import KaipanChecks
import KaipanNames
import KaipanText

/// `kaipan names import`: a register's export into the index.
struct NamesImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Imports a register from CSV, JSON or XML. 导入地名、商标或集团项目。",
        discussion: """
            Rows that were imported before under the same number are replaced, so that an import can be repeated. The index as it was
            stays in force until the import is complete.
            """)

    @Argument(help: "Files exported from the register. 登记数据文件。")
    var files: [String]

    @Option(name: .customLong("as"), help: "The register: place, trademark or project. 登记种类。")
    var register: RegisterKind

    @Option(help: ArgumentHelp("The index (default: that of .kaipan.yml, else names.nmx). 索引文件。", valueName: "file"))
    var index: String?

    @Option(name: .customLong("as-of"), help: ArgumentHelp("The day that the data stands for (default: today). 数据日期。", valueName: "date"))
    var asOf: CivilDate?

    @Option(help: ArgumentHelp("Where to list the rows that were refused, with line and reason. 未采纳的行写到。", valueName: "file"))
    var rejected: String?

    @Flag(name: .customLong("whole-register"), help: "The files are the whole register: rows that they no longer have are removed. 文件是登记全量。")
    var wholeRegister = false

    @Option(name: .long, help: ArgumentHelp("The language of messages: zh or en; else the locale's. 消息语言。", valueName: "language"))
    var language: Language?

    func run() throws {
        let language = CommonOptions.spoken(language)
        let configuration = try CheckSession.read(Configuration.find(from: FileManager.default.currentDirectoryPath), language)
        let path = index ?? configuration.names?.index ?? "names.nmx"
        for (number, file) in files.enumerated() {
            do {
                try importOne(file, into: path, isFirst: number == 0, language)
            } catch let error as RegisterError {
                Console.error(error.message[language])
                throw ExitCode(2)
            } catch let error as NameIndexError {
                Console.error(error.message[language])
                throw ExitCode(2)
            }
        }
    }

    private func importOne(_ file: String, into path: String, isFirst: Bool, _ language: Language) throws {
        var importer = RegisterImporter(register: register, asOf: asOf ?? .today())
        importer.language = language
        importer.findDivision = { names in DivisionSearch.code(of: names) }
        let update = try NameIndexUpdate(path)
        let refused = rejected.map { files.count == 1 ? $0 : "\($0).\(URL(fileURLWithPath: file).lastPathComponent).csv" }
        let summary = try importer.read(file, rejected: refused) { try update.add($0) }
        let outcome = try update.finish(summary.batch, isWholeRegister: wholeRegister && isFirst)
        let batch = summary.batch
        Console.out(
            language == .chinese
                ? "\(file)：采纳 \(batch.rows) 行（新增 \(outcome.added)，替换 \(outcome.replaced)，删去 \(outcome.removed)），未采纳 \(batch.rejected) 行\(refused.map { batch.rejected > 0 ? "，见 \($0)" : "" } ?? "")；截至 \(batch.asOf)，SHA-256 \(batch.digest.prefix(16))…\n"
                : "\(file): \(batch.rows) rows (\(outcome.added) new, \(outcome.replaced) replaced, \(outcome.removed) removed), \(batch.rejected) refused\(refused.map { batch.rejected > 0 ? ", see \($0)" : "" } ?? ""); as of \(batch.asOf), SHA-256 \(batch.digest.prefix(16))…\n")
        if !summary.unknownColumns.isEmpty {
            let columns = summary.unknownColumns.prefix(20).joined(separator: language == .chinese ? "、" : ", ")
            Console.error(language == .chinese ? "没有用到的列：\(columns)" : "columns that were not used: \(columns)")
        }
    }
}
