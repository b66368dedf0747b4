import KaipanText

/// What a city asks of a project before its name may end in certain words.
public struct SuffixThreshold: Sendable, Hashable {
    /// The endings, such as 花园 and 花苑.
    public var suffixes: [String]
    /// All of them have to be met.
    public var all: [NamingNeed] = []
    /// One group of them has to be met; empty where there is no choice.
    public var any: [[NamingNeed]] = []
    /// What no number shows, such as a function that the name has to tell.
    public var note: LocalizedText?

    public init(suffixes: [String]) {
        self.suffixes = suffixes
    }

    /// What a project's facts say about the needs.
    public enum Outcome: Sendable, Hashable {
        case met
        /// The needs that the facts contradict.
        case failed([NamingNeed])
        /// The needs that nobody gave facts for.
        case unknown([NamingNeed])
    }

    /// Judges the facts of a project; an alternative that is met makes the others unimportant.
    public func outcome(for facts: NameFacts) -> Outcome {
        var failed = all.filter { facts.meets($0) == false }
        var unknown = all.filter { facts.meets($0) == nil }
        if !any.isEmpty, !any.contains(where: { group in group.allSatisfy { facts.meets($0) == true } }) {
            let open = any.filter { group in !group.contains { facts.meets($0) == false } }
            if open.isEmpty {
                failed += any.flatMap { group in group.filter { facts.meets($0) == false } }
            } else {
                unknown += open.flatMap { group in group.filter { facts.meets($0) == nil } }
            }
        }
        return !failed.isEmpty ? .failed(failed) : !unknown.isEmpty ? .unknown(unknown) : .met
    }

    /// The needs in one sentence.
    public var words: LocalizedText {
        let join = { (needs: [NamingNeed], zh: String, en: String) in
            (needs.map(\.words.zh).joined(separator: zh), needs.map(\.words.en).joined(separator: en))
        }
        let groups = any.map { join($0, "且", " and ") }
        let base = join(all, "，", ", ")
        let zh = [base.0, groups.map(\.0).joined(separator: "，或者")].filter { !$0.isEmpty }.joined(separator: "，并且")
        let en = [base.1, groups.map(\.1).joined(separator: ", or ")].filter { !$0.isEmpty }.joined(separator: ", and ")
        return LocalizedText(
            zh: [zh, note?.zh ?? ""].filter { !$0.isEmpty }.joined(separator: "；"), en: [en, note?.en ?? ""].filter { !$0.isEmpty }.joined(separator: "; "))
    }
}
