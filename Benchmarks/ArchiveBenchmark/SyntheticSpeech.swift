/// Utterances as they might fall in a sales office, of invented words; how often a word comes follows Zipf's law.
struct SyntheticSpeech {
    private var random: SeededRandom
    private let words: [String]
    /// Sums of the words' shares.
    private let shares: [Double]

    /// Of few scalars to many and of common to rare; the last is in none.
    static let queries: [(name: String, query: String)] = [
        ("1, very common", "的"), ("1, common", "房"), ("1, rare", "龘"), ("1, absent", "䨻"),
        ("2, very common", "我们"), ("2, common", "学区"), ("2, rare", "䶮龘"), ("2, absent", "学䨻"),
        ("3, common", "学区房"), ("3, rare", "云澜阁"), ("3, absent", "房区学"),
        ("4, common", "承诺收益"), ("4, rare", "云澜阁的"), ("4, absent", "益收诺承"),
        ("5, common", "教育部门公"), ("5, rare", "云澜阁龘䶮"), ("5, absent", "公门部育教"),
        ("phrase", "\"以教育部门公布的为准\""), ("and", "学区 贷款"), ("and, rare", "学区 云澜阁"), ("not", "学区 -贷款 -我们"), ("not alone", "NOT 的"),
        ("or", "云澜阁 OR 䶮龘"), ("role", "role:seller 承诺"), ("day", "from:2026-03-01 to:2026-03-03 学区"), ("sounds", "sounds:成诺"),
        ("sounds, 1", "sounds:云"),
    ]

    private static let common = [
        "的", "了", "是", "我们", "您", "这个", "就是", "呢", "吗", "可以", "有", "在", "也", "都", "不", "那", "看", "一下", "还", "说",
    ]
    private static let domain = [
        "学区", "学区房", "贷款", "首付", "承诺收益", "以教育部门公布的为准", "样板房", "沙盘", "户型", "得房率", "公摊", "地铁", "规划", "车位", "物业费",
        "精装", "交付", "定金", "认购", "合同", "利率", "公积金", "绿化率", "容积率", "楼层", "朝向", "采光", "学校", "商场", "医院", "公园", "房", "万元", "平米",
    ]

    init(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var words = Self.common + Self.domain
        for _ in 0..<6000 {
            let length = Int.random(in: 1...10, using: &random) < 8 ? 2 : 3
            // Characters too are common and rare.
            words.append(String(String.UnicodeScalarView((0..<length).map { _ in
                let place = 2500 * pow3(Double.random(in: 0..<1, using: &random))
                return Unicode.Scalar(0x4E00 + UInt32(place) * 7)!
            })))
        }
        self.words = words
        self.random = random
        var sum = 0.0
        shares = words.indices.map { place in
            sum += 1 / Double(place + 4)
            return sum
        }
    }

    mutating func utterance() -> String {
        let length = Int.random(in: 6...64, using: &random)
        var text = "", count = 0
        while count < length {
            let word = self.word()
            text += word
            count += word.unicodeScalars.count
            if Int.random(in: 0..<8, using: &random) == 0 { text += "，" }
        }
        if Int.random(in: 0..<20_000, using: &random) == 0 { text += "云澜阁的房" }
        if Int.random(in: 0..<100_000, using: &random) == 0 { text += "云澜阁龘䶮龘" }
        return text + "。"
    }

    private mutating func word() -> String {
        let wanted = Double.random(in: 0..<shares[shares.count - 1], using: &random)
        var low = 0, high = shares.count - 1
        while low < high {
            let middle = (low + high) / 2
            if shares[middle] <= wanted { low = middle + 1 } else { high = middle }
        }
        return words[low]
    }
}

private func pow3(_ value: Double) -> Double { value * value * value }
