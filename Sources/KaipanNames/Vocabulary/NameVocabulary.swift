/// The words by which a name is taken apart; a company adds its own brands.
public struct NameVocabulary: Sendable {
    /// Generic endings of two scalars and more.
    let suffixes: WordSet
    /// Generic endings of one scalar.
    let singleSuffixes: WordSet
    /// What stands between the core and its ending and distinguishes nothing: 国际.
    let descriptors: WordSet
    let brands: WordSet
    /// Words so frequent in names that sharing one says little.
    let weakWords: WordSet

    /// - Parameter brands: developers' brands besides the well-known ones.
    public init(brands: [String] = []) {
        suffixes = WordSet(
            """
            花园 花苑 公寓 公馆 家园 小区 广场 大厦 中心 山庄 别墅 新村 新苑 雅苑 名苑 嘉苑 佳苑 华苑 美苑 馨苑 豪苑 御苑 丽苑 逸苑 景苑 东苑 西苑 南苑 北苑 \
            华庭 豪庭 雅庭 名庭 逸庭 庭院 庭苑 庭园 华府 王府 御府 府邸 名邸 官邸 雅居 名居 新居 嘉园 佳园 雅园 名园 馨园 华园 家苑 社区 庄园 城市广场 商务中心 \
            购物中心 文化中心 写字楼 大楼 商城 新城 名城 大院 花城 家属院 宿舍 安置房 住宅区 住宅小区 产业园 工业园 科技园 大酒店 酒店 商业街 步行街 \
            大道 大街 公路 胡同 环路 东路 西路 南路 北路 中路 东街 西街 南街 北街 东里 西里 南里 北里 大桥 公园 小镇
            """)
        singleSuffixes = WordSet("苑 园 府 庭 阁 轩 居 邸 城 湾 里 院 台 郡 墅 寓 坊 村 楼 厦 座 岸 境 堂 榭 舍 庄 邨 路 街 巷 弄 桥 宅 第")
        descriptors = WordSet("国际 商务 商业 住宅 城市 高档 智慧 生态 文化 时尚")
        self.brands = WordSet(
            """
            万科 碧桂园 恒大 保利 中海 融创 龙湖 绿地 华润 华润置地 招商 招商蛇口 绿城 金茂 中国金茂 中南 新城控股 世茂 旭辉 阳光城 金地 融信 正荣 祥生 \
            金科 中梁 远洋 雅居乐 富力 荣盛 佳兆业 龙光 美的置业 蓝光 滨江 首开 首创 建发 越秀 奥园 时代中国 时代地产 禹洲 合景 合景泰富 合生 泰禾 华发 华侨城 \
            中骏 卓越 新希望 仁恒 弘阳 宝龙 大悦城 中交 中铁 中建 中粮 电建 保亿 德信 俊发 大华 金隅 北辰 路劲 中国铁建 铁建 国贸 联发 建业 东原 海伦堡 敏捷 \
            星河 星河湾 瑞安 新鸿基 和记黄埔 长实 凯德 九龙仓 嘉里 太古 恒隆 方兴 鲁能 当代 朗诗 佳源 三盛 融侨 世纪金源 龙记 华宇 协信 隆鑫 财信 天山 荣安 \
            伟星 众安 宋都 广宇 大家 坤和 野风 西房 滨江集团 朗基 蓝城 实地 俊峰 华远 城建 住总 天恒 懋源 招商局 中冶 葛洲坝 海尔 海信 新力 三巽 大发
            """).adding(brands)
        weakWords = WordSet(
            """
            城市 都市 阳光 时代 国际 中央 花园 世纪 新城 东方 金色 未来 幸福 和谐 锦绣 翡翠 山水 天下 江南 滨江 水岸 湖畔 绿色 名门 香榭 帝景 御景 \
            江山 学府 书香 书院 明珠 星河 家和 世家 壹号 一号 尚品 名都 华府 丽景 美景 龙湖 滨湖 凤凰 金桂 紫荆 春天 四季 天悦 悦府 江畔 云端 公园 中心 \
            春江 金水 翠湖 碧水 蓝天 康乐 康居 安居 佳和 嘉和 祥和 泰和 龙泉 富贵 吉祥 如意 红星 建设 人民 解放 中山 文化 光明 和平 新华 胜利 团结
            """)
    }
}

extension WordSet {
    /// The set with further words.
    fileprivate func adding(_ words: [String]) -> WordSet {
        var result = self
        result.insert(words)
        return result
    }
}
