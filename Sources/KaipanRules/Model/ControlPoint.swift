import KaipanText

/// The points of the control table that a launch is checked by, and the conversations that follow it.
public enum ControlPoint: String, Sendable, Codable, CaseIterable {
    case name
    case salesMethod = "sales-method"
    case salesMaterial = "sales-material"
    case salesProp = "sales-prop"
    case salesDocument = "sales-document"
    case salesEvent = "sales-event"
    case conversation

    /// The name that the control table uses.
    public var title: LocalizedText {
        switch self {
        case .name: LocalizedText(zh: "案名", en: "Names")
        case .salesMethod: LocalizedText(zh: "销售方式", en: "Sales method")
        case .salesMaterial: LocalizedText(zh: "销售资料", en: "Sales material")
        case .salesProp: LocalizedText(zh: "销售道具", en: "Sales props")
        case .salesDocument: LocalizedText(zh: "销售文件", en: "Sales documents")
        case .salesEvent: LocalizedText(zh: "销售活动", en: "Sales events")
        case .conversation: LocalizedText(zh: "销售对话", en: "Conversations")
        }
    }
}
