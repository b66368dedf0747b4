import KaipanArchive
import KaipanRules
import KaipanText

/// How firmly each disclosure of a scene was acknowledged, by what the records say of it and by what became of its clause at the signing.
struct SceneAcknowledgements {
    func rows(_ material: SceneMaterial) -> [SceneAcknowledgementRow] {
        let due = required(material)
        var rows = material.disclosures.map { row($0, due, material) }
        // What the script requires is due whether or not somebody recorded it as a disclosure.
        for clause in due where !material.disclosures.contains(where: { Self.isSame($0, clause.clause.id, clause.clause.title) }) {
            let said = outcome(material) { $0.clause.record == clause.script && $0.clause.clause == clause.clause.id }
            let source = SourceReference(kind: .script, record: clause.script, part: clause.clause.id)
            let assessment = AcknowledgementAssessment(item: clause.clause.id, evidence: AcknowledgementEvidence(mark: .none), outcome: said?.outcome)
            rows.append(
                SceneAcknowledgementRow(
                    item: clause.clause.title.isEmpty ? clause.clause.id : clause.clause.title, text: clause.clause.spokenText, strength: 0,
                    reasons: [LocalizedText(zh: "说辞要求讲，没有登记为告知事项", en: "required by the script, and not recorded as a disclosure")] + assessment.reasons
                        + (clause.isLate ? [Self.late] : []),
                    citations: (said?.outcome.citations ?? []).map(material.cite), source: material.source(source), isLate: clause.isLate))
        }
        return rows
    }

    private static let late = LocalizedText(zh: "核对所用的说辞为事后登记", en: "the script that it is held against was recorded later")

    /// What buyers asked right after a clause, by what the clause is about.
    func questions(_ material: SceneMaterial) -> [(topic: PromiseTopic, words: Citation)] {
        let due = required(material)
        return material.disclosures.compactMap { disclosure in
            let (assessment, _) = assess(disclosure, due, material)
            guard let question = assessment.question, let topic = Self.topic(of: disclosure.item) else { return nil }
            return (topic, question)
        }
    }

    /// An item is a topic's key, or a clause's title.
    private static func topic(of item: String) -> PromiseTopic? {
        PromiseTopic(rawValue: item) ?? PromiseTopic.allCases.first { TopicWords.words($0).contains { item.contains($0) } }
    }

    private func row(_ disclosure: SceneMaterial.Disclosure, _ due: [Due], _ material: SceneMaterial) -> SceneAcknowledgementRow {
        let (best, isLate) = assess(disclosure, due, material)
        return SceneAcknowledgementRow(
            item: disclosure.item, text: disclosure.text ?? "", strength: best.strength.rawValue, strengthName: best.strengthName,
            reasons: best.reasons + (isLate ? [Self.late] : []), citations: best.citations.map(material.cite),
            source: material.source(SourceReference(kind: .record, record: disclosure.id)), isLate: isLate)
    }

    /// - Returns: the strongest of a disclosure's acknowledgements, and whether a script that was recorded later had a say in it.
    private func assess(
        _ disclosure: SceneMaterial.Disclosure, _ due: [Due], _ material: SceneMaterial
    ) -> (AcknowledgementAssessment, isLate: Bool) {
        let said = outcome(material) { row in Self.isSame(disclosure, row.clause.clause ?? "", row.clauseName) }
        let clause = [disclosure.text].compactMap(\.self) + due.map(\.clause).filter { Self.isSame(disclosure, $0.id, $0.title) }.map(\.spokenText)
        let assessments = disclosure.acknowledgements.map { acknowledgement in
            let passages = material.talks.filter { talk in
                acknowledgement.conversation.map { $0.utf8.elementsEqual(talk.conversation.utf8) } ?? false
            }.flatMap(\.passages)
            func closed(_ range: Range<Int>?) -> ClosedRange<Int64>? {
                range.flatMap { $0.isEmpty ? nil : Int64($0.lowerBound)...Int64($0.upperBound - 1) }
            }
            var evidence = AcknowledgementEvidence(
                marked: acknowledgement.marked, explained: closed(acknowledgement.explained), answer: closed(acknowledgement.answer),
                readAloud: acknowledgement.isReadAloud, words: acknowledgement.words, passages: passages)
            evidence.clause = clause
            evidence.replies = said?.replies ?? []
            return AcknowledgementAssessment(item: disclosure.item, evidence: evidence, outcome: said?.outcome)
        }
        let best = AcknowledgementAssessment.strongest(assessments)
            ?? AcknowledgementAssessment(item: disclosure.item, evidence: AcknowledgementEvidence(mark: .none), outcome: said?.outcome)
        return (best, said?.isLate ?? false)
    }

    /// A clause that has to be said.
    private typealias Due = (script: String, clause: ScriptClause, isLate: Bool)

    /// What the scripts require that the signing is held against.
    private func required(_ material: SceneMaterial) -> [Due] {
        let talks = material.talks.filter(\.isSigning), scripts = Set(talks.flatMap(\.scripts))
        return material.scripts.filter { scripts.contains($0.id) }.flatMap { script in
            let isLate = talks.allSatisfy { !$0.scripts.contains(script.id) || $0.lateScripts.contains(script.id) }
            return script.clauses.filter { $0.kind == .required }.map { (script.id, $0, isLate) }
        }
    }

    /// A disclosure names its clause by id or title, or has it for its item.
    private static func isSame(_ disclosure: SceneMaterial.Disclosure, _ id: String, _ title: String) -> Bool {
        [disclosure.clause, disclosure.item].compactMap(\.self).contains { name in
            !name.isEmpty && (name.utf8.elementsEqual(id.utf8) || name.utf8.elementsEqual(title.utf8))
        }
    }

    /// What became of a clause at the signing, with what the buyer said right after it.
    private func outcome(_ material: SceneMaterial, where isClause: (SceneAdherenceRow) -> Bool) -> (outcome: ClauseOutcome, replies: [Passage], isLate: Bool)? {
        let found = material.adherence.filter(isClause).compactMap { row -> (ClauseOutcome, [Passage], Bool)? in
            guard let outcome = AdherenceOutcome(rawValue: row.outcome) else { return nil }
            let passages = material.talks.filter { $0.isSigning && $0.conversation.utf8.elementsEqual(row.conversation.utf8) }.flatMap(\.passages)
            guard !passages.isEmpty else { return nil }
            let numbers = Set(row.citations.compactMap { $0.source.utterance.map(String.init) })
            // Of a missing clause the citations are what comes nearest to it, which is not it.
            let cited = outcome == .missing ? [] : passages.indices.filter { passages[$0].source.part.map(numbers.contains) ?? false }
            let replies = cited.last.map { passages[($0 + 1)...].prefix { $0.role == .customer } } ?? []
            return (
                ClauseOutcome(
                    clause: row.clause.clause ?? "", kind: .required, title: row.clauseName, outcome: outcome, score: row.score ?? 0, slots: [], reasons: [],
                    citations: cited.map { Citation(passages[$0]) }, passage: cited.first), Array(replies), row.isLate
            )
        }
        return found.first { $0.0.outcome == .said } ?? found.first
    }
}
