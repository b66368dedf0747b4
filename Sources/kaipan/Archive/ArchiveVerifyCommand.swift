import ArgumentParser
import KaipanArchive
import KaipanLog

/// `kaipan archive verify`: everything that is stored against what commits to it.
struct ArchiveVerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Compares everything with what commits to it: log, content, keys, signatures. 全面校验档案。",
        discussion: """
            The search index is compared with the texts too, so that no sentence can hide from a search; for millions of utterances this
            takes about as long as the rest together, and --skip-index leaves it out. What is wrong in the index alone, kaipan archive rebuild mends.
            """)

    @OptionGroup var options: ArchiveOptions

    @Option(name: .customLong("tsa-roots"), help: ArgumentHelp("Root certificates in PEM that time stamps must lead to. 时间戳的受信任根证书。", valueName: "file"))
    var roots: String?

    @Option(name: .customLong("witness-key"), help: ArgumentHelp("A witness's key, a line name+hex+base64; may be repeated. 见证人的验证密钥。", valueName: "vkey"))
    var witnesses: [String] = []

    @Flag(name: .customLong("skip-index"), help: "Leave the search index out. 不校验检索索引。")
    var skipsIndex = false

    func run() async throws {
        try await options.run {
            let trust = try TrustedRoots.read(roots), witnesses = try witnesses.map { try NoteVerifierKey(vkey: $0) }
            let archive = try options.open()
            var report = try archive.verify(witnesses: witnesses, index: !skipsIndex) { done, total in
                if Console.isErrorTerminal, done % 5000 == 0 { Console.error("\(done)/\(total)") }
            }
            options.say(
                "条目 \(report.entries)，检查点 \(report.checkpoints)，成员签名 \(report.signatures)，加密内容 \(report.sealed)（依法删除 \(report.erased)），话语 \(report.utterances)，媒体块 \(report.chunks)，密钥 \(report.keys)",
                "\(report.entries) entries, \(report.checkpoints) checkpoints, \(report.signatures) members' signatures, \(report.sealed) encrypted (\(report.erased) erased), \(report.utterances) utterances, \(report.chunks) media chunks, \(report.keys) keys")
            options.say(
                "时间戳 \(report.timeStamps)（覆盖前 \(report.stampedSize) 条），见证人会签 \(report.cosignatures)（覆盖前 \(report.cosignedSize) 条）",
                "\(report.timeStamps) time stamps (first \(report.stampedSize) entries), \(report.cosignatures) cosignatures (first \(report.cosignedSize) entries)")
            if let indexed = report.indexed {
                options.say("检索索引：已与 \(indexed) 句话语逐一比对", "search index: compared with \(indexed) utterances")
            } else if !skipsIndex {
                options.say("检索索引：尚未建立，或不属于现在的日志；下次检索时重建", "search index: none of this log; the next search builds it")
            }
            for finding in try await archive.verifyTimeStamps(trusting: trust) {
                Console.out("  " + ArchiveAnchors.line(finding, options.spoken))
                // A chain, or a renewal that came too late, is not in the report yet.
                let object = "entry \(finding.stamp.position) (time-stamp \(finding.stamp.id))"
                if case .failure(let error) = finding.result, !report.problems.contains(where: { $0.object.utf8.elementsEqual(object.utf8) }) {
                    report.add(object, ArchiveProblem.message(error))
                }
            }
            for note in report.notes { Console.out("  \(note.object): \(note.reason[options.spoken])\n") }
            for problem in report.problems { Console.out("✗ \(problem.object): \(problem.reason[options.spoken])\n") }
            guard report.isSound else {
                options.say("发现 \(report.problems.count) 处问题。请保全现状，从备份恢复后再校验。", "\(report.problems.count) problems. Keep things as they are, restore a backup beside it and verify that.")
                throw ExitCode(1)
            }
            options.say("一切与写入时相同", "everything is what was written")
        }
    }
}
