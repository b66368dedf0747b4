import ArgumentParser
import Foundation
import KaipanChecks
import KaipanNames
import KaipanReports
import KaipanText

/// `kaipan names compare`: two names with each other.
struct NamesCompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Compares two names with each other. 比较两个名称。",
        discussion: "Exit status: 0 below grade medium, 1 medium or above, 2 the work could not be done.")

    @Argument(help: "The new name. 新名称。")
    var name: String

    @Argument(help: "The name to compare it with. 对照名称。")
    var other: String

    @OptionGroup var options: NameOptions

    @OptionGroup var common: CommonOptions

    func validate() throws {
        for text in [name, other] where text.trimmingCharacters(in: .whitespaces).isEmpty {
            throw ValidationError(zh: "两个名称都不能为空", en: "both names need at least one character")
        }
    }

    func run() throws {
        let language = common.spokenLanguage
        let configuration = try CheckSession.read(Configuration.find(from: FileManager.default.currentDirectoryPath), language)
        let context = try options.context(configuration, language) { try common.loadRules(configuration: configuration) }
        let hit = NameGrader(context: context, vocabulary: NameVocabulary()).hit(for: name, comparedWith: other)
        let report = NameReport(answer: NameAnswer(name: name, hit: hit), findings: [], language: language, context: context)
        Console.out(options.format == .json ? report.json() + "\n" : report.text(width: Console.width))
        throw ExitCode(hit.grade >= .medium ? 1 : 0)
    }
}
