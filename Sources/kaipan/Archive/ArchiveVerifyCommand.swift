import ArgumentParser
import KaipanArchive

/// `kaipan archive verify`: everything that is stored against what commits to it.
struct ArchiveVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Compares everything with what commits to it: log, content, keys, signatures. 全面校验档案。")

    @OptionGroup var options: ArchiveOptions

    func run() throws {
        try options.run {
            let archive = try options.open()
            let report = try archive.verify { done, total in
                if Console.isErrorTerminal, done % 5000 == 0 { Console.error("\(done)/\(total)") }
            }
            options.say(
                "条目 \(report.entries)，检查点 \(report.checkpoints)，成员签名 \(report.signatures)，加密内容 \(report.sealed)（依法删除 \(report.erased)），话语 \(report.utterances)，媒体块 \(report.chunks)，密钥 \(report.keys)",
                "\(report.entries) entries, \(report.checkpoints) checkpoints, \(report.signatures) members' signatures, \(report.sealed) encrypted (\(report.erased) erased), \(report.utterances) utterances, \(report.chunks) media chunks, \(report.keys) keys")
            for note in report.notes { Console.out("  \(note)\n") }
            for problem in report.problems { Console.out("✗ \(problem.object): \(problem.reason)\n") }
            guard report.isSound else {
                options.say("发现 \(report.problems.count) 处问题。请保全现状，从备份恢复后再校验。", "\(report.problems.count) problems. Keep things as they are, restore a backup beside it and verify that.")
                throw ExitCode(1)
            }
            options.say("一切与写入时相同", "everything is what was written")
        }
    }
}
