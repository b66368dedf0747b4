import KaipanArchive

/// What other families add to a scene; a part that is nil is not in the report.
public struct SceneParts: Sendable {
    /// The promises with what became of each.
    public var ledger: (@Sendable (SceneMaterial) throws -> [SceneLedgerRow])?
    /// How the script in force was kept.
    public var adherence: (@Sendable (SceneMaterial) throws -> [SceneAdherenceRow])?
    /// How firmly each disclosure was acknowledged.
    public var acknowledgements: (@Sendable (SceneMaterial) throws -> [SceneAcknowledgementRow])?
    /// What blacks out numbers and names; `own` is what belongs to the customers, with the names of those who served them, and stays; `others` are
    /// the numbers on record of other customers, which go wherever they stand. A customer's copy is not made without it.
    public var redact: (@Sendable (_ own: [String], _ others: [String]) -> Redactor)?

    public init(
        ledger: (@Sendable (SceneMaterial) throws -> [SceneLedgerRow])? = nil,
        adherence: (@Sendable (SceneMaterial) throws -> [SceneAdherenceRow])? = nil,
        acknowledgements: (@Sendable (SceneMaterial) throws -> [SceneAcknowledgementRow])? = nil,
        redact: (@Sendable (_ own: [String], _ others: [String]) -> Redactor)? = nil
    ) {
        self.ledger = ledger
        self.adherence = adherence
        self.acknowledgements = acknowledgements
        self.redact = redact
    }
}
