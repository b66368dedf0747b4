import KaipanText

/// What was done with the material of a scene.
public struct SceneCustodyEvent: Sendable, Hashable, Encodable {
    public enum Kind: String, Sendable, Hashable, Encodable {
        case imported = "import"
        case access, export, hold, release, erasure

        public var name: LocalizedText {
            switch self {
            case .imported: LocalizedText(zh: "导入", en: "import")
            case .access: LocalizedText(zh: "查阅", en: "access")
            case .export: LocalizedText(zh: "导出", en: "export")
            case .hold: LocalizedText(zh: "保全", en: "hold")
            case .release: LocalizedText(zh: "解除保全", en: "release of a hold")
            case .erasure: LocalizedText(zh: "删除", en: "erasure")
            }
        }
    }

    public var kind: Kind
    public var time: Timestamp
    /// Who did it; in a customer's copy the role only.
    public var who: String?
    public var text: LocalizedText
    /// SHA-256 of an imported file in hexadecimal; nil where a part of it was erased.
    public var sha256: String?
    public var source: SceneSource
}
