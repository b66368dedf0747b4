import ArgumentParser
import Foundation
import KaipanArchive

/// `kaipan archive init`: makes an archive, its master key and its first member.
struct ArchiveInitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Makes an archive, its master key and its first administrator. 新建档案。")

    @OptionGroup var options: ArchiveOptions

    @Option(name: .long, help: ArgumentHelp("What verifiers will see the log called, such as a domain of yours. 日志名称。", valueName: "name"))
    var name: String

    @Option(name: .long, help: ArgumentHelp("Where to write the first administrator's key. 管理员密钥文件。", valueName: "file"))
    var administrator: String

    @Option(name: .customLong("administrator-name"), help: ArgumentHelp("The administrator's name; it is stored encrypted. 管理员姓名。", valueName: "name"))
    var administratorName: String?

    func run() throws {
        try options.run {
            let master: MasterKey
            if let path = options.keyFile, !FileManager.default.fileExists(atPath: path) {
                let (key, text) = MasterKey.random()
                try SecretFile.write(text + "\n", to: path)
                master = key
                options.say("主密钥已写入 \(path)。请另存一份，且不要与档案放在一起：没有它，档案里的内容无人能读。",
                    "The master key is in \(path). Keep a copy, and not beside the archive: without it nobody can read the content.")
            } else {
                master = try options.master()
            }
            let key = MemberKey()
            try key.write(to: administrator)
            let archive: Archive
            do { archive = try Archive.create(at: options.place, name: name, master: master) } catch {
                // Nobody was named by this key, and the next attempt writes its own.
                try? FileManager.default.removeItem(atPath: administrator)
                throw error
            }
            try archive.nameFirst(key, called: administratorName ?? MemberRole.administrator.name[options.spoken])
            options.say(
                "已建立档案 \(options.place)。\n日志公钥：\(try archive.verifierKey(epoch: 1))\n管理员 \(key.id)，密钥在 \(administrator)。\n请把日志公钥交给律师、公证处等外部人员保存：他们凭它就能验证。",
                "The archive \(options.place) is made.\nThe log's public key: \(try archive.verifierKey(epoch: 1))\nAdministrator \(key.id), whose key is in \(administrator).\nGive the log's public key to people outside, a lawyer or a notary: it is what they verify with.")
        }
    }
}
