/// Estimates how often a pattern is met in ordinary text, to tell rare ones from frequent ones.
///
/// The figures are rough; what counts is that a phrase is rarer than a word, and a word rarer than one of ten characters.
package struct PatternFrequency {
    private var scalars: ArraySlice<Unicode.Scalar>

    /// The share of the places in a text at which a pattern is met, up to 1.
    package static func estimate(_ expression: String) -> Double {
        var reader = PatternFrequency(scalars: Array(expression.unicodeScalars)[...])
        return reader.alternatives()
    }

    /// The share of the characters of a text that are a certain one.
    static func estimate(_ scalar: UInt32) -> Double { Unicode.Scalar(scalar).map(frequency) ?? 0.001 }

    private mutating func alternatives() -> Double {
        var sum = 0.0
        repeat { sum += sequence() } while take("|")
        return min(1, sum)
    }

    private mutating func sequence() -> Double {
        var product = 1.0
        while let next = scalars.first, next != "|", next != ")" {
            let single = atom()
            let least = repeats()
            for _ in 0..<min(least, 8) { product *= single }
        }
        return product
    }

    private mutating func atom() -> Double {
        guard let scalar = scalars.popFirst() else { return 1 }
        switch scalar {
        case "(":
            if take("?") { _ = take(":") }
            defer { _ = take(")") }
            return alternatives()
        case "[": return characterClass()
        case ".": return 1
        case "\\": return scalars.popFirst().map(Self.frequency) ?? 1
        default: return Self.frequency(scalar)
        }
    }

    private mutating func characterClass() -> Double {
        let isNegated = take("^")
        var sum = 0.0
        while let scalar = scalars.popFirst(), scalar != "]" {
            let single = scalar == "\\" ? scalars.popFirst() ?? scalar : scalar
            guard scalars.first == "-", let last = scalars.dropFirst().first, last != "]", last.value >= single.value else {
                sum += Self.frequency(single)
                continue
            }
            scalars = scalars.dropFirst(2)
            sum += Self.frequency(single) * Double(last.value - single.value + 1)
        }
        return isNegated ? 1 : min(1, sum)
    }

    /// How often the atom before has to stand there.
    private mutating func repeats() -> Int {
        var least = 1
        if take("?") || take("*") { least = 0 } else if take("+") { least = 1 } else if take("{") {
            least = 0
            while let scalar = scalars.first, let digit = Int(String(scalar)) {
                scalars = scalars.dropFirst()
                least = min(least * 10 + digit, 100)
            }
            while let scalar = scalars.popFirst(), scalar != "}" {}
        }
        // Lazy or not, the same places are met.
        _ = take("?")
        return least
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard scalars.first == scalar else { return false }
        scalars = scalars.dropFirst()
        return true
    }

    /// Digits are few and come in rows, Latin letters are rare, Han characters are many and rare, except for those of
    /// everyday grammar and those that homes and their sale are spoken of with.
    private static func frequency(_ scalar: Unicode.Scalar) -> Double {
        switch scalar {
        case "0"..."9": 0.05
        case "a"..."z": 0.01
        case "\0"..."\u{7F}": 0.03
        default: everyday.contains(scalar) ? 0.005 : 0.001
        }
    }

    private static let everyday = Set(
        """
        的一二三两是不没在有和为以还也都就这可能会要好很便行上下前后里内外中大小多少高全新首第最年月日天时期点个人们你您我给来去看说到出入\
        过起开交发位面心通合成生元万价款金钱米平区市城公家国业主产房楼屋盘户居住宅园间层套室目型建装地铁路学校商场海东南西北山景美配
        """.unicodeScalars)

    /// The share of the places in a text at which two certain characters stand side by side.
    static func estimate(_ first: UInt32, _ second: UInt32) -> Double {
        // Characters of one word seek each other.
        let chance = min(1, estimate(first) * estimate(second) * 30)
        return words.contains(first | second << 16) ? max(chance, 0.001) : chance
    }

    /// The words of two characters that texts on homes and their sale hold most of.
    private static let words: Set<ClueCode> = Set(
        """
        可以 我们 您好 没有 时候 现在 目前 今年 明年 已经 还有 都是 就是 不是 比较 需要 通过 提供 打造 拥有 成为 进行 其中 以及 或者 如果 因为 所以 \
        房子 房源 房价 房产 地产 户型 价格 均价 总价 单价 首付 贷款 全款 月供 定金 面积 建筑 平米 方米 平方 左右 万元 优惠 活动 购房 买房 卖房 看房 \
        小区 社区 项目 楼盘 楼层 开盘 在售 销售 售楼 现房 期房 新房 二手 交房 收房 精装 装修 毛坯 住宅 别墅 洋房 公寓 商铺 豪宅 高层 板楼 车位 物业 \
        花园 园林 公园 景观 绿化 空间 生活 居住 品质 环境 配套 设施 交通 地铁 号线 分钟 公交 道路 大道 规划 建设 发展 区域 城市 中心 核心 板块 商业 \
        商圈 广场 超市 银行 医院 学校 小学 中学 幼儿 教育 学区 国际 中国 全国 北京 上海 政府 政策 市场 经济 投资 客户 业主 朋友 公司 企业 集团 开发 \
        发商 合同 协议 约定 规定 本人 甲方 乙方 双方 卖人 受人 支付 交付 违约 责任 解除 出租 租金 电话 微信 咨询 地址 方便 时间 周边 附近 一期 二期 \
        独立 客厅 卧室 阳台 厨房 卫生 大厦 大楼 写字 办公 酒店 服务 管理 资料 广告 图片 产权 证书 许可 预售 备案
        """.split(separator: " ").map { $0.unicodeScalars.reversed().reduce(0) { $0 << 16 | $1.value } })
}
