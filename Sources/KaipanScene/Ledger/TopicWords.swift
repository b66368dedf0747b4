import KaipanRules

/// Words by which a customer's talk is known to be about a topic.
enum TopicWords {
    static func words(_ topic: PromiseTopic) -> [String] {
        switch topic {
        case .school: ["学校", "学区", "学位", "小学", "中学", "幼儿园", "上学", "入学", "读书", "附小", "附中"]
        case .metro: ["地铁", "轻轨", "号线", "高铁站", "公交", "交通"]
        case .area: ["面积", "得房率", "平米", "平方", "层高", "露台", "飘窗", "公摊", "套内"]
        case .price: ["价格", "总价", "单价", "均价", "降价", "多少钱"]
        case .discount: ["折", "优惠", "便宜", "送什么", "活动", "红包"]
        case .delivery: ["交房", "交付", "交楼", "入住", "拿钥匙", "收房"]
        case .fitOut: ["装修", "精装", "样板", "品牌", "空调", "地暖", "新风", "地板", "洁具", "橱柜", "卫浴", "厨电", "瓷砖", "门窗"]
        case .facilities: ["配套", "商场", "超市", "医院", "公园", "会所", "泳池", "健身房", "菜市场", "绿化"]
        case .propertyFee: ["物业费", "物业管理费", "物管费"]
        case .parking: ["车位", "车库", "停车"]
        case .registration: ["房产证", "产权证", "不动产证", "房本", "落户", "户口", "资格", "社保"]
        case .loan: ["贷款", "按揭", "首付", "利率", "月供", "公积金", "征信"]
        case .returns: ["升值", "涨", "回报", "租金", "收益", "回购", "包租", "投资"]
        case .view: ["采光", "视野", "遮挡", "江景", "湖景", "景观", "日照", "楼间距", "阳光", "盖楼", "看得到", "看到江", "看到湖"]
        }
    }
}
