import ArgumentParser
import KaipanArchive
import KaipanChecks
import KaipanScene
import KaipanText

/// By which rules promises are found.
struct SceneRuleOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("Rule packs to use instead of the built-in ones. 规则库位置。", valueName: "path"))
    var rules: [String] = []

    @Option(name: .long, help: ArgumentHelp("The city whose profile applies, as a division code. 城市代码。", valueName: "code"))
    var city: String?

    /// Does something with what a scene is made of, then ends the use of the rules.
    ///
    /// - Parameters:
    ///   - end: only entries before this position count.
    ///   - day: whose rules count.
    func withParts<Result>(
        _ archive: Archive, before end: Int64 = .max, on day: CivilDate = .today(), _ options: ArchiveOptions, _ body: (SceneParts) throws -> Result
    ) throws -> Result {
        var common = try CommonOptions.parse([])
        common.rules = rules
        common.language = options.language
        let loaded = try common.loadRules()
        let result = try body(
            .standard(archive, before: end, rules: loaded, settings: CheckSettings(asOf: day, city: city), language: options.spoken))
        try common.finish(with: loaded)
        return result
    }
}
