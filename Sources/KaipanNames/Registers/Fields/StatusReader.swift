/// Reads how far an entry still stands in the way from the register's own words.
enum StatusReader {
    /// - Returns: `.unknown` where the words say nothing that is known.
    static func status(_ text: String, in register: RegisterKind) -> RegisterStatus {
        let words = ColumnTitle.normalised(text)
        for (status, parts) in rules(of: register) where parts.contains(where: { words.contains($0) }) { return status }
        return .unknown
    }

    /// Words in the order in which they decide: the first that a text holds does.
    private static func rules(of register: RegisterKind) -> [(RegisterStatus, [String])] {
        switch register {
        case .place: place
        case .trademark: trademark
        case .project: project
        }
    }

    private static let place: [(RegisterStatus, [String])] = [
        (.ended, ["废止", "注销", "撤销", "曾用", "历史", "消失", "已更名", "失效", "停用", "不予", "退回", "否决", "ended", "obsolete", "former", "abolished"]),
        (.pending, ["拟", "公示", "待审", "审批中", "审核中", "申请", "申报", "受理", "预命名", "预审", "在办", "pending", "proposed"]),
        (.live, [
            "现行", "在用", "使用", "标准", "公布", "有效", "批准", "核准", "备案", "已命名", "正常", "预售", "在售", "现势", "live", "active",
            "approved", "valid",
        ]),
    ]

    /// A mark under attack (撤三, 无效宣告) stays in force until the decision is published, so only words of an end count as one.
    private static let trademark: [(RegisterStatus, [String])] = [
        (.ended, ["撤三成功", "撤三公告", "撤销公告", "无效宣告公告", "注销公告"]),
        (.live, ["三年不使用", "三年停止使用"]),
        (.pending, ["驳回复审", "待复审", "复审中", "部分驳回", "等待驳回"]),
        (.live, [
            "宽展", "撤三中", "撤销中", "撤销申请", "撤销审", "撤三申请", "申请撤", "注销申请", "注销中", "无效宣告中", "无效宣告申请", "无效宣告审", "申请无效",
            "无效审", "续展中", "续展申请", "转让", "变更", "许可",
        ]),
        (.ended, [
            "已撤", "已被撤", "撤销", "注销", "已无效", "宣告无效", "无效公告", "商标无效", "失效", "未续展", "期满", "过期",
            "驳回", "不予", "撤回", "终止", "放弃", "dead", "ended", "expired", "cancel", "refused", "rejected", "withdrawn",
            "abandoned", "invalidated", "lapsed",
        ]),
        (.pending, ["异议", "opposition", "opposed"]),
        (.live, ["撤三", "无效宣告", "已注册", "注册公告", "核准注册", "注册成功", "已核准", "续展", "注册商标", "有效", "registered", "live"]),
        (.pending, ["申请", "初审", "初步审定", "实质审查", "受理", "待审", "审查", "公告", "注册中", "等待", "复审", "pending", "filed", "published", "examin"]),
        (.live, ["注册"]),
    ]

    private static let project: [(RegisterStatus, [String])] = [
        (.ended, ["终止", "停用", "退出", "废弃", "作废", "取消", "已转让", "cancel", "ended", "abandoned"]),
        (.pending, ["储备", "待建", "待开", "拟建", "筹备", "规划", "前期", "拿地", "未开", "未售", "待售", "立项", "pending", "planned", "reserve"]),
        (.live, [
            "在售", "交付", "在建", "开盘", "售罄", "清盘", "运营", "已售", "竣工", "销售", "入住", "尾盘", "持有", "onsale", "delivered", "sold",
            "live", "active",
        ]),
    ]
}
