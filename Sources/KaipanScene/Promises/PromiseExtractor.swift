import Crypto
import KaipanChecks
import KaipanRules
import KaipanText

/// Finds what sellers promise in talks, messages and documents, by the promise rules of a set.
///
/// The same passages under the same rules give the same promises, with the same ids.
public struct PromiseExtractor: Sendable {
    public let rules: RuleSet
    private let scanner: PromiseScanner
    private let checks: [String: PromiseCheck]

    /// - Parameters:
    ///   - rules: a set with promise rules.
    ///   - settings: the day whose law applies, and the city.
    public init(rules: RuleSet, settings: CheckSettings) {
        self.rules = rules
        scanner = PromiseScanner(rules: rules, settings: settings)
        var checks: [String: PromiseCheck] = [:]
        for rule in rules.rules { if case .promise(let check) = rule.check { checks[rule.id] = check } }
        self.checks = checks
    }

    /// The version of the rules, for records.
    public var pack: (name: String, version: String, digest: String) { (rules.name, rules.version, rules.digest) }

    /// The promises of sellers, and of those nobody knows to be customers, in the order of the passages.
    ///
    /// - Complexity: O(n) in the text.
    public func promises(in passages: [Passage]) -> [Promise] { statements(in: passages).filter { $0.sense == .promise } }

    /// Promises, refusals to promise, and clauses that put something else in a promise's place.
    public func statements(in passages: [Passage]) -> [Promise] { passages.flatMap(statements) }

    private func statements(in passage: Passage) -> [Promise] {
        guard passage.role == .seller || passage.role == .unknown else { return [] }
        let hits = scanner.hits(in: passage.text, kind: Self.kind(of: passage.source.kind))
        guard !hits.isEmpty else { return [] }
        let text = FoldedPassage(passage)
        let home = HomeLabelReader(text: text).label
        let today = passage.time?.dayInChina
        let places = hits.compactMap { hit in checks[hit.rule].map { (hit: hit, check: $0, range: text.folded(hit.range)) } }
        let exclusions = places.filter { $0.check.sense == .exclusion }
        var found: [Promise] = []
        var seen: Set<String> = []
        for (hit, check, range) in places {
            let clause = text.clause(around: range)
            // Said with a question mark, it is asked and not promised.
            if check.sense == .promise, text.isAsked(clause) { continue }
            // What another promise of the sentence asserts is no word of this one.
            let others = places.filter { $0.check.sense == .promise && ($0.check.topic != check.topic || $0.check.attribute != check.attribute) }
                .map { text.clause(around: $0.range) }.filter { !$0.overlaps(clause) }
            let statement = statement(hit, check, range, text, home, today, others, exclusions.map { ($0.check, $0.range) })
            if seen.insert(statement.id).inserted { found.append(statement) }
        }
        return found
    }

    private func statement(
        _ hit: PromiseScanner.Hit, _ check: PromiseCheck, _ range: Range<Int>, _ text: FoldedPassage, _ home: String?, _ today: CivilDate?,
        _ others: [Range<Int>], _ exclusions: [(check: PromiseCheck, range: Range<Int>)]
    ) -> Promise {
        let sentence = text.sentence(around: range)
        let (value, date) = ClaimReader(text: text, check: check, today: today).read(range)
        let subject = check.topic.flatMap { SubjectReader(text: text, topic: $0).subject(range) }
        let hedges = SpecificityReader(text: text, sentence: sentence, others: others)
        let claim = Claim(
            subject: subject.map { text.text($0.range) } ?? check.topic?.title.zh ?? "", isNamed: subject?.isNamed ?? false, noun: subject?.noun,
            attribute: check.attribute, value: value?.value, date: date?.value, isHedged: hedges.hedge != nil)
        var whole = range
        for part in [value?.range, date?.range, subject?.range].compactMap(\.self) where sentence.lowerBound <= part.lowerBound && part.upperBound <= sentence.upperBound {
            whole = min(whole.lowerBound, part.lowerBound)..<max(whole.upperBound, part.upperBound)
        }
        let citation = text.cite(whole)
        let reservation = exclusions.first { $0.check.topic == nil || $0.check.topic == check.topic }.map { text.cite($0.range) }
        let specificity = check.sense == .promise
            ? hedges.specificity(of: claim, unit: home, reservation: reservation)
            : Specificity(score: 0, reasons: [LocalizedText(zh: "不是允诺", en: "no promise")])
        return Promise(
            id: Self.id(citation, hit.rule), sense: check.sense, topic: check.topic, claim: claim, specificity: specificity, citation: citation,
            context: text.cite(sentence), role: text.passage.role, unit: home, rule: hit.rule, worse: check.worse,
            insideDevelopment: Self.isInside(check, text, text.clause(around: range)))
    }

    private static func kind(of source: SourceReference.Kind) -> DocumentKind {
        switch source {
        case .utterance, .signing, .record: .conversation
        case .document: .brochure
        case .clause: .contract
        case .script: .script
        }
    }

    /// SHA-256 over place, words and rule; the first 128 bits.
    private static func id(_ citation: Citation, _ rule: String) -> String {
        let parts = [
            citation.source.kind.rawValue, citation.source.record, citation.source.part ?? "", "\(citation.characters.lowerBound)",
            "\(citation.characters.upperBound)", citation.text, rule,
        ]
        // A length before each part, so that no two lists of parts are one text.
        let text = parts.map { "\($0.utf8.count):\($0)" }.joined()
        return Hexadecimal.string(SHA256.hash(data: Array(text.utf8)).prefix(16))
    }

    /// Whether it is about the land that is built upon (article 3: 商品房开发规划范围内的房屋及相关设施).
    private static func isInside(_ check: PromiseCheck, _ text: FoldedPassage, _ clause: Range<Int>) -> Bool? {
        if text.contains(["旁边", "附近", "周边", "对面", "隔壁", "马路", "出门", "隔条街", "市政"], in: clause) { return false }
        // What is so far from the homes lies outside of them.
        if check.topic == .facilities, check.attribute == "distance" { return false }
        if text.contains(["小区", "园区", "社区", "项目", "楼下", "我们盘", "地块内", "本案"], in: clause) {
            return check.topic == .metro || check.topic == .school && check.attribute != "built" ? nil : true
        }
        switch check.topic {
        case .area, .fitOut, .delivery, .parking, .propertyFee: return true
        case .metro: return false
        default: return nil
        }
    }
}
