import KaipanText

/// How firmly each disclosure of a scene was acknowledged, by what the records say of it.
struct SceneAcknowledgements {
    func rows(_ material: SceneMaterial) -> [SceneAcknowledgementRow] {
        material.disclosures.map { disclosure in
            let assessments = disclosure.acknowledgements.map { acknowledgement in
                let passages = material.talks.filter { talk in
                    acknowledgement.conversation.map { $0.utf8.elementsEqual(talk.conversation.utf8) } ?? false
                }.flatMap(\.passages)
                func closed(_ range: Range<Int>?) -> ClosedRange<Int64>? {
                    range.flatMap { $0.isEmpty ? nil : Int64($0.lowerBound)...Int64($0.upperBound - 1) }
                }
                return AcknowledgementAssessment(
                    item: disclosure.item,
                    evidence: AcknowledgementEvidence(
                        marked: acknowledgement.marked, explained: closed(acknowledgement.explained), answer: closed(acknowledgement.answer),
                        readAloud: acknowledgement.isReadAloud, words: acknowledgement.words, passages: passages))
            }
            let best = AcknowledgementAssessment.strongest(assessments)
                ?? AcknowledgementAssessment(item: disclosure.item, evidence: AcknowledgementEvidence(mark: .none))
            return SceneAcknowledgementRow(
                item: disclosure.item, text: disclosure.text ?? "", strength: best.strength.rawValue, reasons: best.reasons,
                citations: best.citations.map(material.cite), source: material.source(SourceReference(kind: .record, record: disclosure.id)))
        }
    }
}
