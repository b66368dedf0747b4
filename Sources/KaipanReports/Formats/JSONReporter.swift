import Foundation
import KaipanChecks

/// Writes the JSON that programs read (`--format json`), a document at a time.
public struct JSONReporter: Reporter {
    private let info: RunInfo
    private let showsExemptions: Bool
    private var isFirst = true

    public init(info: RunInfo, showsExemptions: Bool = false) {
        self.info = info
        self.showsExemptions = showsExemptions
    }

    public func begin() -> String {
        let pack = JSONText.encode(JSONPack(name: info.packName, version: info.packVersion, digest: info.packDigest))
        let city = info.city.map { ",\"city\":" + JSONText.encode($0) } ?? ""
        return "{\"version\":1,\"pack\":\(pack),\"asOf\":\"\(info.asOf)\"\(city),\"documents\":["
    }

    public mutating func document(_ report: DocumentReport) -> String {
        let comma = isFirst ? "\n" : ",\n"
        isFirst = false
        return comma + JSONDocument(report, language: info.language, pages: info.pages, showsExemptions: showsExemptions).json
    }

    public func end(_ summary: Summary) -> String {
        "\n],\"summary\":" + JSONText.encode(JSONSummary(summary)) + "}\n"
    }
}

private struct JSONPack: Encodable {
    var name: String
    var version: String
    var digest: String
}

private struct JSONSummary: Encodable {
    var documents: Int
    var error: Int
    var warning: Int
    var notice: Int
    var unreadable: Int
    var baselined: Int
    var suppressed: Int
    /// What the baseline holds and no document has any more.
    var stale: [Baseline.Entry]
    var skipped: [String: Int]

    init(_ summary: Summary) {
        documents = summary.documents
        error = summary.count(.error)
        warning = summary.count(.warning)
        notice = summary.count(.notice)
        unreadable = summary.unreadable
        baselined = summary.baselined
        suppressed = summary.suppressed
        stale = summary.stale
        skipped = summary.skipped
    }
}
