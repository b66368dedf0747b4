import KaipanText

/// How firmly the buyer acknowledged something that had to be disclosed.
public struct SceneAcknowledgementRow: Sendable, Hashable, Encodable {
    /// The key, as the record has it.
    public var item: String
    public var itemName: LocalizedText
    public var text: String
    /// 0 none, 1 a tick only, 2 a signed page, 3 signed and read aloud, 4 signed, explained and answered in own words.
    public var strength: Int
    /// The degree in words.
    public var strengthName: LocalizedText
    public var reasons: [LocalizedText]
    public var citations: [SceneCitation]
    /// The disclosure.
    public var source: SceneSource
    /// Whether it goes by a script that was recorded only after the signing began.
    public var isLate: Bool

    public init(item: String, text: String, strength: Int, strengthName: LocalizedText? = nil, reasons: [LocalizedText], citations: [SceneCitation], source: SceneSource, isLate: Bool = false) {
        self.item = item
        itemName = DisclosureItem.name(of: item)
        self.text = text
        self.strength = strength
        self.strengthName = strengthName ?? AcknowledgementStrength(rawValue: strength)?.name ?? LocalizedText(zh: "", en: "")
        self.reasons = reasons
        self.citations = citations
        self.source = source
        self.isLate = isLate
    }
}
