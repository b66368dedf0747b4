import ArgumentParser
import Foundation
import KaipanChecks
import KaipanDocuments
import KaipanReports
import KaipanRules
import KaipanText

/// `kaipan check`: from documents to findings.
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Checks documents and reports each risk at its place. 检查文件并指出每一处风险。",
        discussion: """
            Reads HTML, XML, DOCX, Markdown and plain text. Exit status: 0 nothing at or above --fail-on, 1 findings,
            2 the work could not be done.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json, html, sarif, junit, github, gitlab, checkstyle, csv
    }

    @Argument(help: "Files, folders or patterns; - reads standard input. 文件、目录或通配符。")
    var paths: [String] = []

    @OptionGroup var common: CommonOptions

    @OptionGroup var options: CheckOptions

    @Option(name: .customLong("fail-on"), help: ArgumentHelp("The severity from which on the status is 1 (default: error). 达到此级别即退出 1。", valueName: "severity"))
    var failOn: Severity?

    @Option(help: "How to report. 输出格式。")
    var format: Format = .text

    @Option(name: .shortAndLong, help: ArgumentHelp("Write the report to a file. 输出到文件。", valueName: "file"))
    var output: String?

    @Option(name: .customLong("stdin-name"), help: ArgumentHelp("The name that standard input is given. 标准输入的文件名。", valueName: "name"))
    var stdinName: String?

    @Flag(name: .customLong("new-only"), help: "Let only what the baseline does not know decide the status and stand in the text. 只看基线之外的问题。")
    var newOnly = false

    @Flag(help: "Also show what was excepted, and by what. 显示被豁免的命中及原因。")
    var why = false

    @Flag(help: "Check one JSON object a line from standard input. 逐行检查标准输入的 JSON。")
    var ndjson = false

    func validate() throws {
        if !ndjson, paths.isEmpty, stdinName == nil {
            throw ValidationError(zh: "请指出要检查的文件或文件夹，或用 - 读标准输入", en: "name a file or a folder to check, or - for standard input")
        }
        if ndjson, newOnly || output != nil || format != .text || options.changedSince != nil {
            throw ValidationError(zh: "--ndjson 逐行写到标准输出，不能与 --format、--output、--new-only、--changed-since 同用", en: "--ndjson answers line by line on standard output; it takes no --format, --output, --new-only or --changed-since")
        }
        if ndjson, !paths.isEmpty { throw ValidationError(zh: "--ndjson 读标准输入，不接受文件路径", en: "--ndjson reads standard input and takes no paths") }
    }

    func run() async throws {
        var session = try CheckSession(
            options, common: common, paths: paths, collectsExemptions: why, keepsDocuments: format == .html, usesBaseline: !ndjson)
        let threshold = failOn ?? session.configuration.failOn ?? .error
        if ndjson {
            var stream = NDJSONStream(
                line: NDJSONLine(
                    checker: DocumentChecker(rules: session.rules), settings: session.settings, language: common.spokenLanguage,
                    kind: options.kind ?? .advertisement, pages: session.info.pages),
                jobs: session.jobs)
            let status = await stream.run(failOn: threshold)
            try session.finish()
            throw ExitCode(status)
        }
        if newOnly, session.baseline == nil {
            Console.error(
                say(
                    "--new-only 需要基线；请先运行 kaipan baseline create，或用 --baseline 指定",
                    "--new-only needs a baseline; make one with kaipan baseline create, or name it with --baseline"))
            throw ExitCode(2)
        }
        let status = try await report(&session, failOn: threshold)
        // The process ends with this: to take the rules apart first would be time for nothing.
        withExtendedLifetime(session) { Foundation.exit(status) }
    }

    private func report(_ session: inout CheckSession, failOn: Severity) async throws -> Int32 {
        let info = session.info
        if let output { session.leaveOut(output) }
        var sink: ReportSink
        do {
            sink = try ReportSink(path: output)
        } catch {
            Console.error(Console.cannotWrite(output ?? "", error, info.language))
            return 2
        }
        var reporter: any Reporter =
            switch format {
            case .text:
                TextReporter(
                    info: info, usesColor: output == nil && Console.isOutputTerminal, showsExemptions: why, newOnly: newOnly,
                    width: Console.width)
            case .json: JSONReporter(info: info, showsExemptions: why)
            case .html: HTMLReporter(info: info, showsExemptions: why)
            case .sarif: SARIFReporter(info: info)
            case .junit: JUnitReporter(info: info, failOn: failOn, newOnly: newOnly)
            case .github: GitHubReporter(info: info, newOnly: newOnly)
            case .gitlab: GitLabReporter(info: info, newOnly: newOnly)
            case .checkstyle: CheckstyleReporter(info: info, newOnly: newOnly)
            case .csv: CSVReporter(info: info)
            }
        var summary = Summary()
        sink.write(reporter.begin())
        summary.skipped = session.found.skipped
        for problem in session.found.problems {
            summary.addUnreadable()
            Console.error(VisibleText.escaped("\(problem.path): \(problem.message[info.language])"))
        }
        var progress = ProgressLine(total: session.found.files.count, isShown: Console.isErrorTerminal, language: info.language)
        if paths.contains("-") || paths.isEmpty {
            // One byte more than is read at all, so that endless input is refused and not collected.
            let input = try FileHandle.standardInput.read(upToCount: ReadingOptions().sizeLimit + 1) ?? Data()
            var report = session.checker.check(Array(input), name: stdinName ?? ReportRoot.standardInput)
            session.mark(&report)
            summary.add(report)
            sink.write(reporter.document(report))
        }
        try await session.check { report in
            summary.add(report)
            let text = reporter.document(report)
            progress.advance(clearing: !text.isEmpty)
            sink.write(text)
        }
        summary.stale = session.stale
        progress.finish()
        sink.write(reporter.end(summary))
        do {
            try sink.close()
        } catch {
            Console.error(Console.cannotWrite(output ?? say("标准输出", "standard output"), error, info.language))
            return 2
        }
        if let output, Console.isErrorTerminal {
            Console.error(
                say(
                    "已写入 \(output)：\(summary.documents) 个文档，\(summary.count(.error)) 个错误，\(summary.count(.warning)) 个警告",
                    "\(output) is written: \(Console.counted(summary.documents, "document")), \(Console.counted(summary.count(.error), "error")), "
                        + Console.counted(summary.count(.warning), "warning")))
        }
        return summary.exitStatus(failOn: failOn, newOnly: newOnly)
    }

    private func say(_ zh: String, _ en: String) -> String { common.spokenLanguage == .chinese ? zh : en }
}
