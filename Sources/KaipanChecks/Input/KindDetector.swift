import KaipanDocuments
import KaipanText

/// Tells from a document itself what kind it is, where it shows that plainly.
struct KindDetector {
    private let document: Document

    init(_ document: Document) {
        self.document = document
    }

    /// The kind, or nil where the document does not say.
    var kind: DocumentKind? {
        let sides = Set(document.blocks.prefix(Self.reach).compactMap(\.speaker))
        if sides.count == 2 { return .conversation }
        if let kind = title.flatMap(Self.kind(ofTitle:)) { return kind }
        return isContract ? .contract : nil
    }

    /// Blocks at the beginning that are looked at: a document says early what it is.
    private static let reach = 200
    private static let longestTitle = 40

    // MARK: - By title

    /// What titles end in, by kind; a longer title is a sentence about such a document.
    private static let titles: [(DocumentKind, [String])] = [
        (.subscription, ["认购书", "认购协议", "认购协议书", "认购意向书", "定金协议", "定金协议书", "定金合同", "预订协议", "认筹协议", "选房确认书"]),
        (.notice, ["条例", "管理办法", "实施办法", "暂行办法", "处罚办法", "实施细则", "管理规定", "发布规定", "的通知", "的通报", "的通告", "的解释", "指引", "提示函", "告诫书", "处罚决定书"]),
        (.contract, ["合同", "合同书", "契约", "补充协议", "补充协议书", "协议书", "合同范本", "合同示范文本"]),
        (.priceList, ["价目表", "价格表", "一房一价表", "销控表", "标价牌", "明码标价表", "价格公示表", "价格备案表"]),
        (.script, ["销售说辞", "说辞", "话术", "答客问", "统一口径"]),
        (.conversation, ["聊天记录", "对话记录", "通话记录", "会话记录", "录音转写"]),
        (.plan, ["开盘方案", "活动方案", "应急预案", "选房方案", "策划方案", "销售方案", "执行方案"]),
        (.brochure, ["楼书", "折页", "产品手册", "户型手册", "宣传册"]),
        (.display, ["公示牌", "公示栏", "公示", "温馨提示牌"]),
    ]

    /// The title, else what stands alone above the rest: a first line without any pause.
    private var title: String? {
        if let title = document.title { return title }
        guard document.blocks.count > 1, let first = document.blocks.first else { return nil }
        let line = String(decoding: document.text[first.range], as: UTF8.self)
        return line.contains { "，。！？；：、,.!?;:\u{2028}".contains($0) } ? nil : line
    }

    private static func kind(ofTitle title: String) -> DocumentKind? {
        guard title.count <= longestTitle else { return nil }
        let folded = Folded(title)
        var words = folded.string(in: 0..<folded.bytes.count)[...]
        // 《…》 and a bracketed addition such as （示范文本） say nothing of the kind.
        if let open = words.lastIndex(of: "("), words.hasSuffix(")") { words = words[..<open] }
        let name = words.filter { !"《》“” ".contains($0) }
        if name.hasPrefix("中华人民共和国"), name.hasSuffix("法") { return .notice }
        return titles.first { $0.1.contains { name.hasSuffix($0) } }?.0
    }

    // MARK: - By content

    /// Parties that make a contract together.
    private static let parties = [("甲方", "乙方"), ("出卖人", "买受人"), ("卖方", "买方"), ("出租方", "承租方"), ("出租人", "承租人")]
    private static let fewestArticles = 3

    /// Whether articles are numbered and both parties are named at the beginning of lines, as only contracts do.
    private var isContract: Bool {
        var articles = 0
        var named: Set<String> = []
        for block in document.blocks.prefix(Self.reach) where mayNameAPartyOrArticle(block.range) {
            let head = String(decoding: document.text[block.range].prefix(48), as: UTF8.self).filter { !$0.isWhitespace }
            if head.hasPrefix("第"), let mark = head.dropFirst().prefix(4).firstIndex(of: "条"), mark > head.index(after: head.startIndex) {
                articles += 1
            }
            for (one, other) in Self.parties {
                for party in [one, other] where head.hasPrefix(party) { named.insert(party) }
            }
        }
        return articles >= Self.fewestArticles && Self.parties.contains { named.contains($0.0) && named.contains($0.1) }
    }

    /// Whether a block can begin with an article's number or a party, by its first bytes: nearly none does, and to tell words
    /// apart takes longer than to look for all rules.
    private func mayNameAPartyOrArticle(_ range: Range<Int>) -> Bool {
        let bytes = document.text[range]
        guard let first = bytes.firstIndex(where: { $0 > 0x20 }) else { return false }
        switch bytes[first] {
        case ..<0x80: return false
        // Spaces of other scripts and of typography.
        case 0xC2, 0xE1, 0xE2, 0xE3: return true
        default: return Self.firstCharacters.contains { bytes[first...].starts(with: $0) }
        }
    }

    /// What articles and parties begin with.
    private static let firstCharacters = "第甲乙出买卖承".map { Array(String($0).utf8) }
}
