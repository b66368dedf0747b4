import KaipanText

/// A question in the form in which it is compared.
enum QuestionText {
    /// Two characters that stand side by side.
    struct Pair: Hashable {
        var first: UInt32
        var second: UInt32
    }

    /// Characters that build questions and say little of what is asked.
    static let light = Set(
        "的了吗呢吧啊呀么嘛是有没不能可以会要我你您他她它们这那个就都也还在和与或到什怎几哪里样请问想知道为如果多少咋得着过被把给对从于其之为让用上下中大小来去做说看买卖房子项目".unicodeScalars.map(\.value))

    /// The folded letters and digits without anything between them.
    static func letters(_ text: String) -> [Unicode.Scalar] {
        String(decoding: Folded(text).bytes, as: UTF8.self).unicodeScalars.filter {
            $0.properties.isAlphabetic || $0.properties.numericType != nil
        }
    }

    static func pairs(_ letters: [Unicode.Scalar]) -> [Pair] {
        zip(letters, letters.dropFirst()).map { Pair(first: $0.value, second: $1.value) }
    }

    /// The letters without polite openings, and with one word for those that mean the same.
    static func compared(_ text: String) -> [Unicode.Scalar] {
        var letters = letters(text)[...], result: [Unicode.Scalar] = []
        next: while let first = letters.first {
            for (word, same) in words[first] ?? [] where letters.starts(with: word) {
                result += same
                letters = letters.dropFirst(word.count)
                continue next
            }
            result.append(first)
            letters = letters.dropFirst()
        }
        return result
    }

    /// Words of the trade that ask for the same thing; the first of each line stands for all, and nothing for polite words.
    private static let sameWords: [[String]] = [
        ["", "请问一下", "请问", "我想问一下", "想问一下", "我想问", "想问问", "想问", "问一下", "我想知道", "想知道", "想了解", "麻烦", "那个", "就是说", "的话", "一下", "咱们", "我们", "你们", "咱",
         "这边", "到时候", "到底", "究竟", "大概", "一般", "目前", "现在", "具体", "后面", "将来", "以后"],
        ["孩子", "小孩子", "小孩", "娃", "小朋友", "儿子", "女儿"], ["上学", "念书", "读书", "入学", "就读", "入读", "升学"], ["学校", "学区", "学位", "划片", "小学", "初中"],
        ["地铁", "轨道交通", "轻轨", "地铁站"], ["车位", "停车位", "停车", "泊车", "车库"], ["产权证", "房产证", "不动产权证", "不动产证", "房本", "产证", "两证"],
        ["贷款", "按揭", "房贷", "借款"], ["交付", "交房", "收房", "交楼", "拿房", "接房", "收楼", "入伙"], ["物业费", "物管费", "物业服务费", "物业管理费", "管理费"],
        ["公摊", "公摊面积", "分摊面积", "分摊", "公用面积"], ["退房", "退掉", "退款", "不买了", "不想买了", "反悔", "解除合同"], ["装修", "精装修", "精装", "硬装"],
        ["定金", "订金", "诚意金", "认筹金", "认购金"], ["逾期", "晚交", "延期", "延误", "拖延", "推迟", "迟交", "超期"], ["违约金", "赔偿金", "赔偿", "赔钱", "赔多少", "补偿", "赔"],
        ["多少钱", "价钱", "费用", "价格", "收费", "什么价", "怎么收", "怎么算钱"], ["什么时候", "何时", "哪天", "几号", "几月", "多久", "啥时候", "哪一天", "什么时间", "多长时间"],
        ["保修", "维修", "质保", "保修期", "修"], ["垃圾站", "垃圾房", "垃圾中转站", "垃圾转运站", "垃圾站点"], ["高压线", "高压电", "变电站", "配电房", "变电所", "配电"],
        ["面积误差", "面积差", "面积不一样", "面积不符", "面积小了", "面积少了", "面积缩水"], ["样板间", "样板房", "示范单位", "展示房"],
        ["资金监管", "监管账户", "监管户", "预售资金", "监管资金"], ["户口", "落户", "迁户口", "上户口"], ["天然气", "燃气", "煤气"], ["暖气", "供暖", "采暖", "集中供热", "地暖"],
        ["改名", "更名", "换名字", "加名字", "加名", "换人"], ["公积金", "公积金贷款", "住房公积金"], ["契税", "税费", "交税", "交什么税"], ["维修基金", "专项维修资金", "维修资金", "大修基金"],
        ["采光", "日照", "阳光", "光线", "挡光", "遮挡"],
    ]

    /// By their first character, the longest first.
    private static let words: [Unicode.Scalar: [(word: [Unicode.Scalar], same: [Unicode.Scalar])]] = {
        let all = sameWords.flatMap { line in line.map { (word: Array($0.unicodeScalars), same: Array(line[0].unicodeScalars)) } }
        var words: [Unicode.Scalar: [(word: [Unicode.Scalar], same: [Unicode.Scalar])]] = [:]
        for entry in all.sorted(by: { $0.word.count > $1.word.count }) {
            if let first = entry.word.first { words[first, default: []].append(entry) }
        }
        return words
    }()
}
