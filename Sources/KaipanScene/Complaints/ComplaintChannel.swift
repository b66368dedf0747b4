import KaipanText

/// How a complaint came in.
public enum ComplaintChannel: String, Sendable, Hashable, CaseIterable {
    case phone, serviceCentre = "service-centre", frontDesk = "front-desk", forum, chat, mail, letter, fax, visit, regulator, media, other

    public var name: LocalizedText {
        switch self {
        case .phone: LocalizedText(zh: "投诉电话", en: "complaint line")
        case .serviceCentre: LocalizedText(zh: "物业服务中心", en: "property service centre")
        case .frontDesk: LocalizedText(zh: "前台", en: "front desk")
        case .forum: LocalizedText(zh: "论坛", en: "forum")
        case .chat: LocalizedText(zh: "微信等聊天", en: "chat")
        case .mail: LocalizedText(zh: "电子邮件", en: "e-mail")
        case .letter: LocalizedText(zh: "写信", en: "letter")
        case .fax: LocalizedText(zh: "传真", en: "fax")
        case .visit: LocalizedText(zh: "上门", en: "visit")
        case .regulator: LocalizedText(zh: "主管部门转办", en: "passed on by an authority")
        case .media: LocalizedText(zh: "媒体", en: "media")
        case .other: LocalizedText(zh: "其他", en: "other")
        }
    }
}
