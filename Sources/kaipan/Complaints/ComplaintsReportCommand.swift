import ArgumentParser
import Foundation
import KaipanArchive
import KaipanScene
import KaipanText

/// `kaipan complaints report`: statistics, and what they teach the rules.
struct ComplaintsReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Statistics by cause, grade, time and money, and what they teach the rules. 投诉统计与规则反馈。")

    @OptionGroup var options: ComplaintOptions
    @OptionGroup var rules: ImportRuleOptions

    @Option(name: .long, help: ArgumentHelp("Received from then on. 起始时间。", valueName: "time"))
    var from: Timestamp?

    @Option(name: .long, help: ArgumentHelp("Received before then. 截止时间（不含）。", valueName: "time"))
    var to: Timestamp?

    @OptionGroup var file: ReportOutput

    func run() throws {
        let archive = options.archive, language = archive.spoken
        try archive.run {
            let format = try file.chosen()
            let printer = format == .pdf ? try PagePrinter.find() : nil
            let desk = try options.desk(), now = options.now
            let complaints = try desk.complaints()
            let statistics = ComplaintStatistics(complaints, policy: desk.policy, from: from, to: to, at: now)
            let counted = complaints.filter { complaint in (from.map { $0 <= complaint.received } ?? true) && (to.map { complaint.received < $0 } ?? true) }
            let statements = rules.noCheck ? [] : try desk.statements(of: counted.map(\.id))
            let check = try rules.check(language)
            let feedback = try check.map { try ComplaintFeedback(statements, approved: desk.approvedWords(), check: $0) } ?? ComplaintFeedback()
            try rules.finish(check, language)
            let report = ComplaintReport(statistics: statistics, feedback: feedback, at: now)
            let text =
                switch format {
                case .text: report.text(language, width: file.output == nil ? Console.width : nil)
                case .json: String(decoding: try report.json.serialized(), as: UTF8.self) + "\n"
                case .html, .pdf: ComplaintPage(report, language: language).html
                }
            try file.write(text, printer, language)
        }
    }
}
