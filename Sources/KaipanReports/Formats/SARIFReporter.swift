import KaipanChecks
import KaipanRules
import KaipanText

/// Writes SARIF 2.1.0, which code hosts and editors show (`--format sarif`), a result at a time.
public struct SARIFReporter: Reporter {
    private let info: RunInfo
    private let places: SARIFPlaces
    private let ruleIndices: [String: Int]
    private var isFirst = true
    private var notifications: [Notification] = []
    private var droppedNotifications = 0
    private var unreadable = 0

    /// What is said of files stands behind all results and is kept until then; more is only counted.
    private static let notificationLimit = 1000

    public init(info: RunInfo) {
        self.info = info
        places = SARIFPlaces(root: info.root)
        ruleIndices = Dictionary(info.rules.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    public func begin() -> String {
        let language = info.language == .chinese ? "zh-CN" : "en-US"
        let rules = info.rules.map { "\n" + JSONText.encode(SARIFRule($0, asOf: info.asOf, language: info.language, pages: info.pages)) }
        let version = info.toolVersion.map(JSONText.encode).map { ",\"version\":\($0),\"semanticVersion\":\($0)" } ?? ""
        let bases = info.root.map {
            ",\n\"originalUriBaseIds\":" + JSONText.encode([SARIFPlaces.baseIdentifier: SARIFLocation.Artifact(uri: $0.uri)])
        }
        return """
            {"$schema":"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
            "version":"2.1.0","runs":[{
            "tool":{"driver":{"name":"Kaipan"\(version),"language":"\(language)","rules":[\(rules.joined(separator: ","))
            ]}},
            "language":"\(language)","columnKind":"unicodeCodePoints"\(bases ?? ""),
            "properties":\(JSONText.encode(RunProperties(info))),
            "results":[
            """
    }

    public mutating func document(_ report: DocumentReport) -> String {
        for problem in report.problems {
            guard notifications.count < Self.notificationLimit else {
                droppedNotifications += 1
                continue
            }
            let region = problem.position.map { SARIFLocation.Region($0, $0) }
            notifications.append(
                Notification(
                    level: report.isUnreadable ? "error" : "warning", message: SARIFMessage(problem.message[info.language]),
                    locations: [places.location(report.path, region)]))
        }
        if report.isUnreadable { unreadable += 1 }
        return report.findings.map { finding in
            let comma = isFirst ? "\n" : ",\n"
            isFirst = false
            let result = SARIFResult(
                finding, in: report, ruleIndex: ruleIndices[finding.rule], places: places, info: info)
            return comma + JSONText.encode(result)
        }.joined()
    }

    public func end(_ summary: Summary) -> String {
        var notifications = notifications
        if droppedNotifications > 0 {
            notifications.append(
                Notification(
                    level: "warning",
                    message: SARIFMessage(say("另有 \(droppedNotifications) 条说明未列出", "\(droppedNotifications) more notifications are left out"))))
        }
        let lost = summary.unreadable - unreadable
        if lost > 0 {
            notifications.append(
                Notification(
                    level: "error", message: SARIFMessage(say("有 \(lost) 个参数没有可检查的文件", "arguments that led to no document: \(lost)"))))
        }
        let invocation = Invocation(executionSuccessful: summary.unreadable == 0, toolExecutionNotifications: notifications)
        return "\n],\n\"invocations\":[\(JSONText.encode(invocation))]}]}\n"
    }

    private func say(_ zh: String, _ en: String) -> String { info.language == .chinese ? zh : en }
}

private struct Notification: Encodable, Sendable {
    var level: String
    var message: SARIFMessage
    var locations: [SARIFLocation]?
}

private struct Invocation: Encodable {
    var executionSuccessful: Bool
    var toolExecutionNotifications: [Notification]
}

/// What the run rests on; the same pack, day and city give the same results.
private struct RunProperties: Encodable {
    var pack: Pack
    var asOf: String
    var city: String?

    struct Pack: Encodable {
        var name: String
        var version: String
        var digest: String
    }

    init(_ info: RunInfo) {
        pack = Pack(name: info.packName, version: info.packVersion, digest: info.packDigest)
        asOf = "\(info.asOf)"
        city = info.city
    }
}
