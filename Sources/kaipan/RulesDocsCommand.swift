import ArgumentParser
import Foundation
import KaipanReports
import KaipanText

/// `kaipan rules docs`: a page per rule, for reports to link to.
struct RulesDocsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "docs", abstract: "Writes a page per rule. 为每条规则生成一页说明。",
        discussion: """
            Writes index.html and one page per rule, Chinese in the folder itself, English in its folder en. Reports link to them
            with --rule-pages, or rulePages in .kaipan.yml.
            """)

    @Argument(help: ArgumentHelp("The folder to write to; it is made where it is missing. 输出目录。", valueName: "folder"))
    var folder: String

    @OptionGroup var common: CommonOptions

    func run() throws {
        let site = RuleSite(rules: try common.loadRules(needsExamples: true))
        let root = URL(fileURLWithPath: folder)
        var place = root
        do {
            try FileManager.default.createDirectory(
                at: root.appendingPathComponent("en"), withIntermediateDirectories: true)
            try site.forEachPage { path, html in
                place = root.appendingPathComponent(path)
                try Data(html.utf8).write(to: place)
            }
        } catch {
            Console.error(Console.cannotWrite(place.relativePath, error, common.spokenLanguage))
            throw ExitCode(2)
        }
        Console.out(
            common.spokenLanguage == .chinese
                ? "\(site.count) 条规则的说明已写入 \(folder)/index.html\n" : "pages of \(site.count) rules are in \(folder)/index.html\n")
    }
}
