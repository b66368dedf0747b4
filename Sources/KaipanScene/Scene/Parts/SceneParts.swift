/// What other families add to a scene; a part that is nil is not in the report.
public struct SceneParts: Sendable {
    /// The promises with what became of each.
    public var ledger: (@Sendable (SceneMaterial) throws -> [SceneLedgerRow])?
    /// How the script in force was kept.
    public var adherence: (@Sendable (SceneMaterial) throws -> [SceneAdherenceRow])?
    /// How firmly each disclosure was acknowledged.
    public var acknowledgements: (@Sendable (SceneMaterial) throws -> [SceneAcknowledgementRow])?
    /// Blacks out numbers and names in a text; `own` is what belongs to the customers, with the names of those who served them, and stays. A customer's copy is not made without it.
    public var redact: (@Sendable (_ text: String, _ own: [String]) -> String)?

    public init(
        ledger: (@Sendable (SceneMaterial) throws -> [SceneLedgerRow])? = nil,
        adherence: (@Sendable (SceneMaterial) throws -> [SceneAdherenceRow])? = nil,
        acknowledgements: (@Sendable (SceneMaterial) throws -> [SceneAcknowledgementRow])? = nil,
        redact: (@Sendable (_ text: String, _ own: [String]) -> String)? = nil
    ) {
        self.ledger = ledger
        self.adherence = adherence
        self.acknowledgements = acknowledgements
        self.redact = redact
    }
}
