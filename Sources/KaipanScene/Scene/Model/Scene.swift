import KaipanText

/// A signing rebuilt from the archive: who met whom, what was said and shown, what was in force, what is proved and what is missing.
///
/// Encoded as JSON it is the report of `--format json`: keys may be added, none changes its meaning. Parts that nobody supplied are
/// left out.
public struct Scene: Sendable, Hashable, Encodable {
    /// Whom a report is for.
    public enum Variant: String, Sendable, Hashable, Encodable {
        /// Everything, for lawyer and court.
        case full
        /// What concerns the customers themselves; the rest is blacked out.
        case customer
        /// Without what tells who the customers are, for quality reviewers.
        case reviewer
    }

    public let format = "kaipan-scene"
    public let version = 1
    public var variant: Variant
    /// What was asked for: a signing or a complaint.
    public var subject: SceneSource
    /// Only what was recorded by then counts; nil for all.
    public var asKnownAt: Timestamp?
    /// When the report was made.
    public var made: Timestamp
    public var summary: SceneSummary
    public var people: [ScenePerson]
    public var contacts: [SceneContact]
    public var versions: [SceneVersion]
    public var signing: SceneSigning?
    public var ledger: [SceneLedgerRow]?
    public var adherence: [SceneAdherenceRow]?
    public var acknowledgements: [SceneAcknowledgementRow]?
    public var integrity: SceneIntegrity
    public var gaps: [SceneGap]
    public var checklist: [SceneChecklistItem]
    public var custody: [SceneCustodyEvent]
    /// Every record that something above rests on, in the order of the log.
    public var records: [SceneRecord]

    private enum CodingKeys: String, CodingKey {
        case format, version, variant, subject, asKnownAt, made, summary, people, contacts, versions, signing, ledger, adherence,
            acknowledgements, integrity, gaps, checklist, custody, records
    }
}
