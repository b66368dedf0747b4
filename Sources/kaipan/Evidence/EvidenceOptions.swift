import ArgumentParser
import Foundation
import KaipanArchive
import KaipanLog
import KaipanScene
import KaipanText

/// Where a package of evidence goes, and what its reader has to trust.
struct EvidenceOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("The folder to make. 证据包文件夹。", valueName: "folder"))
    var to: String

    @Option(name: .long, help: ArgumentHelp("As of the checkpoint over so many entries; else the newest. 检查点的条数。", valueName: "size"))
    var checkpoint: Int64?

    @Option(name: .long, help: ArgumentHelp("The trust policy (C2SP tlog-policy) with the witnesses; else this log alone. 信任策略。", valueName: "file"))
    var policy: String?

    @Option(name: .customLong("tsa-roots"), help: ArgumentHelp("The time-stamp authorities' root certificates in PEM, to go in. 时间戳机构根证书。", valueName: "file"))
    var roots: String?

    /// - Parameters:
    ///   - size: of the checkpoint; nil for the newest.
    ///   - files: others that go in.
    func make(_ selection: EvidenceSelection, size: Int64?, files: [EvidenceFile] = []) throws -> EvidencePackage {
        EvidencePackage(
            selection, size: size, policy: try policy.map { try TrustPolicy(parsing: Self.bytes($0)) },
            roots: try roots.map { String(decoding: try Self.bytes($0), as: UTF8.self) } ?? "", files: files)
    }

    /// Writes a package and says what is in it.
    func write(_ package: EvidencePackage, _ session: ArchiveSession, _ options: ArchiveOptions) throws {
        let receipt = try package.write(from: session, to: to)
        options.say(
            """
            证据包：\(to)（\(receipt.files) 个文件，截至前 \(receipt.size) 条；披露话语 \(receipt.utterances) 句，未披露 \(receipt.withheld) 句）
            tagmanifest-sha256.txt 的 SHA-256：\(receipt.digest)（已记入日志第 \(receipt.position) 条）
            核验：python3 \(to)/data/verify.py
            """,
            """
            evidence package: \(to) (\(EnglishCount.of(receipt.files, "file")), as of \(EnglishCount.of(receipt.size, "entry", "entries")); \(EnglishCount.of(receipt.utterances, "utterance")) disclosed, \(receipt.withheld) withheld)
            SHA-256 of tagmanifest-sha256.txt: \(receipt.digest) (entry \(receipt.position) of the log)
            verify: python3 \(to)/data/verify.py
            """)
    }

    private static func bytes(_ path: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ArchiveError.invalid(what: LocalizedText(zh: "\(path)：读不了这个文件", en: "\(path): the file cannot be read"))
        }
        return Array(data)
    }
}
