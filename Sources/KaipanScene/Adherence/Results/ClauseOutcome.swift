import KaipanText

/// A clause with what became of it, and the words that it rests on.
public struct ClauseOutcome: Sendable, Hashable {
    /// The clause's id in the script.
    public var clause: String
    public var kind: AdherenceClause.Kind
    public var title: String
    public var outcome: AdherenceOutcome
    /// How much of the clause's own words stands in what comes nearest, 0…1.
    public var score: Double
    public var slots: [SlotResult]
    /// Why it is not simply said.
    public var reasons: [LocalizedText]
    /// What was said, passage by passage; of a missing clause what comes nearest, which may be nothing.
    public var citations: [Citation]
    /// The passage that it begins with, in the list; nil where nothing was found.
    public var passage: Int?

    public var missingSlots: [String] { slots.filter { $0.isMandatory && $0.state == .missing }.map(\.label) }
}
