import ArgumentParser
import KaipanArchive
import KaipanText

/// `kaipan archive erase`: destroys the keys of personal data, while every proof stays valid.
struct ArchiveEraseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase",
        abstract: "Asks for an erasure; with --run carries out one that two members approved. 申请或执行删除（PIPL 第四十七条）。")

    @OptionGroup var options: ArchiveOptions

    @Argument(help: "Conversations and customers; with --run the request. 会话、客户，或申请编号。")
    var names: [RecordName]

    @Option(name: .long, help: ArgumentHelp("Why: \(ErasureReason.allCases.map(\.rawValue).joined(separator: ", ")). 理由。", valueName: "reason"))
    var reason: ErasureReason?

    @Flag(name: .customLong("run"), help: "Carry out an approved request. 执行已批准的申请。")
    var isRun = false

    func run() throws {
        try options.run {
            let session = try options.session(), archive = session.archive
            if isRun {
                for id in try names.map({ try $0.id(in: archive, .approvalRequest) }) {
                    let receipt = try session.erase(id)
                    options.say("已删除，记录在第 \(receipt.positions.lowerBound) 条。旧的密钥备份须在轮换密钥（kaipan archive rotate）并销毁旧备份后才失效。",
                        "Erased; entry \(receipt.positions.lowerBound) says so. Old backups of the keys still open it until the keys are rotated (kaipan archive rotate) and those backups destroyed.")
                }
            } else {
                guard let reason else {
                    throw ArchiveError.invalid(what: LocalizedText(
                        zh: "请用 --reason 说明理由：\(ErasureReason.allCases.map { "\($0.rawValue)（\($0.name.zh)）" }.joined(separator: "、"))",
                        en: "Say why with --reason: \(ErasureReason.allCases.map { "\($0.rawValue) (\($0.name.en))" }.joined(separator: ", "))"))
                }
                Console.out("\(try session.requestErasure(of: names.map { try $0.id(in: archive, .conversation, .customer) }, reason: reason))\n")
            }
        }
    }
}
