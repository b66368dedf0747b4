import KaipanArchive
import KaipanText

/// How the scripts in force were kept: every clause at the signing, elsewhere what must not be said and what was answered otherwise.
struct SceneAdherence {
    let archive: Archive
    /// Only entries before this position count.
    let end: Int64

    func rows(_ material: SceneMaterial) throws -> [SceneAdherenceRow] {
        var rows: [SceneAdherenceRow] = []
        for talk in material.talks {
            for script in material.scripts where talk.scripts.contains(where: { $0.utf8.elementsEqual(script.id.utf8) }) {
                let clauses = script.clauses.map { AdherenceClause($0) }
                let version = try AdherenceVersion.of(clauses)
                // Where something can't be heard, nothing is missing; gaps are told by the whole conversation.
                let speech = talk.isSigning ? try RecordID(talk.conversation).map { try ConversationSpeech($0, in: archive, before: end) } : nil
                let checker = AdherenceChecker(clauses: clauses, version: version)
                let report = speech.map { checker.report($0) } ?? checker.report(talk.passages)
                func row(
                    _ clause: String, _ title: String, _ outcome: String, _ name: LocalizedText, _ score: Double?, _ citations: [Citation], _ reasons: [LocalizedText] = []
                ) {
                    rows.append(SceneAdherenceRow(
                        conversation: talk.conversation, clause: material.source(SourceReference(kind: .script, record: script.id, part: clause)),
                        clauseName: title.isEmpty ? clause : title, outcome: outcome, outcomeName: name, score: score,
                        reasons: reasons, citations: citations.map(material.cite), rules: version, isLate: talk.lateScripts.contains(script.id)))
                }
                if talk.isSigning {
                    for outcome in report.clauses {
                        row(outcome.clause, outcome.title, outcome.outcome.rawValue, outcome.outcome.name, outcome.score, outcome.citations, outcome.reasons)
                    }
                }
                for statement in report.forbidden {
                    row(
                        statement.clause, statement.title, statement.isUncertain ? "uncertain" : "forbidden",
                        statement.isUncertain ? LocalizedText(zh: "疑似禁止用语", en: "perhaps forbidden") : LocalizedText(zh: "禁止用语", en: "forbidden"),
                        statement.score, [statement.citation])
                }
                for answer in report.answers where answer.relation != .same && answer.relation != .uncertain {
                    row(
                        answer.clause, answer.title, "deviation",
                        LocalizedText(zh: "答复\(answer.relation.name.zh)", en: "answered \(answer.relation.name.en)"), answer.score,
                        [answer.question] + answer.answer)
                }
            }
        }
        return rows
    }
}
