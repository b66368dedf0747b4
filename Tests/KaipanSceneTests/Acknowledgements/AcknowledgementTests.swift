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
