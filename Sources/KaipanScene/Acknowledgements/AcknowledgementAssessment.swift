import KaipanText

/// How much an acknowledgement proves, with what it rests on and what it lacks.
public struct AcknowledgementAssessment: Sendable, Hashable {
    /// The disclosure: a clause's id, or the record's.
    public var item: String
    public var strength: AcknowledgementStrength
    /// What counts for it and what is missing to the next degree, in that order.
    public var reasons: [LocalizedText]
    public var citations: [Citation]
    /// Something that would raise it stands where recognition was not sure.
    public var isUncertain: Bool

    /// Weighs the evidence.
    ///
    /// - Parameters:
    ///   - item: names the disclosure.
    ///   - outcome: of the script's clause for the disclosure, where the engine compared the conversation with it; what was said in full
    ///     counts as read aloud.
    public init(item: String, evidence: AcknowledgementEvidence, outcome: ClauseOutcome? = nil) {
        self.item = item
        var reasons: [LocalizedText] = [], citations: [Citation] = []
        if let page = evidence.page { citations.append(page) }
        let isSigned = evidence.mark == .signature || evidence.mark == .handwriting
        let isSaid = outcome?.outcome == .said || outcome?.outcome == .outOfOrder
        var readAloud = evidence.readAloud
        if readAloud.isEmpty, isSaid { readAloud = outcome?.citations ?? [] }
        let isRead = !readAloud.isEmpty || evidence.isReadAloudStated
        let explanations = evidence.explained.filter { $0.role == .seller && !SpokenText($0.text).units.isEmpty }
        let isExplained = !explanations.isEmpty || isSaid
        let answer = evidence.answered.first { $0.role == .customer && !Assent.isAll(of: $0.text) }
        let isOwnHandwriting = evidence.mark == .handwriting && evidence.words.map { !Assent.isAll(of: $0) } ?? false
        let hasOwnWords = answer != nil || isOwnHandwriting
        isUncertain = outcome?.outcome == .uncertain || (explanations + evidence.answered).contains(where: \.isDoubtful)
            || evidence.answered.contains { $0.role == .unknown }

        switch evidence.mark {
        case .none: reasons.append(LocalizedText(zh: "没有任何确认", en: "nothing was marked"))
        case .tick:
            reasons.append(LocalizedText(
                zh: "仅勾选或弹窗，不能证明已提示说明（合同编通则解释第十条）", en: "a tick or pop-up alone does not prove notice and explanation (General Provisions Interpretation, article 10)"))
        case .signature: reasons.append(LocalizedText(zh: "有签字", en: "signed"))
        case .handwriting: reasons.append(LocalizedText(zh: "有手写文字", en: "written by hand"))
        }
        if isRead {
            reasons.append(
                readAloud.isEmpty ? LocalizedText(zh: "记载为已朗读，没有录音对应", en: "said to have been read aloud, without a recording of it")
                    : LocalizedText(zh: "录音中有朗读", en: "read aloud in the recording"))
            citations += readAloud
        } else if isSigned {
            reasons.append(LocalizedText(zh: "没有朗读", en: "not read aloud"))
        }
        if isExplained, !explanations.isEmpty {
            reasons.append(LocalizedText(zh: "有说明", en: "explained"))
            citations += explanations.map { Citation($0) }
        } else if isSigned, !isExplained {
            reasons.append(LocalizedText(zh: "没有说明", en: "not explained"))
        }
        if let answer {
            reasons.append(LocalizedText(zh: "买受人用自己的话回答", en: "the buyer answered in words of their own"))
            citations.append(Citation(answer))
        } else if isOwnHandwriting {
            reasons.append(LocalizedText(zh: "买受人手写了自己的话", en: "the buyer wrote words of their own"))
        } else if let nod = evidence.answered.first(where: { $0.role == .customer }) {
            reasons.append(LocalizedText(zh: "只有应答，不是自己的话", en: "an assent only, no words of their own"))
            citations.append(Citation(nod))
        } else if isSigned {
            reasons.append(LocalizedText(zh: "没有买受人的回答", en: "no answer of the buyer"))
        }
        strength =
            if evidence.mark == .none { .none }
            else if !isSigned { .tickOnly }
            else if isExplained, hasOwnWords { .signedExplainedAnswered }
            else if isRead { .signedAndRead }
            else { .signedPage }
        self.reasons = reasons
        self.citations = citations.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    /// The strongest of several acknowledgements of one disclosure; nil of none.
    public static func strongest(_ assessments: [AcknowledgementAssessment]) -> AcknowledgementAssessment? {
        assessments.reduce(nil) { best, next in best.map { $0.strength >= next.strength ? $0 : next } ?? next }
    }
}
