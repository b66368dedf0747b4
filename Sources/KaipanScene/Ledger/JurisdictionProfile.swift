import KaipanText

/// What the law of a place asks of a promise before it is part of the contract.
public struct JurisdictionProfile: Sendable, Hashable {
    /// An article that the profile rests on.
    public struct Article: Sendable, Hashable {
        public var law: String
        public var article: String
        /// The first day on which it stood in this form.
        public var from: CivilDate
        /// The last day; nil is open.
        public var to: CivilDate?
        /// Whether the article was read in the text of the law.
        public var verified: Bool
        /// Where it was read.
        public var source: String
        /// What it says, in our own words.
        public var summary: LocalizedText

        /// Whether it is law on a day.
        public func isInForce(on day: CivilDate) -> Bool { from <= day && (to.map { day <= $0 } ?? true) }
    }

    /// `national`, `shandong`, `zhejiang`.
    public var id: String
    /// The division code that it holds for; nil is the whole country.
    public var division: String?
    public var name: LocalizedText
    /// Whether a promise has to be about what lies within the planned development.
    public var asksForDevelopment: Bool
    public var articles: [Article]
    /// Whether the show flat is the standard of delivery under conditions that an article names.
    public var showFlatIsStandard: Bool

    /// The articles in force on a day.
    public func articles(on day: CivilDate) -> [Article] { articles.filter { $0.isInForce(on: day) } }

    /// The profile for a division code, else the national one.
    public static func of(_ division: String?) -> JurisdictionProfile {
        guard let division else { return .national }
        return all.first { profile in profile.division.map { division.utf8.prefix(2).elementsEqual($0.utf8.prefix(2)) } ?? false } ?? .national
    }

    /// The one with an id.
    public static func named(_ id: String) -> JurisdictionProfile? { all.first { $0.id.utf8.elementsEqual(id.utf8) } }

    public static let all = [national, shandong, zhejiang]

    private static func day(_ text: String) -> CivilDate { CivilDate(text) ?? CivilDate(number: 19_700_101) }

    private static let interpretation = Article(
        law: "最高人民法院关于审理商品房买卖合同纠纷案件适用法律若干问题的解释", article: "3", from: day("2021-01-01"), to: nil, verified: true,
        source: "LawRefBook/Laws 司法解释（2020-12-29）",
        summary: LocalizedText(
            zh: "广告和宣传资料是要约邀请；但就开发规划范围内的房屋及设施所作、具体确定、对订立合同和价格有重大影响的说明和允诺构成要约，未写入合同也是合同内容。",
            en: "Advertising invites offers; but what is said of homes and facilities within the planned development, specific, definite and weighing on contract and price, is an offer and part of the contract even where it is not written in."))

    private static let standardTerms = [
        Article(
            law: "民法典", article: "473", from: day("2021-01-01"), to: nil, verified: true, source: "ImCa0/just-laws civil-code/03-contracts",
            summary: LocalizedText(zh: "商业广告和宣传符合要约条件的，构成要约。", en: "Advertising that meets the conditions of an offer is one.")),
        Article(
            law: "民法典", article: "496", from: day("2021-01-01"), to: nil, verified: true, source: "ImCa0/just-laws civil-code/03-contracts",
            summary: LocalizedText(
                zh: "格式条款提供方应提示并说明与对方有重大利害关系的条款；未尽义务，对方可以主张该条款不成为合同内容。",
                en: "Who provides standard terms points out and explains those that matter to the other side; else that side may hold them to be no part of the contract.")),
        Article(
            law: "民法典", article: "497", from: day("2021-01-01"), to: nil, verified: true, source: "ImCa0/just-laws civil-code/03-contracts",
            summary: LocalizedText(zh: "不合理地免除己方责任、排除对方主要权利的格式条款无效。", en: "Standard terms that unreasonably free their author or take away main rights are void.")),
    ]

    /// The whole country.
    public static let national = JurisdictionProfile(
        id: "national", division: nil, name: LocalizedText(zh: "全国", en: "National"), asksForDevelopment: true, articles: [interpretation] + standardTerms,
        showFlatIsStandard: false)

    /// Shandong: no limb on the planned development, and delivery equals the show flat unless it was said that it does not.
    public static let shandong = JurisdictionProfile(
        id: "shandong", division: "370000", name: LocalizedText(zh: "山东", en: "Shandong"), asksForDevelopment: false,
        articles: [
            Article(
                law: "山东省商品房销售条例", article: "22", from: day("2021-12-03"), to: nil, verified: true, source: "LawRefBook/Laws 山东省商品房销售条例（2021-12-03 修正）",
                summary: LocalizedText(
                    zh: "广告和宣传资料对商品房的说明和允诺具体确定、有重大影响的，视为合同内容；条文没有“开发规划范围内”的限制。",
                    en: "What advertising says of the homes, specific, definite and of weight, counts as part of the contract; the article has no limb on the planned development.")),
            Article(
                law: "山东省商品房销售条例", article: "37.2", from: day("2021-12-03"), to: nil, verified: true, source: "LawRefBook/Laws 山东省商品房销售条例（2021-12-03 修正）",
                summary: LocalizedText(
                    zh: "设置样板房的，应说明交付与样板房是否一致；未说明的，交付应当与样板房一致。",
                    en: "Who shows a show flat says whether delivery will be as it is; who does not, delivers as it is.")),
            Article(
                law: "山东省商品房销售条例", article: "22", from: day("2005-07-01"), to: day("2021-12-02"), verified: false, source: "修正前文本未读到",
                summary: LocalizedText(zh: "2021 年修正以前的第二十二条。", en: "Article 22 before it was amended in 2021.")),
            Article(
                law: "山东省商品房销售条例", article: "37", from: day("2005-07-01"), to: day("2021-12-02"), verified: false, source: "修正前文本未读到",
                summary: LocalizedText(zh: "2021 年修正以前的第三十七条。", en: "Article 37 before it was amended in 2021.")),
            interpretation,
        ] + standardTerms, showFlatIsStandard: true)

    /// Zhejiang: for homes with full fit-out, show flat, models, boards and advertisements of weight are the standard of delivery.
    public static let zhejiang = JurisdictionProfile(
        id: "zhejiang", division: "330000", name: LocalizedText(zh: "浙江", en: "Zhejiang"), asksForDevelopment: true,
        articles: [
            Article(
                law: "浙江省实施《消费者权益保护法》办法", article: "20.3", from: day("2017-05-01"), to: nil, verified: true,
                source: "LawRefBook/Laws 浙江省实施《消费者权益保护法》办法（2017-03-31）；此后是否修改、废止未核对",
                summary: LocalizedText(
                    zh: "预售全装修商品房应提供并保留交付样板房；展示样板房、模型、展示板和广告对订立合同有重大影响的，作为房屋装修质量的交付标准。",
                    en: "Sellers of fully fitted homes keep a delivery show flat; display flats, models, boards and advertisements of weight are the standard of the fit-out at delivery.")),
            interpretation,
        ] + standardTerms, showFlatIsStandard: true)
}
