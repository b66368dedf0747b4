import ArgumentParser
import Foundation
import KaipanArchive
import KaipanChecks
import KaipanText

/// How the words that come into the archive are checked.
struct ImportRuleOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("Rule packs to use instead of the built-in ones. 规则库位置。", valueName: "path"))
    var rules: [String] = []

    @Option(name: .long, help: ArgumentHelp("The city whose profile applies, as a division code. 城市代码。", valueName: "code"))
    var city: String?

    @Flag(name: .customLong("no-check"), help: "Don't apply the rules. 不做规则检查。")
    var noCheck = false

    /// - Returns: nil where nothing is to be checked.
    func check(_ language: Language) throws -> ConversationCheck? {
        guard !noCheck else { return nil }
        return ConversationCheck(rules: try common(language).loadRules(), settings: CheckSettings(asOf: .today(), city: city))
    }

    /// Ends the use of the rules.
    func finish(_ check: ConversationCheck?, _ language: Language) throws {
        if let check { try common(language).finish(with: check.rules) }
    }

    private func common(_ language: Language) throws -> CommonOptions {
        var common = try CommonOptions.parse([])
        common.rules = rules
        common.language = language
        return common
    }
}
