import KaipanText

/// Tells a nod from an answer in somebody's own words.
public enum Assent {
    private static let nods = [
        "好的", "好吧", "好", "行", "可以", "对", "是的", "是", "没问题", "没有问题", "没意见", "知道了", "知道", "明白了", "明白", "清楚了", "清楚", "了解了", "了解", "懂了", "懂", "收到",
        "同意", "确认", "听到了", "听见了", "看到了", "看过了", "我", "我们", "都", "了", "吧", "的", "谢谢", "这个", "已", "已经", "完全", "全部", "ok", "没事", "嗯嗯", "那", "呗", "就", "行吧", "签", "签字",
        "在哪签", "签哪里", "签这里", "是吧", "对吧", "恩", "额", "您", "你", "说", "也", "很", "还", "没", "有", "不", "问题", "无异议", "没有异议",
    ].map { $0.unicodeScalars.map(\.value) }.sorted { $0.count > $1.count }

    /// Whether nothing but a nod is said: fewer than four characters are left when all words of assent are taken away.
    ///
    /// - Complexity: O(n).
    public static func isAll(of text: String) -> Bool { rest(of: text) < 4 }

    /// How many characters say more than assent.
    static func rest(of text: String) -> Int {
        let scalars = SpokenText(text).units.map(\.scalar)
        var place = 0, rest = 0
        while place < scalars.count {
            if let nod = nods.first(where: { scalars[place...].starts(with: $0) }) {
                place += nod.count
            } else {
                rest += 1
                place += 1
            }
        }
        return rest
    }
}
