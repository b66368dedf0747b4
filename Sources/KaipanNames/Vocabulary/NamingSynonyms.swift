/// Characters that mean nearly the same in names.
enum NamingSynonyms {
    /// For each scalar the groups that it stands in, a bit each.
    private static let groups = {
        let groups = """
            苑园院庭 城都市镇 府邸宅第 阁楼轩榭 湖泊潭池 江河川溪 海洋瀚 山岭峰峦 林森木 花芳华卉 香馨芬 金鑫铂 银白素 玉璧璞瑶 美丽佳秀 新鲜初 大巨宏 \
            路街道 福祉禧 安宁康泰 乐欢悦愉 家居舍宅 天穹宇 日阳旭 月蟾 星辰 水泉源 石岩磐 龙蛟 凤凰鸾 云霞霓 东旭 春青 景观 尊贵 御皇帝 国邦
            """.split(whereSeparator: \.isWhitespace)
        var result: [UInt32: UInt64] = [:]
        for (number, group) in groups.enumerated() {
            for scalar in group.unicodeScalars { result[scalar.value, default: 0] |= 1 << UInt64(number) }
        }
        return result
    }()

    /// Whether two folded scalars stand in one group.
    static func areNear(_ a: UInt32, _ b: UInt32) -> Bool {
        guard let first = groups[a], let second = groups[b] else { return false }
        return first & second != 0
    }
}
