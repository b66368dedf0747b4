import Foundation
import KaipanText
import Yams

/// One city's or province's rule on names as its file in `Rules/naming` holds it.
public struct NamingRecord: Sendable, Hashable {
    /// How far the rule can be relied on.
    public enum Status: String, Sendable, Hashable, Codable, CaseIterable {
        case inForce = "in-force"
        case draft, superseded
        /// Known from excerpts; nobody looked whether it holds today.
        case unverified
    }

    /// What of two names is compared.
    public enum ComparedPart: String, Sendable, Hashable, Codable, CaseIterable {
        case full, core
    }

    public var adcode: String
    public var title: LocalizedText
    /// Where it was read.
    public var source: String
    public var readOn: CivilDate
    public var status: Status
    /// Whether the rule was read in its original.
    public var isVerified: Bool
    public var compareOn: ComparedPart?
    /// Whether tones tell names apart; nil where the rule is silent.
    public var isTonal: Bool?
    public var nearSound: Bool?
    /// The dialect whose sounds count, too, by its name.
    public var dialect: String?
    /// What makes no other name when it is added or left out, such as 新 and 大.
    public var insertIgnored: [String] = []
    public var scope: ComparisonPolicy.Scope?
    /// In Han characters.
    public var lengthMin: Int?
    /// In Han characters.
    public var lengthMax: Int?
    public var bannedSuffixes: [String] = []
    public var thresholds: [SuffixThreshold] = []

    /// Whether its rules are more than hearsay.
    public var isReliable: Bool { isVerified && status == .inForce }

    /// The rule's name with how far it was checked, for reports.
    public var citation: LocalizedText {
        let words: (zh: String, en: String) =
            switch status {
            case .inForce: isVerified ? ("", "") : ("未核对原文", "not read in the original")
            case .draft: ("征求意见稿", "a draft")
            case .superseded: ("已被取代", "superseded")
            case .unverified: ("未核对原文和效力", "neither its text nor its force was checked")
            }
        return LocalizedText(
            zh: "《\(title.zh)》（\(words.zh.isEmpty ? "" : words.zh + "，")查阅于 \(readOn)）",
            en: "\(title.en) (\(words.en.isEmpty ? "" : words.en + ", ")read on \(readOn))")
    }

    /// Reads a file.
    public init(contentsOf path: String) throws(NamingError) {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { throw .unreadable(path: path) }
        let stored: Stored
        do {
            stored = try YAMLDecoder().decode(Stored.self, from: text)
        } catch let error as DecodingError {
            throw .malformed(path: path, problem: Self.describe(error))
        } catch {
            throw .malformed(path: path, problem: "\(error)")
        }
        guard let readOn = CivilDate(stored.readOn) else { throw .malformed(path: path, problem: "readOn: \(stored.readOn)") }
        adcode = stored.adcode
        title = LocalizedText(zh: stored.title.zh, en: stored.title.en)
        source = stored.source
        self.readOn = readOn
        status = stored.status
        isVerified = stored.verified
        compareOn = stored.comparison?.compareOn
        isTonal = stored.comparison?.tone.map { $0 == .strict }
        nearSound = stored.comparison?.nearSound
        dialect = stored.comparison?.dialect
        insertIgnored = stored.comparison?.insertIgnored ?? []
        scope = stored.comparison?.scope
        lengthMin = stored.lengthMin
        lengthMax = stored.lengthMax
        bannedSuffixes = stored.bannedSuffixes ?? []
        for item in stored.suffixes ?? [] {
            var threshold = SuffixThreshold(suffixes: item.names)
            threshold.all = try Self.needs(item.all ?? [:], path)
            for group in item.any ?? [] { threshold.any.append(try Self.needs(group, path)) }
            threshold.note = item.note.map { LocalizedText(zh: $0.zh, en: $0.en) }
            thresholds.append(threshold)
        }
    }

    private static func needs(_ values: [String: Double], _ path: String) throws(NamingError) -> [NamingNeed] {
        var needs: [NamingNeed] = []
        for (name, bound) in values.sorted(by: { $0.key < $1.key }) {
            guard let measure = NamingMeasure(rawValue: name) else { throw .malformed(path: path, problem: "suffixes: \(name)") }
            needs.append(NamingNeed(measure, bound))
        }
        return needs
    }

    private static func describe(_ error: DecodingError) -> String {
        let context: DecodingError.Context
        switch error {
        case .typeMismatch(_, let found), .valueNotFound(_, let found), .dataCorrupted(let found): context = found
        case .keyNotFound(let key, let found): return (found.codingPath + [key]).map(\.stringValue).joined(separator: ".") + "?"
        @unknown default: return "\(error)"
        }
        return context.codingPath.map(\.stringValue).joined(separator: ".") + ": " + context.debugDescription
    }

    /// The file's own shape.
    private struct Stored: Decodable {
        struct Bilingual: Decodable {
            var zh: String
            var en: String
        }

        struct Comparison: Decodable {
            enum Tone: String, Decodable { case ignore, strict }
            var compareOn: ComparedPart?
            var tone: Tone?
            var nearSound: Bool?
            var dialect: String?
            var insertIgnored: [String]?
            var scope: ComparisonPolicy.Scope?
        }

        struct Suffix: Decodable {
            var names: [String]
            var all: [String: Double]?
            var any: [[String: Double]]?
            var note: Bilingual?
        }

        var adcode: String
        var title: Bilingual
        var source: String
        var readOn: String
        var status: Status
        var verified: Bool
        var comparison: Comparison?
        var lengthMin: Int?
        var lengthMax: Int?
        var bannedSuffixes: [String]?
        var suffixes: [Suffix]?
    }
}
