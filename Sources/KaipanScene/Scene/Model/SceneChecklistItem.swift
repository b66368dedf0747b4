import KaipanText

/// A factor that a court weighs, and what the archive knows of it.
public struct SceneChecklistItem: Sendable, Hashable, Encodable {
    public enum State: String, Sendable, Hashable, Encodable {
        /// The archive has facts, and none against it.
        case supported
        /// The archive has facts for it and against it.
        case partly
        /// It has to be shown by other means.
        case elsewhere

        public var name: LocalizedText {
            switch self {
            case .supported: LocalizedText(zh: "档案有据", en: "shown by the archive")
            case .partly: LocalizedText(zh: "部分有据", en: "shown in part")
            case .elsewhere: LocalizedText(zh: "须另行说明", en: "to be shown otherwise")
            }
        }
    }

    /// `93(1)` … `94(5)`, `94`.
    public var article: String
    public var question: LocalizedText
    public var state: State
    public var facts: [SceneStatement]
}
