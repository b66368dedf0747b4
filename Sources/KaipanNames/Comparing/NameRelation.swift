import KaipanText

/// How a new name stands to a registered one.
public enum NameRelation: String, Sendable, Hashable, Codable, CaseIterable {
    case identical
    /// All characters sound the same; tones may differ.
    case sameSound = "same-sound"
    /// Sounds easily taken for each other: -n and -ng, zh and z.
    case nearSound = "near-sound"
    /// One or more characters look alike, the rest agrees.
    case lookAlike = "look-alike"
    /// The cores agree; only the generic endings differ.
    case suffixOnly = "suffix-only"
    /// The cores agree; only brand or city in front differ.
    case prefixOnly = "prefix-only"
    /// Only 新, 大, 小 or a city is added or missing.
    case insertion
    /// The new name holds the registered one whole.
    case contains
    /// The registered name holds the new one whole.
    case contained
    /// The same characters in another order.
    case reordered
    /// One character differs.
    case oneCharacter = "one-character"
    /// One is the Pinyin of the other.
    case romanised
    /// Much agrees, in no single way.
    case similar
    /// Little or nothing agrees.
    case distant

    /// The relation's name for people.
    public var title: LocalizedText {
        switch self {
        case .identical: LocalizedText(zh: "相同", en: "identical")
        case .sameSound: LocalizedText(zh: "同音", en: "same sound")
        case .nearSound: LocalizedText(zh: "近音", en: "near sound")
        case .lookAlike: LocalizedText(zh: "形近", en: "look-alike")
        case .suffixOnly: LocalizedText(zh: "仅通名不同", en: "only the generic ending differs")
        case .prefixOnly: LocalizedText(zh: "仅前缀不同", en: "only what stands in front differs")
        case .insertion: LocalizedText(zh: "增减“新、大、小”或者城市名", en: "only 新, 大, 小 or a city added or missing")
        case .contains: LocalizedText(zh: "完整包含在先名称", en: "holds the earlier name whole")
        case .contained: LocalizedText(zh: "被在先名称完整包含", en: "is held whole by the earlier name")
        case .reordered: LocalizedText(zh: "字序颠倒", en: "same characters in another order")
        case .oneCharacter: LocalizedText(zh: "一字之差", en: "one character differs")
        case .romanised: LocalizedText(zh: "汉字与对应拼音", en: "characters and their Pinyin")
        case .similar: LocalizedText(zh: "部分相似", en: "similar in part")
        case .distant: LocalizedText(zh: "差别明显", en: "clearly different")
        }
    }
}
