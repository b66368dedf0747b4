import ArgumentParser

/// `kaipan complaints`: registers complaints, follows them, and learns from them.
struct ComplaintsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "complaints", abstract: "Complaints: register, hold, follow eight steps, settle, report. 投诉处理。",
        subcommands: [
            ComplaintsOpenCommand.self, ComplaintsHoldCommand.self, ComplaintsShowCommand.self, ComplaintsStepCommand.self, ComplaintsSettleCommand.self,
            ComplaintsPlanCommand.self, ComplaintsListCommand.self, ComplaintsReportCommand.self,
        ])
}
