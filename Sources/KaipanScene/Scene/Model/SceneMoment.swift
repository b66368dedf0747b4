import KaipanText

/// Something that happened at the signing.
public struct SceneMoment: Sendable, Hashable, Encodable {
    public enum Kind: String, Sendable, Hashable, Encodable {
        case step, said, asked, answered, shown, acknowledged, signed

        public var name: LocalizedText {
            switch self {
            case .step: LocalizedText(zh: "步骤", en: "step")
            case .said: LocalizedText(zh: "说", en: "said")
            case .asked: LocalizedText(zh: "问", en: "asked")
            case .answered: LocalizedText(zh: "答", en: "answered")
            case .shown: LocalizedText(zh: "出示", en: "shown")
            case .acknowledged: LocalizedText(zh: "确认", en: "acknowledged")
            case .signed: LocalizedText(zh: "签署", en: "signed")
            }
        }
    }

    public var time: Timestamp
    public var kind: Kind
    public var who: String?
    public var text: LocalizedText
    public var isDoubtful: Bool
    public var sources: [SceneSource]
}
