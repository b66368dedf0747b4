import KaipanText

/// A decided case about two names, cited where a hit is of its kind.
public struct Precedent: Sendable, Hashable {
    public var names: [String]
    /// Who decided, with the number of the case where it is known.
    public var authority: LocalizedText
    public var outcome: LocalizedText
    public var isConflict: Bool

    /// The case that is nearest in kind to a relation in a register.
    static func nearest(to comparison: NameComparison, in register: RegisterKind) -> Precedent? {
        switch (register, comparison.relation) {
        case (.place, .identical):
            Precedent(
                ["黄河路", "黄河路"], zh: "淮安市民政局", en: "Huai'an civil affairs bureau",
                "区划合并后同一城区内专名重名，其中一条更名", "equal within one urban area after a merger; one was renamed")
        case (.place, .sameSound), (.place, .nearSound):
            Precedent(
                ["建新街", "建兴街"], zh: "桃园市民政局", en: "Taoyuan civil affairs bureau",
                "“同音异字”，前后鼻音视为同音，不得再有", "same sound in other characters, -n and -ng taken as equal: not allowed again")
        case (.place, .suffixOnly), (.place, .oneCharacter):
            Precedent(
                ["山水公寓", "山水华庭"], zh: "建德市地名办", en: "Jiande place-name office",
                "按全名比较不重名，不违反当地规定", "not equal in full: lawful under the local rule", isConflict: false)
        case (.place, .prefixOnly):
            Precedent(
                ["碧桂园生态城桃花源", "融创武汉桃花源"], zh: "武汉东湖高新区", en: "Wuhan East Lake zone",
                "全名不重复，命名合规", "not equal in full: lawful", isConflict: false)
        case (.trademark, .contains), (.trademark, .prefixOnly):
            Precedent(
                ["同济万象城", "万象城"], zh: "安徽高院（2020）皖民终58号", en: "Anhui High Court (2020) 皖民终58号",
                "在他人商标前加字号，完整包含，近似，侵权", "a house mark in front of another's mark that is held whole: infringement")
        case (.trademark, .suffixOnly), (.trademark, .identical):
            Precedent(
                ["星河湾花园", "星河湾"], zh: "最高法（2013）民提字第102号", en: "Supreme Court (2013) 民提字第102号",
                "侵权成立；已售小区不判停用名称", "infringement; the name of the sold estate need not be removed")
        case (.trademark, .insertion), (.trademark, .oneCharacter):
            comparison.differsAtFirst || comparison.relation == .insertion
                ? Precedent(
                    ["小悦城", "大悦城"], zh: "北京三中院（2013）三中民终字第01594号", en: "Beijing No. 3 Court (2013) 三中民终字第01594号",
                    "仅首字修饰不同，侵害商标权", "only a modifying first character differs: infringement")
                : Precedent(
                    ["九粮液", "五粮液"], zh: "最高法 2019 年再审", en: "Supreme Court, retrial 2019",
                    "一字之差且在先商标知名，侵权", "one character apart from a well-known mark: infringement")
        case (.trademark, .sameSound), (.trademark, .nearSound):
            Precedent(
                ["大午粮液", "五粮液"], zh: "最高法 2019 年再审的同类判决", en: "judgments in line with the Supreme Court's of 2019",
                "主要部分同音，近似", "the main part sounds the same: similar")
        case (.trademark, .romanised):
            Precedent(
                ["maotai", "茅台"], zh: "商标审查标准的举例", en: "example of the examination standards",
                "在先为驰名商标时近似，一般不近似", "similar where the earlier mark is well known, else not")
        case (.project, .contains), (.project, .prefixOnly), (.project, .suffixOnly):
            Precedent(
                ["绿城御府", "绿城"], zh: "滁州中院 2017 年", en: "Chuzhou court, 2017", "突出使用他人品牌，停用", "another's brand used prominently: stopped")
        default: nil
        }
    }

    private init(_ names: [String], zh: String, en: String, _ outcome: String, _ english: String, isConflict: Bool = true) {
        self.names = names
        authority = LocalizedText(zh: zh, en: en)
        self.outcome = LocalizedText(zh: outcome, en: english)
        self.isConflict = isConflict
    }
}
