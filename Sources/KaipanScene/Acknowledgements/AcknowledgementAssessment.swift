import KaipanText

/// How much an acknowledgement proves, with what it rests on and what it lacks.
public struct AcknowledgementAssessment: Sendable, Hashable {
    /// The disclosure: a clause's id, or the record's.
    public var item: String
    public var strength: AcknowledgementStrength
    /// The degree in words; of a tick with what goes beyond it.
    public var strengthName: LocalizedText
    /// What counts for it and what is missing to the next degree, in that order.
    public var reasons: [LocalizedText]
    public var citations: [Citation]
    /// Something that would raise it stands where recognition was not sure.
    public var isUncertain: Bool
    /// What the buyer asked about the clause right after it was said; nil where nothing.
    public var question: Citation?

    /// Weighs the evidence.
    ///
    /// - Parameters:
    ///   - item: names the disclosure.
    ///   - outcome: of the script's clause for the disclosure, where the engine compared the conversation with it; what was said in full
    ///     counts as read aloud and explained.
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
        let about = evidence.clause + explanations.map(\.text) + (isSaid ? outcome?.citations.map(\.text) ?? [] : [])
        // Whether words are about a clause that nobody knows cannot be told.
        func isAbout(_ words: String) -> Bool { about.isEmpty || Pertinence.shares(words, with: about) }
        // Without a recorded answer, what the buyer said right after the clause; a question of theirs answers nothing.
        let replies = evidence.answered.isEmpty ? evidence.replies.filter { $0.role == .customer } : []
        let question = replies.first { Self.isQuestion($0.text) && isAbout($0.text) }
        let spoken = evidence.answered.filter { $0.role == .customer } + replies.filter { !Self.isQuestion($0.text) }
        let own = spoken.filter { !Assent.isAll(of: $0.text) }
        let answer = own.first { isAbout($0.text) }
        self.question = question.map { Citation($0) }
        let isOwnHandwriting = evidence.mark == .handwriting && evidence.words.map { !Assent.isAll(of: $0) && isAbout($0) } ?? false
        let hasOwnWords = answer != nil || isOwnHandwriting
        isUncertain = outcome?.outcome == .uncertain || (explanations + evidence.answered + [answer].compactMap(\.self)).contains(where: \.isDoubtful)
            || evidence.answered.contains { $0.role == .unknown }

        switch evidence.mark {
        case .none: reasons.append(LocalizedText(zh: "没有任何确认", en: "nothing was marked"))
        case .tick where isExplained || hasOwnWords:
            reasons.append(LocalizedText(
                zh: "以勾选确认，没有签字；勾选本身不能证明已提示说明（合同编通则解释第十条）",
                en: "ticked and not signed; a tick by itself does not prove notice and explanation (General Provisions Interpretation, article 10)"))
        case .tick:
            reasons.append(LocalizedText(
                zh: "仅勾选或弹窗，不能证明已提示说明（合同编通则解释第十条）", en: "a tick or pop-up alone does not prove notice and explanation (General Provisions Interpretation, article 10)"))
        case .signature: reasons.append(LocalizedText(zh: "有签字", en: "signed"))
        case .handwriting: reasons.append(LocalizedText(zh: "有手写文字", en: "written by hand"))
        }
        if isRead {
            reasons.append(
                evidence.readAloud.isEmpty && isSaid && !readAloud.isEmpty ? LocalizedText(zh: "会话中讲了这一条", en: "the clause was said in the conversation")
                    : readAloud.isEmpty ? LocalizedText(zh: "记载为已朗读，没有录音对应", en: "said to have been read aloud, without a recording of it")
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
        if let outcome {
            reasons.append(LocalizedText(zh: "说辞核对：\(outcome.outcome.name.zh)", en: "by the script: \(outcome.outcome.name.en)"))
        }
        if let answer {
            reasons.append(LocalizedText(zh: "买受人用自己的话回答", en: "the buyer answered in words of their own"))
            citations.append(Citation(answer))
        } else if isOwnHandwriting {
            reasons.append(LocalizedText(zh: "买受人手写了自己的话", en: "the buyer wrote words of their own"))
        } else if let near = own.first(where: { Pertinence.touches($0.text, about) }) {
            reasons.append(LocalizedText(
                zh: "买受人说了“\(near.text)”，未能确认与这一条有关", en: "the buyer said “\(near.text)”, which could not be confirmed to be about the clause"))
            citations.append(Citation(near))
        } else if let other = own.first {
            reasons.append(LocalizedText(
                zh: "买受人说的“\(other.text)”与这一条没有相同的内容，不算自己的话", en: "what the buyer said, “\(other.text)”, has nothing in common with the clause and counts as no answer"))
            citations.append(Citation(other))
        } else if let question {
            reasons.append(LocalizedText(zh: "买受人就此提问“\(question.text)”，提问不算回答", en: "the buyer asked “\(question.text)”, which is a question and no answer"))
            citations.append(Citation(question))
        } else if let nod = spoken.first {
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
        strengthName = Self.name(of: strength, isExplained: isExplained || isRead, hasOwnWords: hasOwnWords)
        self.reasons = reasons
        self.citations = citations.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    /// A tick with an answer is more than a tick alone, and still not signed.
    private static func name(of strength: AcknowledgementStrength, isExplained: Bool, hasOwnWords: Bool) -> LocalizedText {
        guard strength == .tickOnly else { return strength.name }
        if hasOwnWords { return LocalizedText(zh: "勾选并用自己的话回答，没有签字", en: "ticked and answered in own words, not signed") }
        return isExplained ? LocalizedText(zh: "勾选，有说明，没有签字", en: "ticked after an explanation, not signed") : strength.name
    }

    private static func isQuestion(_ text: String) -> Bool {
        let last = text.unicodeScalars.last { !$0.properties.isWhitespace && !"。.！!”\"".unicodeScalars.contains($0) }
        return last.map { "？?吗么".unicodeScalars.contains($0) } ?? false
    }

    /// The strongest of several acknowledgements of one disclosure; nil of none.
    public static func strongest(_ assessments: [AcknowledgementAssessment]) -> AcknowledgementAssessment? {
        assessments.reduce(nil) { best, next in best.map { $0.strength >= next.strength ? $0 : next } ?? next }
    }
}
