import KaipanText

/// Whether what a buyer said of a clause is more than agreeing.
public enum OwnWords: String, Sendable, Hashable, CaseIterable {
    case own
    /// Nothing but 好的, 嗯, 知道了 and the like, or nothing at all.
    case bare
    /// The clause's own words read back.
    case copied

    /// Judges what was said of a clause.
    ///
    /// - Complexity: O(n) in the lengths of both.
    public init(_ words: String, of clause: String) {
        let said = QuestionText.letters(words)
        guard !Self.isBare(said) else {
            self = .bare
            return
        }
        // What repeats the clause is no sign that it was understood, however long.
        let pairs = QuestionText.pairs(said), known = Set(QuestionText.pairs(QuestionText.letters(clause)))
        let repeated = pairs.count { known.contains($0) }
        self = pairs.count >= 6 && repeated * 10 >= pairs.count * 9 ? .copied : .own
    }

    /// Agreeing and polite words, and what stands between them; the longest first.
    private static let agreeing: [[Unicode.Scalar]] = [
        "没有问题", "没什么问题", "没问题", "没有疑问", "没意见", "没有意见", "我知道了", "知道了", "我知道", "知道", "我明白了", "明白了", "明白", "我了解了", "了解了",
        "了解", "清楚了", "清楚", "听清楚了", "听清了", "听懂了", "看懂了", "懂了", "我懂", "懂", "收到", "可以的", "可以", "好的", "好吧", "好", "行吧", "行", "是的",
        "是", "对的", "对", "嗯", "恩", "哦", "噢", "啊", "呃", "额", "确认", "同意", "认可", "没错", "理解了", "理解", "我", "都", "的", "了", "吧", "呢", "就这样",
        "谢谢", "谢了", "您", "你", "继续", "下一条", "ok", "okay", "yes", "yeah", "understood", "fine", "sure", "isee", "gotit", "noproblem", "thanks", "i", "agree", "know",
    ].map { Array($0.unicodeScalars) }

    /// Whether a text is made of agreeing words alone.
    private static func isBare(_ text: [Unicode.Scalar]) -> Bool {
        var reachable = [Bool](repeating: false, count: text.count + 1)
        reachable[0] = true
        for place in text.indices where reachable[place] {
            for word in agreeing where text[place...].starts(with: word) { reachable[place + word.count] = true }
        }
        return reachable[text.count]
    }
}
