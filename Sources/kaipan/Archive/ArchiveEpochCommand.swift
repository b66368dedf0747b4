import ArgumentParser
import Foundation
import KaipanArchive
import KaipanLog
import KaipanText

/// `kaipan archive epoch`: goes on after an old backup had to be restored, and says what is lost.
struct ArchiveEpochCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "epoch",
        abstract: "Begins an epoch of the log after an old backup was restored; administrators only. 恢复旧备份后如实开始新纪元。")

    @OptionGroup var options: ArchiveOptions

    @Option(name: .long, help: "What happened; it is stored encrypted. 原因。")
    var reason: String

    @Option(name: .long, help: ArgumentHelp("A checkpoint that left the archive, from a witness or a package, where the journal is gone too. 外部留存的检查点。", valueName: "file"))
    var checkpoint: String?

    func run() throws {
        try options.run {
            if let checkpoint {
                guard let data = FileManager.default.contents(atPath: checkpoint) else {
                    throw ArchiveError.invalid(what: LocalizedText(zh: "\(checkpoint)：读不了这个文件", en: "\(checkpoint): the file cannot be read"))
                }
                try options.open().learn(checkpoint: [UInt8](data))
            }
            let session = try options.session()
            let receipt = try session.beginEpoch(reason: reason)
            let epoch = try session.archive.epoch()
            options.say(
                "已开始第 \(epoch) 纪元，第 \(receipt.positions.lowerBound) 条记下了缺失的范围。日志换了名称，请把新的验证密钥交给见证人：",
                "epoch \(epoch) has begun; entry \(receipt.positions.lowerBound) says what is lost. The log has another name now; give its key to the witnesses:")
            Console.out("\(try session.archive.verifierKey(epoch: epoch))\n")
        }
    }
}
