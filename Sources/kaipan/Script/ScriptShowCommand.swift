import ArgumentParser
import KaipanArchive

/// `kaipan script show`: a version, clause by clause.
struct ScriptShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Shows a version, clause by clause. 查看话术。")

    @OptionGroup var options: ArchiveOptions

    @Argument(help: "The version's id. 版本编号。")
    var id: RecordName

    func run() throws {
        try options.run {
            let archive = try options.open(), script = try archive.script(id.id(in: archive, .script))
            Console.out(ScriptFilter.line(script))
            for clause in script.script.clauses {
                Console.out("\n【\(clause.kind.name[options.spoken])】\(clause.title)\n\(clause.text)\n")
            }
        }
    }
}
