import ArgumentParser
import KaipanChecks
import KaipanText

/// `kaipan baseline update`: takes out what is gone and takes in what is new.
struct BaselineUpdateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "update", abstract: "Takes out what is gone and takes in what is new. 更新基线。",
        discussion: """
            Entries of documents that are not among the arguments stay. With --prune nothing new is taken in.
            Exit status: 0 written, 2 the work could not be done.
            """)

    @Argument(help: "Files, folders or patterns. 文件、目录或通配符。")
    var paths: [String]

    @OptionGroup var common: CommonOptions
    @OptionGroup var options: CheckOptions

    @Flag(help: "Only take out what is gone. 只删除已不再出现的条目。")
    var prune = false

    func validate() throws {
        if paths.contains("-") { throw ValidationError(zh: "这个命令读文件和文件夹，不读标准输入", en: "this command reads files and folders, not standard input") }
    }

    func run() async throws {
        let language = common.spokenLanguage
        var session = try CheckSession(options, common: common, paths: paths)
        guard let (path, old) = session.baseline else {
            Console.error(
                language == .chinese
                    ? "没有找到 \(Baseline.usualName)；请先运行 kaipan baseline create"
                    : "there is no \(Baseline.usualName); make one with kaipan baseline create")
            throw ExitCode(2)
        }
        let run = try await BaselineRun(&session, folder: CheckSession.folder(of: path))
        let gone = session.stale.reduce(0) { $0 + $1.count }
        let baseline = prune ? old.removing(session.stale) : run.builder.baseline(keeping: session.untouched)
        try run.write(baseline, to: path, language)
        let added = prune ? 0 : run.added
        Console.out(
            language == .chinese
                ? "\(path)：新增 \(added) 处，删除 \(gone) 处，共 \(baseline.count) 处\n"
                : "\(path): \(added) added, \(gone) removed, \(baseline.count) in all\n")
        throw ExitCode(run.isComplete ? 0 : 2)
    }
}
