import KaipanText

/// The plan for a major complaint: eight steps with what each asks for.
public enum MajorComplaintPlan {
    public struct Step: Sendable, Hashable {
        public var number: Int
        public var title: LocalizedText
        public var items: [Item]
    }

    public struct Item: Sendable, Hashable {
        /// `1.2`: the second point of the first step.
        public var id: String
        public var text: LocalizedText
    }

    /// - Returns: nil where the plan has no such point.
    public static func item(_ id: String) -> Item? { steps.flatMap(\.items).first { $0.id.utf8.elementsEqual(id.utf8) } }

    public static let steps: [Step] = [
        step(1, "成立应急小组", "form the emergency group", [
            ("危机处理小组已成立", "the group is formed"), ("公司总经理为第一负责人", "the general manager is in charge"),
            ("客户关系负责人总体协调", "customer relations coordinate"), ("人手足够应付突发事件", "enough people are at hand"),
            ("各专业部门指定了顾问", "each department named an adviser"),
        ]),
        step(2, "抓住关键要点", "find the key points", [
            ("关键问题", "the key question"), ("关键部门", "the key departments"), ("关键人员", "the key people"),
        ]),
        step(3, "预估可能的情况", "foresee what may happen", [
            ("当事客户可能采取的措施", "what the customers may do"), ("观望客户可能的行动", "what those who wait may do"),
            ("事态扩大后政府介入", "authorities may step in"), ("媒体介入或负面报道", "media may report"),
        ]),
        step(4, "寻找解决方案", "look for solutions", [
            ("站在业主角度评估对方底线", "the other side's limits, seen from there"), ("评估己方损失，确定底线", "our losses and our limits"),
            ("写明双方当前立场", "where both sides stand"), ("列出谈判中的不利情况", "what may go wrong in the talks"),
        ]),
        step(5, "沟通和信息传递", "talk and inform", [
            ("内部信息通报到位", "everybody inside is informed"), ("客户沟通渠道和口径统一", "one channel and one wording to the customers"),
        ]),
        step(6, "媒体、品牌和形象管理", "media, brand and image", [
            ("制定对媒体的说辞", "words for the media"), ("准备应对现场采访", "ready for interviews on site"),
            ("指定发言人并培训", "one trained speaker"), ("其他人员接触媒体的办法", "what others do when asked"),
        ]),
        step(7, "群诉发生后的指挥、协调和控制", "command, coordination and control", [
            ("法务等部门配合", "legal and other departments help"), ("寻求第三方支持和帮助", "third parties help"),
            ("向政府、媒体、员工、客户说明情况", "authorities, media, staff and customers are told"),
        ]),
        step(8, "影响的恢复", "recovery", [
            ("回访并修复客户关系", "customers are visited, relations mended"), ("总结复盘，规则和说辞改进", "lessons went into rules and scripts"),
        ]),
    ]

    private static func step(_ number: Int, _ zh: String, _ en: String, _ items: [(String, String)]) -> Step {
        Step(
            number: number, title: LocalizedText(zh: zh, en: en),
            items: items.enumerated().map { Item(id: "\(number).\($0 + 1)", text: LocalizedText(zh: $1.0, en: $1.1)) })
    }
}
