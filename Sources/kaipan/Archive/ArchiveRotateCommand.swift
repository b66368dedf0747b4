import ArgumentParser
import KaipanArchive
import KaipanLog

/// `kaipan archive rotate`: wraps all keys under a new epoch.
struct ArchiveRotateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate", abstract: "Wraps all data keys under a new epoch's key and deletes the old one. 轮换密钥。")

    @OptionGroup var options: ArchiveOptions

    func run() throws {
        try options.run {
            let epoch = try options.session().rotateKeys()
            options.say("密钥已换到第 \(epoch) 期；请销毁此前的密钥库备份", "the keys are in epoch \(epoch) now; destroy the backups of the keys that were made before")
        }
    }
}
