import KaipanNames
import KaipanText

/// The words for the columns and parts of an alignment strip.
enum AlignmentWords {
    /// One ideograph for a column, for strips of text.
    static func sign(_ mark: AlignmentColumn.Mark) -> String {
        switch mark {
        case .same: "同"
        case .variant: "异"
        case .sameSound: "音"
        case .nearSound: "近"
        case .lookAlike: "形"
        case .nearMeaning: "义"
        case .different: "别"
        case .added: "增"
        case .missing: "缺"
        case .moved: "移"
        }
    }

    /// The column's name.
    static func title(_ mark: AlignmentColumn.Mark) -> LocalizedText {
        switch mark {
        case .same: LocalizedText(zh: "同字", en: "same")
        case .variant: LocalizedText(zh: "异体、繁简", en: "variant")
        case .sameSound: LocalizedText(zh: "同音", en: "same sound")
        case .nearSound: LocalizedText(zh: "近音", en: "near sound")
        case .lookAlike: LocalizedText(zh: "形近", en: "look-alike")
        case .nearMeaning: LocalizedText(zh: "近义", en: "near meaning")
        case .different: LocalizedText(zh: "不同", en: "different")
        case .added: LocalizedText(zh: "多出", en: "added")
        case .missing: LocalizedText(zh: "缺少", en: "missing")
        case .moved: LocalizedText(zh: "换位", en: "moved")
        }
    }

    /// What a stripped part is; nil for the core.
    static func title(_ part: NamePart) -> LocalizedText? {
        switch part {
        case .core: nil
        case .city: LocalizedText(zh: "城市", en: "city")
        case .brand: LocalizedText(zh: "品牌", en: "brand")
        case .suffix: LocalizedText(zh: "通名", en: "generic ending")
        case .phase: LocalizedText(zh: "期区", en: "phase")
        case .qualifier: LocalizedText(zh: "括注", en: "in brackets")
        case .symbol: LocalizedText(zh: "符号", en: "symbol")
        }
    }
}
