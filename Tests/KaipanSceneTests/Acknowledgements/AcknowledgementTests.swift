import KaipanScene
import Testing

struct AcknowledgementTests {
    private static let explained = conversation("样板房里的家具不在交付范围里，您看附件三")
    private static let own = conversation("客：就是说家具你们不送，我自己买")
    private static let nod = conversation("客：好的，知道了")

    @Test(arguments: [
        (AcknowledgementEvidence(mark: .none, explained: explained, answered: own), AcknowledgementStrength.none),
        (AcknowledgementEvidence(mark: .tick, explained: explained, isReadAloudStated: true, answered: own), .tickOnly),
        (AcknowledgementEvidence(mark: .signature), .signedPage),
        (AcknowledgementEvidence(mark: .signature, explained: explained, answered: nod), .signedPage),
        (AcknowledgementEvidence(mark: .signature, answered: own), .signedPage),
        (AcknowledgementEvidence(mark: .signature, readAloud: [Citation(explained[0])], answered: nod), .signedAndRead),
        (AcknowledgementEvidence(mark: .signature, explained: explained, answered: own), .signedExplainedAnswered),
        (AcknowledgementEvidence(mark: .handwriting, explained: explained, words: "我已了解样板房家具不随房交付"), .signedExplainedAnswered),
        (AcknowledgementEvidence(mark: .handwriting, explained: explained, words: "已知悉，同意"), .signedPage),
    ])
    func `strength goes by what there is`(evidence: AcknowledgementEvidence, strength: AcknowledgementStrength) {
        let found = AcknowledgementAssessment(item: "样板房", evidence: evidence)
        #expect(found.strength == strength, "\(found)")
        #expect(!found.reasons.isEmpty)
        #expect(found.reasons.allSatisfy { !$0.zh.isEmpty && !$0.en.isEmpty })
    }

    @Test func `a clause that was said counts as read aloud, and cites it`() {
        let clause = required("样板房", "样板房内的家具仅供展示，不作为交付标准。")
        let passages = conversation(clause.words, "客：好的")
        let outcome = report([clause], passages).clauses[0]
        let found = AcknowledgementAssessment(item: "样板房", evidence: AcknowledgementEvidence(mark: .signature, answered: [passages[1]]), outcome: outcome)
        #expect(found.strength == .signedAndRead)
        #expect(found.citations.contains { $0.source.part == "0" })
    }

    @Test func `what the script says of a clause and what its confirmation says agree`() {
        let clause = required("交付", "房屋在2025年12月31日前交付，以合同约定为准。")
        let passages = conversation(clause.words, "客：合同上是十二月底，是吧？", "是的。")
        let outcome = report([clause], passages).clauses[0]
        #expect(outcome.outcome == .said)
        let found = AcknowledgementAssessment(item: "交付", evidence: AcknowledgementEvidence(mark: .signature, replies: [passages[1]]), outcome: outcome)
        let reasons = found.reasons.map(\.zh)
        #expect(reasons.contains("说辞核对：已说明") && reasons.contains { $0.contains("提问“合同上是十二月底，是吧？”") })
        #expect(!reasons.contains("没有说明") && !reasons.contains("没有买受人的回答") && !reasons.contains("没有朗读"))
        // A question is no answer.
        #expect(found.strength == .signedAndRead && found.citations.contains { $0.source.part == "1" })
        let told = AcknowledgementAssessment(
            item: "交付", evidence: AcknowledgementEvidence(mark: .signature, replies: conversation("客：知道，要到十二月底才交付")), outcome: outcome)
        #expect(told.strength == .signedExplainedAnswered)
        // Nothing was said: the confirmation does not claim it.
        let silent = report([clause], conversation("您好，请坐。", "客：好的")).clauses[0]
        let bare = AcknowledgementAssessment(item: "交付", evidence: AcknowledgementEvidence(mark: .signature), outcome: silent)
        #expect(bare.strength == .signedPage && bare.reasons.contains { $0.zh == "说辞核对：\(silent.outcome.name.zh)" } && bare.reasons.contains { $0.zh == "没有说明" })
    }

    @Test(arguments: [
        ("物业费2块8", false), ("是", false), ("好的，没有问题", false), ("今天天气真不错", false), ("你们合同都写好了吧这个", false), ("洁具可能换成别的牌子", true), ("就是说卫生间不一定是澄川", true),
        // As recognition writes it.
        ("这个橙川排我听过", true),
    ])
    func `own words have something to do with the clause`(words: String, isOwn: Bool) {
        let clause = "卫生间洁具为澄川牌或者同等档次的品牌，以合同附件为准。"
        for mark in [AcknowledgementMark.tick, .signature] {
            let found = AcknowledgementAssessment(
                item: "装修", evidence: AcknowledgementEvidence(mark: mark, explained: conversation(clause), answered: conversation("客：" + words), clause: [clause]))
            #expect(found.reasons.contains { $0.zh == "买受人用自己的话回答" } == isOwn, "\(found.reasons.map(\.zh))")
            if mark == .signature {
                #expect(found.strength == (isOwn ? .signedExplainedAnswered : .signedPage))
            } else {
                #expect(found.strength == .tickOnly)
                // The degree does not say that there was a tick alone where there was an answer.
                #expect(found.strengthName.zh == (isOwn ? "勾选并用自己的话回答，没有签字" : "勾选，有说明，没有签字"))
                #expect(!found.reasons.contains { $0.zh.hasPrefix("仅勾选") })
            }
        }
        let written = AcknowledgementAssessment(
            item: "装修", evidence: AcknowledgementEvidence(mark: .handwriting, explained: conversation(clause), words: words, clause: [clause]))
        #expect(written.strength == (isOwn ? .signedExplainedAnswered : .signedPage))
    }

    @Test(arguments: [
        ("每个月要交两块八一平方", "物业费是每月每平方米2.8元", true), ("要等三百六十天", "交付后360日内为您办理不动产登记。", true), ("十二月底我来拿钥匙", "房屋在2025年12月31日前交付", true),
        ("年底交房", "房屋在2025年12月31日前交付。", true), ("一年内办好证", "交付后360日内为您申请登记。", true), ("十二月份拿房", "年底前交楼", true),
        ("年底交房", "房屋在2025年6月30日前交付。", false), ("两年内办好证", "交付后360日内为您申请登记。", false),
        ("要等九十天才行的", "交付后360日内为您办理不动产登记。", false), ("二十楼挺高的啊", "定金20万元", false),
    ])
    func `a number in common is something in common, another one is not`(words: String, clause: String, shares: Bool) {
        #expect(Pertinence.shares(words, with: [clause]) == shares)
    }

    @Test(arguments: [("那这次要交钱了吧", "未能确认与这一条有关"), ("今天天气真不错", "没有相同的内容"), ("六月份涨价了", "没有相同的内容")])
    func `words of which nobody can tell what they are about are not said to be about something else`(words: String, reason: String) {
        let clause = "房屋在2025年12月31日前交付。"
        let found = AcknowledgementAssessment(
            item: "交付", evidence: AcknowledgementEvidence(mark: .signature, explained: conversation(clause), answered: conversation("客：" + words), clause: [clause]))
        #expect(found.reasons.contains { $0.zh.contains(reason) && $0.zh.contains(words) }, "\(found.reasons.map(\.zh))")
        #expect(found.strength == .signedPage && found.citations.contains { $0.text == words })
    }

    @Test func `the fields of a record give the evidence`() {
        let passages = conversation("样板房里的家具不在交付范围里", "客：嗯", "您说一下您的理解", "客：家具我要自己买，你们不送")
        let evidence = AcknowledgementEvidence(marked: "signature", explained: 0...0, answer: 3...3, readAloud: false, words: nil, passages: passages)
        let found = AcknowledgementAssessment(item: "样板房", evidence: evidence)
        #expect(found.strength == .signedExplainedAnswered)
        #expect(found.citations.map(\.source.part) == ["0", "3"])
        let unknown = AcknowledgementEvidence(marked: "seal", explained: nil, answer: nil, readAloud: false, words: nil, passages: passages)
        #expect(AcknowledgementAssessment(item: "样板房", evidence: unknown).strength == .none)
    }

    @Test(arguments: [
        ("好的", false), ("嗯", false), ("知道了", false), ("好的好的，明白了，没问题", false), ("我已经看过了，同意", false), ("", false), ("就是说车位要另外花钱买", true), ("那三天内我得把首付凑齐", true),
    ])
    func `a nod is no own words`(text: String, isOwn: Bool) { #expect(!Assent.isAll(of: text) == isOwn) }

    @Test func `the strongest acknowledgement counts`() {
        let weak = AcknowledgementAssessment(item: "a", evidence: AcknowledgementEvidence(mark: .tick))
        let strong = AcknowledgementAssessment(item: "a", evidence: AcknowledgementEvidence(mark: .signature))
        #expect(AcknowledgementAssessment.strongest([weak, strong]) == strong)
        #expect(AcknowledgementAssessment.strongest([]) == nil)
    }
}
