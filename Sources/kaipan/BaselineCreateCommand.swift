import ArgumentParser
import Foundation
import KaipanChecks
import KaipanReports
import KaipanText

/// `kaipan baseline create`: writes down all findings as known.
struct BaselineCreateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Writes all findings down as known. 把现有问题记入基线。",
        discussion: """
            Later runs mark these findings, and `kaipan check --new-only` counts only others. An existing baseline is not
            overwritten: `update` changes it. Exit status: 0 written, 2 the work could not be done.
            """)

    @Argument(help: "Files, folders or patterns. 文件、目录或通配符。")
    var paths: [String]

    @OptionGroup var common: CommonOptions
    @OptionGroup var options: CheckOptions

    @Option(name: .shortAndLong, help: ArgumentHelp("The file to write (default: kaipan-baseline.json). 基线文件。", valueName: "file"))
    var output: String = Baseline.usualName

    func validate() throws {
        if paths.contains("-") { throw ValidationError(zh: "这个命令读文件和文件夹，不读标准输入", en: "this command reads files and folders, not standard input") }
    }

    func run() async throws {
        let language = common.spokenLanguage
        guard !FileManager.default.fileExists(atPath: output) else {
            Console.error(
                language == .chinese
                    ? "\(output) 已存在；请用 kaipan baseline update 更新" : "\(output) exists; change it with kaipan baseline update")
            throw ExitCode(2)
        }
        var session = try CheckSession(options, common: common, paths: paths, usesBaseline: false)
        let run = try await BaselineRun(&session, folder: CheckSession.folder(of: output))
        // An empty baseline would say that all was looked at.
        guard run.documents > 0 else { throw ExitCode(2) }
        let baseline = run.builder.baseline()
        try run.write(baseline, to: output, language)
        Console.out(
            language == .chinese
                ? "\(output)：\(run.documents) 个文档，\(baseline.count) 处问题\n"
                : "\(output): \(Console.counted(run.documents, "document")), \(Console.counted(baseline.count, "finding"))\n")
        throw ExitCode(run.isComplete ? 0 : 2)
    }
}
