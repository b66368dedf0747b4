import ArgumentParser
import Foundation
import KaipanChecks
import KaipanDocuments
import KaipanReports
import KaipanRules
import KaipanText

/// Options of every command that checks documents.
struct CheckOptions: ParsableArguments {
    @Option(help: ArgumentHelp("What kind of document all files are. 文档种类。", valueName: "kind"))
    var kind: DocumentKind?

    @Option(help: ArgumentHelp("The city whose profile applies, as a six-digit code. 城市代码，如 440100。", valueName: "code"))
    var city: String?

    @Option(name: .customLong("as-of"), help: ArgumentHelp("The day whose law applies, YYYY-MM-DD. 按哪一天的法律。", valueName: "date"))
    var asOf: CivilDate?

    @Option(help: ArgumentHelp("The encoding to assume without a byte order mark. 文件编码。", valueName: "name"))
    var encoding: String?

    @Option(name: .shortAndLong, help: ArgumentHelp("Files at a time (default: the number of cores). 并行数。", valueName: "n"))
    var jobs: Int?

    @Option(help: ArgumentHelp("The configuration to use instead of the .kaipan.yml found upwards. 配置文件。", valueName: "file"))
    var config: String?

    @Option(help: ArgumentHelp("The baseline to use instead of the kaipan-baseline.json found upwards. 基线文件。", valueName: "file"))
    var baseline: String?

    @Option(help: ArgumentHelp("The register to use instead of the kaipan-suppressions.yml found upwards. 豁免登记。", valueName: "file"))
    var suppressions: String?

    @Option(
        name: .customLong("changed-since"),
        help: ArgumentHelp("Only files that git says were changed since a revision, or are new. 只查自该版本以来改动的文件。", valueName: "revision"))
    var changedSince: String?

    @Option(
        name: .customLong("rule-pages"),
        help: ArgumentHelp("Where the pages of kaipan rules docs are, for links from the report. 规则说明页的地址。", valueName: "address"))
    var rulePages: String?

    func validate() throws {
        if let rulePages, RulePages(base: rulePages) == nil {
            throw ValidationError(zh: "--rule-pages 应为 http、https 或 file 地址，或相对于报告的路径", en: "--rule-pages takes an http, https or file address, or a path relative to the report")
        }
        if let jobs, jobs < 1 { throw ValidationError(zh: "--jobs 至少为 1", en: "--jobs must be at least 1") }
        if let encoding, TextEncoding(label: encoding) == nil {
            let known = TextEncoding.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError(zh: "--encoding 不能是“\(encoding)”；可用：\(known)", en: "--encoding cannot be “\(encoding)”; known are \(known)")
        }
        if let city, !DivisionCode.isValid(city) {
            throw ValidationError(zh: "--city 应为六位区划代码，如 440100", en: "--city takes a six-digit division code such as 440100")
        }
    }
}
