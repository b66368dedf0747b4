import ArgumentParser
import Foundation
import KaipanArchive
import KaipanLog
import KaipanText

/// `kaipan archive proof`: that the log has an entry, in a file that needs no archive to be checked.
struct ArchiveProofCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "proof", abstract: "Proves that an entry is in the log (C2SP tlog-proof). 出具一条记录的存证证明。")

    @OptionGroup var options: ArchiveOptions

    @Argument(help: ArgumentHelp("An entry's position, from 0, or a record's id. 条目序号或记录编号。", valueName: "entry"))
    var entry: String

    @Option(name: .long, help: ArgumentHelp("Where to write the proof; the entry goes beside it, with .json. 证明文件。", valueName: "file"))
    var out: String?

    @Flag(name: .long, help: "Under the newest checkpoint that a witness cosigned. 用见证人会签过的检查点。")
    var cosigned = false

    func run() throws {
        try options.run {
            let archive = try options.open()
            let position: Int64
            if let number = Int64(entry), number >= 0 {
                position = number
            } else if let id = RecordID(entry) {
                position = try archive.record(id).position
            } else {
                throw ArchiveError.noRecord(id: entry)
            }
            let found = cosigned ? try archive.cosignedProof(of: position) : try archive.proof(of: position)
            guard let out else { return Console.out(String(decoding: found.proof.bytes, as: UTF8.self)) }
            try ArchiveFile.write(found.proof.bytes, to: out, options.spoken)
            try ArchiveFile.write(found.entry, to: out + ".json", options.spoken)
            options.say("第 \(position) 条的证明在 \(out)，条目本身在 \(out).json", "the proof of entry \(position) is in \(out), the entry in \(out).json")
        }
    }
}
