import ArgumentParser
import KaipanArchive
import KaipanLog

/// `kaipan archive checkpoint`: what the log signed last, and the key that verifies it.
struct ArchiveCheckpointCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "checkpoint", abstract: "Prints the newest checkpoint, a signed note; with --key the log's key. 打印最新检查点或日志公钥。")

    @OptionGroup var options: ArchiveOptions

    @Flag(name: .long, help: "Print the log's key, a line name+hex+base64, as witnesses need it. 打印日志的验证密钥。")
    var key = false

    @Flag(name: .long, help: "The newest one that a witness cosigned, with the signatures. 见证人会签过的检查点。")
    var cosigned = false

    func run() throws {
        try options.run {
            let archive = try options.open()
            if key { return Console.out("\(try archive.verifierKey(epoch: archive.epoch()))\n") }
            Console.out(String(decoding: try cosigned ? archive.cosignedCheckpoint().bytes : archive.checkpoint().bytes, as: UTF8.self))
        }
    }
}
