import KaipanRules
import KaipanText

/// One thing that is wrong or doubtful with a rule, at its place.
public struct LintComplaint: Sendable {
    /// How much it weighs.
    public enum Level: String, Sendable, CaseIterable {
        /// The rule cannot do what its author meant.
        case error
        /// For the author to judge.
        case warning
        /// Good to know.
        case notice
    }

    /// What is complained about.
    public enum Code: String, Sendable, CaseIterable {
        case unreachablePattern = "unreachable-pattern"
        case neverInForce = "never-in-force"
        case neverApplies = "never-applies"
        case backwardsBasis = "backwards-basis"
        case noBadExample = "no-bad-example"
        case noOkExample = "no-ok-example"
        case unknownOverride = "unknown-override"
        case noBasis = "no-basis"
        case expiredBasis = "expired-basis"
        case fewExamples = "few-examples"
        case coveredPattern = "covered-pattern"
        case uselessException = "useless-exception"
        case shadowedException = "shadowed-exception"
        case slowPattern = "slow-pattern"
        case untriedPattern = "untried-pattern"
        case unreadBasis = "unread-basis"
        case futureBasis = "future-basis"
        case undatedBasis = "undated-basis"
        case sameWords = "same-words"
        case unusedList = "unused-list"

        public var level: Level {
            switch self {
            case .unreachablePattern, .neverInForce, .neverApplies, .backwardsBasis, .noBadExample, .noOkExample, .unknownOverride: .error
            case .noBasis, .expiredBasis, .fewExamples, .coveredPattern, .uselessException, .shadowedException, .slowPattern,
                .untriedPattern: .warning
            case .unreadBasis, .futureBasis, .undatedBasis, .sameWords, .unusedList: .notice
            }
        }
    }

    /// The rule's identifier; for an override the one that it names, for a word list nothing.
    public var rule: String
    public var code: Code
    public var place: Rule.Place
    /// The line that stands at the place.
    public var excerpt: String
    public var message: LocalizedText
    /// What to do about it.
    public var advice: LocalizedText

    public var level: Level { code.level }
    public var isError: Bool { level == .error }

    init(_ code: Code, rule: String, at excerpt: RuleError.Excerpt, _ message: LocalizedText, advice: LocalizedText) {
        self.rule = rule
        self.code = code
        place = Rule.Place(file: excerpt.file, line: excerpt.line, column: excerpt.column)
        self.excerpt = excerpt.text
        self.message = message
        self.advice = advice
    }
}
