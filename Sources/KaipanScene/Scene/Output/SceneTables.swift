import KaipanReports
import KaipanText

/// The contacts and the promises of a scene as tables for spreadsheets (RFC 4180, UTF-8), for whoever counts and sorts.
///
/// A byte order mark lets spreadsheet programs take them for UTF-8, which they otherwise do not. They have what the report has and no more. Heads, codes and dates are the same in every
/// language, and words are in the report's; times are of a clock in China.
package struct SceneTables {
    let scene: Scene
    let language: Language

    private static let mark = "\u{FEFF}"

    package init(scene: Scene, language: Language) {
        self.scene = scene
        self.language = language
    }

    /// A row a contact.
    package var timeline: String {
        let heads = [
            "contact", "start", "end", "channel", "kind", "is_signing", "people", "place", "clock", "clock_offset_ms", "recorded", "proved", "erased", "utterances",
            "documents_shown", "in_force", "records", "positions", "in_force_as_known_then",
        ]
        let titles = Dictionary(scene.versions.map { ($0.id, $0.name) }) { first, _ in first }
        let rows = scene.contacts.map { contact -> [String] in
            let shown = contact.shown.map { $0.name ?? $0.evidence }, inForce = contact.inForce.map { titles[$0] ?? $0 }
            return [
                "\(contact.number)", Self.time(contact.start), Self.time(contact.end), contact.channel, contact.channelName[language], Self.yes(contact.isSigning),
                list(contact.people), contact.place ?? "", contact.clock.quality.rawValue, contact.clock.offset.map { "\($0)" } ?? "", Self.time(contact.recorded),
                Self.yes(contact.isProved), Self.yes(contact.isErased), "\(contact.utterances.count)", list(shown), list(inForce),
                contact.sources.map(\.record).joined(separator: " "), contact.sources.map { Self.place($0) }.joined(separator: " "),
                list(contact.inForceAsKnownThen.map { titles[$0] ?? $0 }),
            ]
        }
        return Self.mark + ([heads] + rows).map(CSVText.row).joined()
    }

    /// A row a promise; nil where nobody looked for promises.
    package var promises: String? {
        guard let ledger = scene.ledger else { return nil }
        let sides: [SceneLedgerRow.Relation.Side] = [.contract, .script, .brochure, .notice]
        let heads = [
            "promise", "topic", "topic_name", "words", "claim", "specificity", "overall", "overall_name", "contact", "time", "start_ms", "record", "utterance",
            "clause", "position",
        ] + sides.map(\.rawValue) + ["notes", "status", "status_name", "decided_by", "decided", "reason"]
        let rows = ledger.enumerated().map { number, row -> [String] in
            let source = row.promise.source
            // A chat of several days has one record: the day is that of the utterance.
            let said = scene.contacts.first { $0.utterances.contains { $0.source == source } }
            return [
                "\(number + 1)", row.topic, row.topicName[language], row.promise.text, row.claim[language], row.specificity.map { "\($0)" } ?? "", row.overall,
                row.overallName[language], said.map { "\($0.number)" } ?? "", Self.time(row.promise.time), row.promise.start.map { "\($0)" } ?? "", source.record,
                source.utterance.map { "\($0)" } ?? "", source.clause ?? "", Self.place(source),
            ] + sides.map { side in relations(row, side) } + [
                list(row.notes.map { $0[language] }), row.status, row.statusName[language], row.decision?.by ?? "", Self.time(row.decision?.time), row.decision?.reason ?? "",
            ]
        }
        return Self.mark + ([heads] + rows).map(CSVText.row).joined()
    }

    /// How the documents of a side stand to a promise: `与之不符: 商品房买卖合同 9`.
    private func relations(_ row: SceneLedgerRow, _ side: SceneLedgerRow.Relation.Side) -> String {
        list(row.relations.filter { $0.side == side }.map { relation in
            let clause = relation.citation?.source.clause.map { " \($0)" } ?? ""
            let late = relation.isLate == true ? (language == .chinese ? "（事后登记）" : " (recorded later)") : ""
            return "\(relation.name[language])\(late)\(language == .chinese ? "：" : ": ")\(relation.document)\(clause)"
        })
    }

    private func list(_ texts: [String]) -> String { texts.joined(separator: language == .chinese ? "；" : "; ") }

    private static func time(_ time: Timestamp?) -> String { time?.inChina ?? "" }
    private static func yes(_ value: Bool) -> String { value ? "yes" : "no" }
    private static func place(_ source: SceneSource) -> String { source.position.map { "\($0)" } ?? "" }
}
