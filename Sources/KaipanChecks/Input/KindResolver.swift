import KaipanDocuments
import KaipanText

/// Decides what kind of document a file is: the option, the configuration, the document itself, else an advertisement.
struct KindResolver {
    let option: DocumentKind?
    let configuration: Configuration

    func kind(of document: Document, path: String) -> (DocumentKind, DocumentReport.KindSource) {
        if let option { return (option, .option) }
        if let kind = configuration.kind(of: path) { return (kind, .configuration) }
        if let kind = document.declaredKind { return (kind, .document) }
        if let kind = guess(document) { return (kind, .document) }
        return (.advertisement, .byDefault)
    }

    /// What titles end in, by kind; a longer title is a sentence about such a document.
    private static let titles: [(DocumentKind, [String])] = [
        (.subscription, ["认购书", "认购协议", "认购协议书", "定金协议", "定金协议书", "预订协议", "认筹协议", "选房确认书"]),
        (.contract, ["买卖合同", "预售合同", "补充协议", "补充协议书", "销售合同", "买卖契约"]),
        (.priceList, ["价目表", "价格表", "一房一价表", "销控表", "标价牌", "明码标价表"]),
        (.script, ["销售说辞", "说辞", "话术", "答客问", "统一口径"]),
        (.conversation, ["聊天记录", "对话记录", "通话记录", "会话记录", "录音转写"]),
        (.plan, ["开盘方案", "活动方案", "应急预案", "选房方案", "策划方案", "销售方案"]),
        (.brochure, ["楼书", "折页", "产品手册", "户型手册", "宣传册"]),
        (.notice, ["条例", "管理办法", "实施办法", "暂行办法", "实施细则", "管理规定", "的通知", "的通报", "的通告", "指引", "提示函", "告诫书", "处罚决定书"]),
        (.display, ["公示牌", "公示栏", "公示", "温馨提示牌"]),
    ]
    private static let longestTitle = 40
    private static let marks = Set("《》“” ".unicodeScalars)

    private func guess(_ document: Document) -> DocumentKind? {
        var first: Speaker?
        for index in document.blocks.indices.prefix(200) {
            guard let speaker = document.blocks[index].speaker else { continue }
            if let first, first != speaker { return .conversation }
            first = speaker
        }
        guard let title = document.title, title.count <= Self.longestTitle else { return nil }
        let folded = Folded(title)
        var words = folded.string(in: 0..<folded.bytes.count)[...]
        // 《…》 and a bracketed addition such as （示范文本） say nothing of the kind.
        if let open = words.lastIndex(of: "("), words.hasSuffix(")") { words = words[..<open] }
        let name = Array(String(String.UnicodeScalarView(words.unicodeScalars.filter { !Self.marks.contains($0) })).utf8)
        // Folded text has one spelling, so bytes are compared; characters would take longer than reading many a document.
        return Self.titles.first { $0.1.contains { name.suffix($0.utf8.count).elementsEqual($0.utf8) } }?.0
    }
}
