import KaipanText
import Testing

@Suite("Characters that look alike")
struct GlyphsTests {
    /// Pairs that a reader mixes up; the kinds of likeness and how many of each are kept were chosen by them.
    static let lookAlikes = """
        土士 金全 天夫 晟晨 府俯 翰瀚 庭廷 悦阅 玺尔 园圆 鑫森 名各 未末 己已 日曰 人入 大太 王玉 干千 午牛 田由 甲申 万方 龙尤 湾弯 \
        湖潮 御卸 苑宛 锦绵 景影 墅野 城域 诚城 晴睛 清情 雅稚 佳住 恒桓 瑞端 贵责 宇字 宝室 宜宣 竞竟 境镜 柏相 槐愧 紫柴 堂常 荣菜 \
        菜莱 茶荼 茗苕 泰秦 春舂 辰晨 崇祟 巍魏 峰锋 领岭 冷泠 永水 学字
        """
    /// More of them, by which nothing was chosen.
    static let others = """
        戍戌 拔拨 徒徙 乌鸟 鸟岛 免兔 钓钩 折拆 祥详 帅师 券卷 候侯 幕慕 墓暮 陵凌 淮准 崎琦 瑜渝 遇隅 辉挥 滨缤 桃挑 凤风 岳兵 丘岳 \
        汇江 洲州 溪奚 璞噗 臻榛 骏俊 麒琪 麟鳞 榕蓉 裕浴 铂泊 澜阑 樾越 珑咙 邸底
        """

    static func pairs(_ text: String) -> [[Unicode.Scalar]] {
        text.split { $0 == " " || $0 == "\n" }.map { Array($0.unicodeScalars) }
    }

    @Test("Most pairs are in the table", arguments: [(lookAlikes, 63, 59), (others, 40, 37)])
    func coverage(text: String, count: Int, least: Int) {
        let pairs = Self.pairs(text)
        let missed = pairs.filter { Glyphs.similarity($0[0], $0[1]) == 0 }.map { "\($0[0])\($0[1])" }
        #expect(pairs.count == count)
        #expect(count - missed.count >= least, "\(missed)")
    }

    @Test("Hardly to be told apart", arguments: pairs("土士 未末 己已 日曰 戍戌 晴睛 徒徙 翰瀚 府俯 冷泠 崇祟"))
    func twins(pair: [Unicode.Scalar]) {
        #expect(Glyphs.similarity(pair[0], pair[1]) >= 0.45)
        #expect(Glyphs.neighbours(of: pair[0]).contains { $0.scalar == pair[1] })
    }

    @Test("Not alike", arguments: pairs("龙园 湖一 翰水 城花 a土 土a 園园 ab"))
    func strangers(pair: [Unicode.Scalar]) {
        #expect(Glyphs.similarity(pair[0], pair[1]) == 0)
    }

    @Test func everyListIsSound() {
        let unsound = standardCharacters.unicodeScalars.filter { scalar in
            let neighbours = Glyphs.neighbours(of: scalar)
            return !(10...40).contains(neighbours.count) || Set(neighbours.map(\.scalar)).count != neighbours.count
                || neighbours.contains { $0.score <= 0 || $0.score > 1 || $0.scalar == scalar }
                || zip(neighbours, neighbours.dropFirst()).contains { $0.score < $1.score }
        }
        #expect(unsound.isEmpty)
    }

    @Test func similarityIsThatOfTheListsEitherWay() {
        let strange = standardCharacters.unicodeScalars.filter { scalar in
            Glyphs.neighbours(of: scalar).contains {
                Glyphs.similarity(scalar, $0.scalar) != $0.score || Glyphs.similarity($0.scalar, scalar) != $0.score
            }
        }
        #expect(strange.isEmpty)
    }

    @Test("A character is itself", arguments: "园園a1".unicodeScalars)
    func itself(character: Unicode.Scalar) {
        #expect(Glyphs.similarity(character, character) == 1)
    }

    @Test("No neighbours", arguments: "園a１，😀".unicodeScalars)
    func outsiders(character: Unicode.Scalar) {
        #expect(Glyphs.neighbours(of: character).isEmpty)
    }
}
