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

    /// - Parameters:
    ///   - end: only entries before this position count.
    ///   - day: whose rules count.
    func parts(_ archive: Archive, before end: Int64 = .max, on day: CivilDate = .today(), _ options: ArchiveOptions) throws -> SceneParts {
        var common = try CommonOptions.parse([])
        common.rules = rules
        common.language = options.language
        return .standard(
            archive, before: end, rules: try common.loadRules(), settings: CheckSettings(asOf: day, city: city), language: options.spoken)
    }
}
