import KaipanRules
import KaipanText

/// The words of a complaint that are looked for in what was said.
struct ComplaintWords {
    /// Pairs of characters that carry meaning, and numbers with what they count, in the order of the text.
    let pairs: [String]
    /// For each topic that the text speaks of the words by which sellers do: 办证 is 房产证, 产权证 and 不动产登记.
    let topics: [[String]]

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
        self.pairs = Array((Self.numbers(in: folded) + pairs).prefix(Self.limit))
        let whole = String(folded)
        // 交房 and 收房 stand in any complaint: they tell no topic, and are looked for once another word does.
        topics = Array(
            PromiseTopic.allCases.map { Self.words(of: $0) }.filter { words in words.contains { !Self.usual.contains($0) && whole.contains($0) } }.prefix(4))
    }

    /// All terms to search for.
    var terms: [String] {
        var seen: Set<String> = []
        return Array((pairs + topics.flatMap(\.self)).filter { seen.insert($0).inserted }.prefix(Self.most))
    }

    /// Beside the fields of a query.
    private static let most = 56

    private static func words(of topic: PromiseTopic) -> [String] {
        TopicWords.words(topic).filter { $0.unicodeScalars.count > 1 } + (more[topic] ?? [])
    }

    /// What complaints call it, and sellers in other words.
    private static let more: [PromiseTopic: [String]] = [
        .registration: ["办证", "不动产登记", "不动产权证", "权证", "办理产权", "大证", "过户"], .delivery: ["延期", "逾期", "晚交"],
    ]

    /// Digits with the character behind them: 90天.
    private static func numbers(in folded: String.UnicodeScalarView) -> [String] {
        var found: [String] = [], digits = ""
        for scalar in folded {
            if ("0"..."9").contains(scalar) {
                digits.unicodeScalars.append(scalar)
            } else {
                if !digits.isEmpty, isWord(scalar) { found.append(digits + String(scalar)) }
                digits = ""
            }
        }
        var seen: Set<String> = []
        return found.filter { seen.insert($0).inserted }
    }

    /// How many of the pairs a text has; a topic that both speak of is worth two.
    func count(in text: String) -> Int {
        let folded = String(decoding: Folded(text).bytes, as: UTF8.self)
        return pairs.count { Self.has($0, in: folded) } + 2 * topics.count { $0.contains { folded.contains($0) } }
    }

    /// 190天 is not 90天.
    private static func has(_ term: String, in text: String) -> Bool {
        guard let first = term.unicodeScalars.first, ("0"..."9").contains(first) else { return text.contains(term) }
        return text.ranges(of: term).contains { range in
            range.lowerBound == text.startIndex || !("0"..."9").contains(text.unicodeScalars[text.unicodeScalars.index(before: range.lowerBound)])
        }
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isIdeographic && !particles.contains(scalar)
    }

    private static let particles = Set("的了吗呢吧啊呀么嘛是有就都也还和与或到这那个我你您他她它们说讲把被对从于在之为让很".unicodeScalars)
}
