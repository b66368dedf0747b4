import ArgumentParser
import KaipanArchive

/// `kaipan archive approve`: agrees to what another member asks for.
struct ArchiveApproveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve", abstract: "Agrees to a request of another member, or rejects it. 批准或驳回申请。")

    @OptionGroup var options: ArchiveOptions

    @Argument(help: "The request's id; without one the open requests are listed. 申请编号。")
    var name: RecordName?

    @Flag(name: .long, help: "Reject it. 驳回。")
    var reject = false

    func run() throws {
        try options.run {
            guard let name else {
                let archive = try options.open()
                let requests = try archive.openRequests()
                if requests.isEmpty { options.say("没有待批准的申请", "no request is open") }
                for open in requests {
                    Console.out("\(open.record.leaf.id)  \(open.action.name[options.spoken])  \(open.record.leaf.time.inChina)  \(try archive.approvers(of: open).count)/\(ApprovalRequest.needed)\n")
                }
                return
            }
            let session = try options.session(), request = try name.id(in: session.archive, .approvalRequest)
            try session.decide(request, approve: !reject)
            let count = try session.archive.approvers(of: session.archive.request(request)).count
            options.say(
                reject ? "已驳回 \(request)" : "已批准 \(request)（\(count)/\(ApprovalRequest.needed)）",
                reject ? "\(request) is rejected" : "\(request) is approved (\(count)/\(ApprovalRequest.needed))")
        }
    }
}
