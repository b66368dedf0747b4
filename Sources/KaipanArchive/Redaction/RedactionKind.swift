import KaipanText

/// What a redaction hides.
public enum RedactionKind: String, Sendable, Hashable, CaseIterable {
    case mobile, landline
    /// The number of an identity card: 18 digits of GB 11643, or the 15 that were issued before 1999.
    case identity
    case bankCard = "bank-card"
    case plate
    case email
    case weChat = "wechat"
    /// A street with a number; a heuristic.
    case address
    /// A person's name, from a list.
    case name
    /// The surname before 先生, 女士 and the like.
    case surname

    public var title: LocalizedText {
        switch self {
        case .mobile: LocalizedText(zh: "手机号", en: "phone")
        case .landline: LocalizedText(zh: "电话", en: "landline")
        case .identity: LocalizedText(zh: "身份证号", en: "identity number")
        case .bankCard: LocalizedText(zh: "银行卡号", en: "bank card")
        case .plate: LocalizedText(zh: "车牌号", en: "number plate")
        case .email: LocalizedText(zh: "邮箱", en: "e-mail")
        case .weChat: LocalizedText(zh: "微信号", en: "WeChat id")
        case .address: LocalizedText(zh: "地址", en: "address")
        case .name: LocalizedText(zh: "姓名", en: "name")
        case .surname: LocalizedText(zh: "姓", en: "surname")
        }
    }

    /// What stands in the place of the words, in the form that Chinese lawyers use.
    public var replacement: LocalizedText { LocalizedText(zh: "〔\(title.zh)〕", en: "[\(title.en)]") }
}
