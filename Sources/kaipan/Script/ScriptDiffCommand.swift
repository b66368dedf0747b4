import ArgumentParser
import KaipanArchive

/// `kaipan script diff`: what two versions say otherwise, clause by clause.
struct ScriptDiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Compares two versions clause by clause; status 1 where they differ. 逐条比较两个版本。")

    @OptionGroup var options: ArchiveOptions

    @Argument(help: "The older version's id. 旧版本。")
    var old: RecordName

    @Argument(help: "The newer version's id. 新版本。")
    var new: RecordName

    func run() throws {
        try options.run {
            let archive = try options.open()
            let difference = ScriptDifference(from: try archive.script(old.id(in: archive, .script)).script.clauses, to: try archive.script(new.id(in: archive, .script)).script.clauses)
            for change in difference.changes {
                switch change {
                case .same: continue
                case .added(let clause): Console.out("+ \(head(clause))\n\(lines(clause.text, "+ "))")
                case .removed(let clause): Console.out("- \(head(clause))\n\(lines(clause.text, "- "))")
                case .changed(let old, let new):
                    Console.out("~ \(head(new))\n")
                    if old.kind != new.kind || old.title != new.title { Console.out("- \(head(old))\n+ \(head(new))\n") }
                    Console.out(lines(old.text, "- ") + lines(new.text, "+ "))
                }
            }
            if difference.isEmpty {
                options.say("两个版本逐条相同", "the two versions are the same, clause by clause")
            } else {
                throw ExitCode(1)
            }
        }
    }

    private func head(_ clause: ScriptClause) -> String { "【\(clause.kind.name[options.spoken])】\(clause.title)" }

    private func lines(_ text: String, _ mark: String) -> String {
        text.split(separator: "\n").map { mark + $0 + "\n" }.joined()
    }
}
