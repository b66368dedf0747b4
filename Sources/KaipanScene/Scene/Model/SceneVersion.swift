import KaipanText

/// A version of a script or a document, and when it was in force.
public struct SceneVersion: Sendable, Hashable, Encodable {
    public var id: String
    public var source: SceneSource
    /// `script`, or the document's kind.
    public var kind: String
    public var title: String
    public var version: String?
    public var places: [String]
    public var from: Timestamp
    /// The first moment at which it was not in force any more.
    public var to: Timestamp?
    /// When what is shown of it was recorded in the archive: the date from which it holds is whatever was typed in then.
    public var recorded: Timestamp
    /// The version that it supersedes, and the one that supersedes it.
    public var before: String?
    public var after: String?
    public var clauses: [SceneClause]
    /// Against the version before; nil where there is none in this scene.
    public var changes: [SceneChange]?

    /// The title with the version.
    public var name: String { Self.name(title, version) }

    /// A title with a version, which many titles end in already: a contract's is its number.
    static func name(_ title: String, _ version: String?) -> String {
        guard let version, !version.isEmpty, !title.contains(version) else { return title }
        return "\(title) \(version)"
    }

    public var kindName: LocalizedText {
        switch kind {
        case "script": LocalizedText(zh: "统一说辞", en: "script")
        case "brochure": LocalizedText(zh: "楼书", en: "brochure")
        case "advertisement": LocalizedText(zh: "广告", en: "advertisement")
        case "price-list": LocalizedText(zh: "价目表", en: "price list")
        case "plan": LocalizedText(zh: "规划图", en: "plan")
        case "permit": LocalizedText(zh: "预售许可", en: "permit")
        case "notice": LocalizedText(zh: "公示", en: "notice")
        case "contract": LocalizedText(zh: "合同", en: "contract")
        case "supplement": LocalizedText(zh: "补充协议", en: "supplement")
        case "model": LocalizedText(zh: "沙盘", en: "model")
        case "show-flat": LocalizedText(zh: "样板房", en: "show flat")
        default: LocalizedText(zh: "文件", en: "document")
        }
    }
}
