import Foundation

/// The words that stand behind a number and say what it counts.
enum UnitWords {
    /// One spelling of a unit.
    struct Spelling: Sendable {
        let bytes: [UInt8]
        let unit: MeasureUnit
        /// How many of the unit one of it is.
        let factor: Decimal
        /// How many of it are one of the unit, where it is smaller.
        let divisor: Decimal
        /// Characters or words that make another word of it when they follow: 元素, 平台, 天然.
        let unless: [[UInt8]]
    }

    /// The longest spelling at an offset.
    static func spelling(at offset: Int, in text: FoldedCursor) -> Spelling? {
        guard let (first, _) = text.next(at: offset), let candidates = index[first] else { return nil }
        return candidates.first { spelling in
            guard text.hasPrefix(spelling.bytes, at: offset) else { return false }
            let end = offset + spelling.bytes.count
            if spelling.bytes[spelling.bytes.count - 1] < 0x80, let (next, _) = text.next(at: end), isLatin(next) { return false }
            return !spelling.unless.contains { text.hasPrefix($0, at: end) }
        }
    }

    private static func isLatin(_ scalar: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar)
    }

    private static func make(_ unit: MeasureUnit, _ factor: Decimal, _ list: String, divisor: Decimal = 1) -> [Spelling] {
        list.split(separator: " ").map { item in
            let parts = item.split(separator: "!")
            return Spelling(
                bytes: Array(parts[0].utf8), unit: unit, factor: factor, divisor: divisor,
                unless: parts.dropFirst().map { Array($0.utf8) })
        }
    }

    /// `word!a!b`: the word, unless a or b follows.
    private static let all: [Spelling] = [
        make(.yuan, 1, "元整 圆整 元!素!旦!宝!年!月!宵!首!起 圆!形!满!环!心!桌!通 块钱 块!地!田!石!砖!牌!板!屏!土!区!儿!绿!玻 人民币 rmb cny"),
        make(.year, 1, "年!度!代!级!轻!会!货!龄!报!鉴!华!味!纪!糕!夜!兽!景 周年 个年头 年头"),
        make(.month, 1, "个月 个自然月 月!亮!光!湖!饼!嫂!台!色!半!坛!牙!子"),
        make(.month, 3, "个季度"),
        make(.day, 1, "个工作日 工作日 个自然日 自然日 天!然!下!地!空!花!台!际!津!府!河!井!窗!猫!赋!才!生!气!堂!使!蓝!鹅!安 日!均!照!本!报!式!系!常!子!光!用!历!记!期"),
        make(.day, 7, "个星期 星期!一!二!三!四!五!六!日!天 个礼拜 周!年!边!末!岁!转!期!围!全!到!密!报!一!二!三!四!五!六!日!刊!长!折"),
        make(.hour, 1, "个小时 小时 个钟头 钟头"),
        make(.minute, 1, "分钟"),
        make(.minute, 15, "刻钟"),
        make(.minute, 1, "秒钟 秒!杀!懂!回!变!光!批!速!传!开", divisor: 60),
        make(.squareMetre, 1, "个平方 平方米 平米 平方m m2 m² 平方!公!千!厘!分!英!尺 平!台!安!衡!均!层!面!价!稳!时!房!等!方!凡!日!静!整!行!原!地!米!开!息!坦!板!和!常!顶!铺!江!山 方!案!式!面!便!向!位!法!针!块!圆!格!略!正!程!形!才!能!可!言"),
        make(.metre, 1, "米!其!兰!饭!色!线!粒!字!白!粉!面!德!奇!洛 m 个米"),
        make(.metre, 1000, "公里 千米 km"),
    ].flatMap(\.self)

    private static let index: [Unicode.Scalar: [Spelling]] = {
        var index: [Unicode.Scalar: [Spelling]] = [:]
        for spelling in all {
            guard let first = String(decoding: spelling.bytes, as: UTF8.self).unicodeScalars.first else { continue }
            index[first, default: []].append(spelling)
        }
        return index.mapValues { $0.sorted { $0.bytes.count > $1.bytes.count } }
    }()
}
