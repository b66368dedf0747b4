import KaipanText

/// What a rule decides.
public enum Check: Sendable, Codable {
    case forbid([PatternItem])
    case require(Requirement)
    case limit(NumberLimit)
    case name(NameCheck)
    /// Takes words out and reports nothing.
    case promise(PromiseCheck)

    /// The name in rules and in reports.
    public var name: String {
        switch self {
        case .forbid: "forbid"
        case .require: "require"
        case .limit: "limit"
        case .name: "name"
        case .promise: "promise"
        }
    }
}

/// The number of a pattern among those of all rules.
public typealias PatternID = Int

/// Something to find: a pattern, or several in company.
public enum PatternItem: Sendable, Codable {
    case pattern(PatternID)
    /// `rarest` is the place of the pattern that is met least: where it is not, the others need not be looked for.
    case near([PatternID], within: Scope, isOrdered: Bool, rarest: Int)
}

/// How far two things may stand apart to belong together.
public enum Scope: Sendable, Codable, Hashable {
    case clause
    case sentence
    case block
    /// From one heading to the next.
    case section
    case document
    /// A distance in characters between the two.
    case characters(Int)
}

/// A disclosure that a document has to make.
public struct Requirement: Sendable, Codable {
    /// What makes it necessary; empty: every document of the rule's kinds.
    public var triggers: [PatternItem]
    /// Where it has to stand, seen from the trigger.
    public var within: Scope
    /// What fulfils it.
    public var counts: [PatternID]
    /// What fulfils it wherever it stands in the document: a statement that speaks for all of it.
    public var general: [PatternID]
    /// What looks like it and does not fulfil it.
    public var nearly: [PatternID]
}

/// A bound on a number that stands behind certain words.
public struct NumberLimit: Sendable, Codable {
    public var after: [PatternID]
    /// How far a number may stand from its words, for this number and for the base alike.
    public var within: Scope
    public var unit: MeasureUnit
    /// A number above `bound` is a finding when true, one below it when false.
    public var isUpperBound: Bool
    /// The bound in the unit's base: percent, yuan, years, days, square metres; in per cent of the base where there is one.
    public var bound: Double
    /// The number that it is measured against.
    public var base: NumberBase?
}

/// The number of which a limit is a percentage: of the same unit, in the same document.
///
/// Where there are several, the one counts that excuses most: the largest against an upper bound, the least against a lower.
/// A price by the square metre is measured only against another one, and any other sum only against one that is no such price.
public struct NumberBase: Sendable, Codable {
    public var after: [PatternID]
    /// Where it has to stand, seen from the number that is measured.
    public var within: Scope
    /// It does not count where one of these stands in its sentence.
    public var except: [PatternID]
}
