import ArgumentParser
import KaipanArchive
import KaipanScene

/// `kaipan complaints list`: the complaints with their clocks.
struct ComplaintsListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The complaints with their clocks; --overdue only those that are late. 投诉列表。",
        discussion: "With --overdue: status 1 where there are any.")

    @OptionGroup var options: ComplaintOptions

    @Flag(name: .long, help: "Only complaints with a clock that ran out and nobody met. 只列超时未办的。")
    var overdue = false

    @Flag(name: .long, help: "Only complaints that are not closed. 只列未关闭的。")
    var open = false

    func run() throws {
        try options.archive.run {
            let desk = try options.desk(), now = options.now
            let shown = try desk.complaints().filter { complaint in
                if open, complaint.closed != nil { return false }
                guard overdue else { return true }
                return complaint.closed == nil
                    && desk.policy.clocks.compactMap { $0.reading(of: complaint, at: now) }.contains(where: \.isOpenAndOverdue)
            }
            for complaint in shown { options.show(complaint, desk.policy) }
            if shown.isEmpty {
                if overdue || open {
                    options.archive.say("没有这样的投诉", "no such complaint")
                } else {
                    options.archive.say("没有登记过投诉。登记：kaipan complaints open 内容 --contract 合同编号", "No complaint is registered. Register one with kaipan complaints open TEXT --contract NUMBER")
                }
            }
            if overdue, !shown.isEmpty { throw ExitCode(1) }
        }
    }
}
