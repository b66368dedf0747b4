/// The words with which people agree, and those that stand between them.
enum AgreeingWords {
    /// Agreeing and polite words: a text that is made of them alone agrees.
    static let agreeing = [
        "没有问题", "没什么问题", "没问题", "没有疑问", "没意见", "没有意见", "无异议", "没有异议", "没事", "没错", "我知道了", "知道了", "我知道", "知道", "我明白了", "明白了",
        "明白", "我了解了", "了解了", "了解", "清楚了", "清楚", "听清楚了", "听清了", "听到了", "听见了", "听懂了", "看懂了", "看到了", "看过了", "懂了", "我懂", "懂", "理解了",
        "理解", "收到", "可以的", "可以", "好的", "好吧", "好", "行吧", "行", "是的", "是", "对的", "对", "嗯嗯", "嗯", "恩", "哦", "噢", "啊", "呃", "额", "确认", "同意", "认可",
        "我们", "我", "都", "的", "了", "吧", "呢", "呗", "已经", "已", "完全", "全部", "就这样", "谢谢", "谢了", "您", "你", "继续", "下一条",
    ]

    /// The same in English, as letters without spaces.
    static let english = [
        "ok", "okay", "yes", "yeah", "understood", "fine", "sure", "isee", "gotit", "noproblem", "thanks", "i", "agree", "know",
    ]

    /// Words that say nothing of a clause, but do not agree by themselves either: 不, 没有 and 签哪里 are no consent.
    static let empty = [
        "这个", "那", "就", "说", "也", "很", "还", "没", "有", "不", "问题", "签", "签字", "在哪签", "签哪里", "签这里", "是吧", "对吧",
    ]
}
