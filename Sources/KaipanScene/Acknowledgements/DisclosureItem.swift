import KaipanRules
import KaipanText

/// The names of what is disclosed, for the keys that a disclosure's `item` has.
///
/// A guided signing writes the clause's own title there, which is its name.
public enum DisclosureItem {
    /// The name that people read; an unknown key is its own name.
    public static func name(of item: String) -> LocalizedText {
        if let topic = PromiseTopic(rawValue: item) {
            return LocalizedText(zh: topic.title.zh, en: topic.title.en.prefix(1).lowercased() + topic.title.en.dropFirst())
        }
        return names[item] ?? LocalizedText(zh: item, en: item)
    }

    private static let names: [String: LocalizedText] = [
        "adverse-factors": LocalizedText(zh: "不利因素", en: "adverse factors"),
        "covenant": LocalizedText(zh: "临时管理规约", en: "provisional covenant"),
        "mortgage": LocalizedText(zh: "在建工程抵押", en: "mortgage on the works"),
        "permit": LocalizedText(zh: "预售许可", en: "pre-sale permit"),
        "personal-data": LocalizedText(zh: "个人信息", en: "personal data"),
        "planning": LocalizedText(zh: "规划", en: "planning"),
        "property-service": LocalizedText(zh: "物业服务", en: "property service"),
        "warranty": LocalizedText(zh: "质量保修", en: "warranty"),
    ]
}
