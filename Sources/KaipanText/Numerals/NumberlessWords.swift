/// Words that contain a numeral and count nothing.
///
/// A word is found where it covers the first character of a possible number, so 十分 does not hide the number of
/// 二十分钟. A word that a number may also begin stands with what follows in that case.
enum NumberlessWords {
    private struct Word {
        let bytes: [UInt8]
        /// How many bytes of it stand before the numeral.
        let before: Int
        /// It is no such word when one of these follows.
        let unless: [[UInt8]]
        /// Whether it is a row of digits (五一), which more digits make a number.
        let isRow: Bool
    }

    /// The end of the word that covers the character at an offset, or nil.
    static func end(covering scalar: Unicode.Scalar, at offset: Int, in text: FoldedCursor) -> Int? {
        guard let words = index[scalar] else { return nil }
        var longest: Int?
        for word in words where text.hasPrefix(word.bytes, at: offset - word.before) {
            let end = offset - word.before + word.bytes.count
            if word.isRow, let next = text.scalar(at: end), case .digit = NumeralToken(next) { continue }
            if end > longest ?? 0, !word.unless.contains(where: { text.hasPrefix($0, at: end) }) { longest = end }
        }
        return longest
    }

    /// Whether a name begins here whose first character would otherwise multiply the number before it.
    static func beginsName(at offset: Int, in text: FoldedCursor) -> Bool {
        scaleNames.contains { text.hasPrefix($0, at: offset) }
    }

    private static let scaleNames = "万科 万达 万象 万豪 万怡 万华 百度 百货 百姓 千禧 亿达 亿纬".split(separator: " ").map { Array($0.utf8) }

    private static let index: [Unicode.Scalar: [Word]] = {
        var index: [Unicode.Scalar: [Word]] = [:]
        for line in list.split(whereSeparator: \.isWhitespace) {
            let parts = line.split(separator: "!")
            guard let text = parts.first else { continue }
            let unless = parts.dropFirst().map { Array($0.utf8) }
            let isRow = text.unicodeScalars.allSatisfy {
                if case .digit = NumeralToken($0) { true } else { false }
            }
            var before = 0
            for scalar in text.unicodeScalars {
                if NumeralToken(scalar).mayBegin {
                    index[scalar, default: []].append(Word(bytes: Array(text.utf8), before: before, unless: unless, isRow: isRow))
                }
                before += UTF8.width(scalar)
            }
        }
        return index
    }()

    /// `word!a!b`: the word, unless a or b follows.
    private static let list = """
        一半山 一半岛 唯一 惟一 统一 同一 单一 专一 合一 归一 不一 逐一 万一 之一 其一 任一 某一 每一 另一 这一 那一 哪一 划一 如一 始终如一 \
        独一无二 说一不二 数一数二 一五一十 一清二楚 三番五次 三令五申 三心二意 四面八方 四通八达 四平八稳 五花八门 五光十色 \
        五湖四海 七上八下 七嘴八舌 乱七八糟 八面玲珑 九牛一毛 十全十美 十拿九稳 十之八九 百分百 千家万户 千方百计 千变万化 \
        千千万万 千军万马 成千上万 成百上千 万众一心 表里如一 天人合一 万里挑一 百里挑一 一举两得 一石二鸟 三生三世 四世同堂 \
        三顾茅庐 三缺一 三合一 二合一 四合一 五合一 \
        一般 一切 一样 一直 一定 一旦 一致 一流 一线 一手 一体 一带 一生 一世 一些 一下 一向 一律 一贯 一再 一并 一边 一旁 一瞬 \
        一如 一番 一站 一键 一经 一览 一应 一概 一味 一心 一共 一同 一道 一来 一成不变 一方 一度 一身 一路 一站式 一体化 一线城市 \
        一把手 一口价 一脉 一众 一系列 一揽子 一条龙 一点!零!〇!一!二!三!四!五!六!七!八!九 一时 一块!钱!五!六!七!八 一举 一丝 一旦 \
        一跃 一朝 一线 一角 一隅 一域 一席 一见 一目 一帆 一触 一席之地 一房一价 一房难求 一价 一城 一品 一起 一面 一刻!钟 一对一 \
        二手 二维 二次 二线 二胎 二孩 二审 二代 两岸 两侧 两边 两旁 两全 两面 两者 两江 两会 两证 两性 两翼 两用 两限房 两书 \
        三亚 三水 三峡 三江 三包 三思 三甲 三农 三星 三角 三明 三门峡 三门 三里屯 三维 三方 三者 三通 三线 三清 三国 三生 三餐 三无 \
        四川 四季 四海 四周 四面 四合院 四方 四邻 四维 四至!五!六!七!八!九!十 四平 四会 四书 四五线 五一!十!百!千!万 五四 五金 五星 五行 五羊 五角场 \
        五常 五官 五谷 五粮液 五险 五缘 五证 五彩 五大道 五道口 五棵松 六合 六安 六盘水 六一!十!百!千!万 六艺 七夕 七彩 七宝 七里河 \
        八达 八方 八仙 八卦 八一!十!百!千!万 八大 九江 九龙 九寨 九州 九亭 九华 九鼎 九洲 九宫 九年义务 九五之尊 十足 十分!钟!之 十堰 \
        十佳 十字 十方 十一黄金周 十里河 十里堡 十月怀胎 零售 零食 零件 零星 零碎 零散 零部件 零钱 零工 零用 零点!零!〇!一!二!三!四!五!六!七!八!九 凋零 飘零 \
        百姓 百货 百合 百度 百年 百强 百家 百般 百搭 百叶 百科 百变 百花 百灵 百色 百丽 千禧 千古 千秋 千里 千灯 千岛湖 千姿 千佛 \
        千金 千载 万科 万达 万象 万华 万豪 万物 万事 万能 万家 万里 万国 万州 万宁 万年 万岁 万千 万众 万怡 万有 万分 亿达 亿纬 亿万 \
        队伍 入伍 退伍 落伍 伍家岗 大陆 内陆 登陆 着陆 陆家嘴 陆地 陆续 陆路 陆丰 陆军 水陆 收拾 捡拾 拾光 拾级 拾荒 拾取 大肆 放肆 \
        肆意 肆虐 酒肆 茶肆 书肆 玖珑 半岛 半山 半径 \
        周一 周二 周三 周四 周五 周六 星期一 星期二 星期三 星期四 星期五 星期六 礼拜一 礼拜二 礼拜三 礼拜四 礼拜五 礼拜六
        """
}
