import KaipanText

/// The words of a complaint that are looked for in what was said.
struct ComplaintWords {
    /// Pairs of characters that carry meaning, in the order of the text.
    let pairs: [String]

    /// The most terms that a query takes besides its fields.
    private static let limit = 40

    /// Pairs that any complaint has.
    private static let usual: Set<String> = [
        "销售", "置业", "业顾", "顾问", "当时", "承诺", "投诉", "要求", "开发", "发商", "业主", "小区", "公司", "客户", "现在", "结果", "赔偿", "说法", "解决", "处理", "签约", "签合", "合同", "退房", "退款",
        "房子", "买房", "购房", "收房", "交房", "售楼", "楼处", "项目", "欺骗", "虚假", "宣传", "口头", "答应", "告诉",
    ]

    init(_ text: String) {
        var seen: Set<String> = [], pairs: [String] = []
        // Signs end a word, so letters on both sides of one are no pair.
        let folded = String(decoding: Folded(text).bytes, as: UTF8.self).unicodeScalars
        for (first, second) in zip(folded, folded.dropFirst()) {
            guard Self.isWord(first), Self.isWord(second) else { continue }
            let pair = String(first) + String(second)
            guard !Self.usual.contains(pair), seen.insert(pair).inserted else { continue }
            pairs.append(pair)
        }
        self.pairs = Array(pairs.prefix(Self.limit))
    }

    /// How many of the pairs a text has.
    func count(in text: String) -> Int {
        let folded = String(decoding: Folded(text).bytes, as: UTF8.self)
        return pairs.count { folded.contains($0) }
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isIdeographic && !particles.contains(scalar)
    }

    private static let particles = Set("的了吗呢吧啊呀么嘛是有就都也还和与或到这那个我你您他她它们说讲把被对从于在之为让很".unicodeScalars)
}
