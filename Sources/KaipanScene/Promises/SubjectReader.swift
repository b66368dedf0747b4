import KaipanRules
import KaipanText

/// Finds what a promise is about: 云岭实验小学, 5号线, 恒温泳池.
struct SubjectReader {
    let text: FoldedPassage
    let topic: PromiseTopic

    /// A thing that words name.
    struct Subject {
        var range: Range<Int>
        var noun: String
        var isNamed: Bool
    }

    /// The nouns of a topic, the more telling ones first where two are spelled alike.
    private static func nouns(_ topic: PromiseTopic) -> [String] {
        switch topic {
        case .school:
            ["小学", "中学", "学校", "幼儿园", "初中", "高中", "附小", "附中", "外国语", "一中", "二中", "名校", "一贯制"]
        case .metro: ["号线", "地铁站", "高铁站", "轻轨站", "地铁", "轻轨", "城铁", "站"]
        case .facilities:
            ["商场", "购物中心", "综合体", "超市", "医院", "公园", "会所", "泳池", "游泳池", "健身房", "菜市场", "商业街", "影院", "体育馆", "图书馆", "食堂", "儿童乐园", "湿地",
             "接驳车", "班车", "绿化", "绿地"]
        case .fitOut:
            ["洁具", "橱柜", "门窗", "电梯", "地板", "瓷砖", "热水器", "龙头", "卫浴", "厨电", "油烟机", "马桶", "入户门", "涂料", "中央空调", "地暖", "新风", "全屋智能", "智能门锁", "指纹锁", "洗碗机", "净水", "大理石", "实木地板", "岩板", "样板房", "样板间", "示范单位"]
        case .discount: ["家电", "冰箱", "空调", "洗衣机", "电视", "金条", "家具", "装修", "新风", "地暖", "智能锁", "汽车", "旅游", "契税", "维修基金", "大礼包", "油卡"]
        case .area: ["套内", "建筑面积", "建面", "阳台", "露台", "飘窗", "入户花园", "地下室", "阁楼", "设备平台", "院子", "花园"]
        case .view: ["江", "海", "湖", "河", "山", "公园", "园林", "中庭"]
        case .registration: ["房产证", "不动产证", "不动产权证", "产权证", "大产权", "小证", "房本", "户口", "落户"]
        case .parking: ["车位", "车库", "储藏室"]
        case .price, .delivery, .propertyFee, .loan, .returns: []
        }
    }

    /// Topics whose things have names of their own; of the others the noun says enough.
    private var takesNames: Bool { [.school, .metro, .facilities].contains(topic) }

    /// What stands before a name and is none of it.
    private static let stops = [
        "能上", "就上", "可上", "接上", "都上", "去上", "以上", "样上", "定上", "证上", "包上", "的", "是", "在", "到", "读", "进", "入", "离", "距", "有", "和", "与", "跟", "、",
        "归", "于", "划片", "划", "对口", "引进", "引", "配建", "配", "建", "自带", "带", "送", "新建", "签约", "约", "去", "升", "为", "了", "个", "所", "座", "家", "口", "这", "那", "里",
        "我们", "你们", "就", "也", "要", "会", "将", "从", "往", "开通", "通", "让", "给", "用", "看", "对", "您", "你", "坐", "(", ")", "“", "”", "《", "》", " ", ",", ":", ";", "。", "!",
        "?", "片区", "小区", "旁边", "附近", "门口", "楼下", "分钟", "米", "公里", "以及", "正", "面", "至", "步行", "出门", "免费", "一条", "条", "三甲", "已经",
        // A verb that a noun follows.
        "抵达", "直达", "靠近", "紧邻", "毗邻", "临近", "邻", "享", "名额", "报名", "业主", "孩子",
    ].map { Array($0.utf8) }

    /// What is named nearest to the words, in them, in their clause, or in their sentence.
    func subject(_ hit: Range<Int>) -> Subject? {
        let nouns = Self.nouns(topic)
        guard !nouns.isEmpty else { return nil }
        for range in [hit, text.clause(around: hit), text.sentence(around: hit)] {
            var found: [Subject] = []
            var end = range.lowerBound
            for place in text.places(of: nouns, in: range) where place.range.lowerBound >= end {
                // 外国语学校 is one thing.
                if place.range.lowerBound == end, let last = found.last, last.range.upperBound == end {
                    found[found.count - 1] = Subject(range: last.range.lowerBound..<place.range.upperBound, noun: place.word, isNamed: last.isNamed)
                    end = place.range.upperBound
                    continue
                }
                end = place.range.upperBound
                found.append(made(place.range, place.word, in: text.sentence(around: hit)))
            }
            if let best = found.first(where: \.isNamed) ?? found.first { return best }
        }
        return nil
    }

    /// 澄川牌 behind 洁具用的是.
    private func brand(after noun: Range<Int>) -> Range<Int>? {
        let clause = text.clause(around: noun)
        let rest = noun.upperBound..<clause.upperBound
        guard let mark = text.places(of: ["牌"], in: rest).first else { return nil }
        let verbs = text.places(of: ["用的是", "用的都是", "用的", "采用的是", "采用", "选用", "都是", "是", "为", ":"], in: rest.lowerBound..<mark.range.lowerBound)
        guard let start = verbs.map(\.range.upperBound).max(), start < mark.range.lowerBound else { return nil }
        return start..<mark.range.upperBound
    }

    private func made(_ noun: Range<Int>, _ word: String, in sentence: Range<Int>) -> Subject {
        let isName = ["附小", "附中", "外国语", "一中", "二中"].contains(word)
        if topic == .fitOut, let brand = brand(after: noun) { return Subject(range: brand, noun: word, isNamed: true) }
        guard takesNames else { return Subject(range: noun, noun: word, isNamed: false) }
        var start = noun.lowerBound
        var count = 0
        while start > sentence.lowerBound, count < 10 {
            if Self.stops.contains(where: { start - $0.count >= sentence.lowerBound && text.bytes[(start - $0.count)..<start].elementsEqual($0) }) { break }
            var next = start - 1
            while next > sentence.lowerBound, text.bytes[next] & 0xC0 == 0x80 { next -= 1 }
            start = next
            count += 1
        }
        let adjectives = ["大型", "恒温", "一个", "重点", "优质", "社区", "公立", "公办", "私立", "民办", "新的", "一所", "最好"]
        let before = text.text(start..<noun.lowerBound)
        let isDescribed = before.isEmpty || adjectives.contains { $0.utf8.elementsEqual(before.utf8) }
        return Subject(range: start..<noun.upperBound, noun: word, isNamed: isName || !isDescribed)
    }
}
