import KaipanArchive
import KaipanText

/// The promises of a scene beside its brochures, scripts and contract.
package struct SceneLedger {
    let extractor: PromiseExtractor
    /// What people decided on promises of a conversation.
    let recorded: (RecordID) throws -> [RecordedPromise]
    /// A member's name.
    private let name: (RecordID) throws -> String?

    package init(
        extractor: PromiseExtractor, recorded: @escaping (RecordID) throws -> [RecordedPromise],
        name: @escaping (RecordID) throws -> String? = { _ in nil }
    ) {
        self.extractor = extractor
        self.recorded = recorded
        self.name = name
    }

    /// What a buyer is shown and does not sign.
    private static let shown: Set<String> = ["brochure", "advertisement", "notice", "model", "show-flat", "price-list", "plan"]

    /// What addresses buyers with promises of its own.
    private static let promising: Set<String> = ["brochure", "advertisement", "model", "show-flat"]

    package func rows(_ material: SceneMaterial) throws -> [SceneLedgerRow] {
        let documents = material.documents.map { document in (document, ledgerDocument(document)) }
        let shown = documents.filter { Self.shown.contains($0.0.kind) }
        let sides = Dictionary(shown.map { ($0.0.id, $0.0.kind == "notice" ? SceneLedgerRow.Relation.Side.notice : .brochure) }) { $1 }
        let contract = documents.last { $0.0.kind == "contract" && $0.0.isSigned }?.1
        let supplements = documents.filter { $0.0.kind == "supplement" && $0.0.isSigned }.map(\.1)
        let scope = documents.filter { $0.0.kind == "plan" || $0.0.kind == "permit" }.flatMap(\.1.passages)
        let profile = material.profile.flatMap { JurisdictionProfile.named($0) ?? .of($0) } ?? .national
        let talks = try material.talks.map { talk in
            let promises = extractor.promises(in: talk.passages)
            return (talk: talk, promises: promises, decisions: promises.isEmpty ? [] : try RecordID(talk.conversation).map(recorded) ?? [])
        }
        // What weighed on the buyer may have been said in any contact of the sale.
        let spoken = talks.flatMap { talk in
            talk.promises.filter { promise in
                !Self.isRejected(promise, talk.decisions) && !HomeLabelReader.differ(promise.unit, material.unit)
            }
        }
        let mentions = TopicMentions(
            in: material.talks.flatMap(\.passages), of: Set((talks.flatMap(\.promises) + documents.flatMap(\.1.statements)).compactMap(\.topic)),
            asked: SceneAcknowledgements().questions(material))
        var rows: [SceneLedgerRow] = []
        for (talk, promises, decisions) in talks where !promises.isEmpty {
            let scripts = material.scripts.filter { script in talk.scripts.contains { $0.utf8.elementsEqual(script.id.utf8) } }
            let ledger = Ledger(
                promises: promises, brochures: shown.map(\.1), script: script(scripts), contract: contract, supplements: supplements,
                mentions: mentions, others: spoken, signed: material.signed, planningScope: scope, profile: profile)
            for entry in ledger.entries {
                rows.append(try row(entry, decision(on: entry.promise, decisions), sides, late: talk.lateScripts, material))
            }
        }
        // What was only written binds as well (商品房买卖合同司法解释 article 3); what somebody said as well is there already.
        let met = Set(material.talks.flatMap { $0.inForce + $0.shown })
        var written: [Promise] = []
        for (document, read) in documents where Self.promising.contains(document.kind) && met.contains(document.id) {
            let decisions = try RecordID(document.id).map(recorded) ?? []
            let promises = read.statements.filter { promise in
                promise.sense == .promise && !(spoken + written).contains { Self.isSame($0, promise) }
            }
            guard !promises.isEmpty else { continue }
            written += promises.filter { !Self.isRejected($0, decisions) }
            let others = shown.filter { !$0.0.id.utf8.elementsEqual(document.id.utf8) }.map(\.1)
            let ledger = Ledger(
                promises: promises, brochures: others, script: nil, contract: contract, supplements: supplements, mentions: mentions,
                others: spoken, signed: material.signed, planningScope: scope, profile: profile)
            for entry in ledger.entries {
                rows.append(try row(entry, decision(on: entry.promise, decisions), sides, late: [], material))
            }
        }
        return rows
    }

    private static func isRejected(_ promise: Promise, _ decisions: [RecordedPromise]) -> Bool {
        decisions.contains { $0.decision == .rejected && $0.promise.id.utf8.elementsEqual(promise.id.utf8) }
    }

    /// The last word on a promise.
    private func decision(on promise: Promise, _ decisions: [RecordedPromise]) throws -> SceneLedgerRow.Decision? {
        guard let last = decisions.first(where: { $0.promise.id.utf8.elementsEqual(promise.id.utf8) })?.decisions.last else { return nil }
        return SceneLedgerRow.Decision(
            decision: last.decision, by: try last.member.flatMap(name), time: last.time, reason: last.reason,
            source: SceneSource(record: last.id.description, type: RecordType.promiseDecision.rawValue, position: last.position))
    }

    private static func isSame(_ a: Promise, _ b: Promise) -> Bool {
        a.sense == .promise && a.topic == b.topic && a.claim.attribute == b.claim.attribute && ClaimComparison(a.claim, b.claim, worse: a.worse) == .same
    }

    private func row(
        _ entry: LedgerEntry, _ decision: SceneLedgerRow.Decision?, _ sides: [String: SceneLedgerRow.Relation.Side], late: Set<String>,
        _ material: SceneMaterial
    ) -> SceneLedgerRow {
        func relation<Kind>(
            _ side: SceneLedgerRow.Relation.Side, _ relation: LedgerRelation<Kind>, record: String? = nil, isLate: Bool? = nil
        ) -> SceneLedgerRow.Relation {
            SceneLedgerRow.Relation(
                side: side, document: SceneVersion.name(relation.title, relation.version), record: record ?? relation.document,
                relation: relation.kind.rawValue, name: relation.kind.name, citation: relation.citations.first.map(material.cite), isLate: isLate)
        }
        // A version that says nothing is no row of its own: there may be a dozen.
        var relations = entry.brochures.filter { $0.kind != .absent }.map { relation(sides[$0.document] ?? .brochure, $0) }
        // Scripts of several topics are one here; the citation tells which.
        if let script = entry.script {
            let record = script.citations.first?.source.record
            // What none of them covers is late where one of them is.
            relations.append(relation(.script, script, record: record, isLate: record.map(late.contains) ?? !late.isEmpty))
        }
        if let contract = entry.contract { relations.append(relation(.contract, contract)) }
        relations += entry.supplements.filter { $0.kind != .absent }.map { relation(.contract, $0) }
        var notes: [LocalizedText] = []
        if decision == nil { notes.append(LocalizedText(zh: "由规则提出，尚无人员确认", en: "proposed by a rule, not confirmed by a person yet")) }
        if let script = entry.script, script.kind == .forbidden { notes.append(script.note) }
        let promise = entry.promise, topic = promise.topic
        let isOther = HomeLabelReader.differ(promise.unit, material.unit)
        if isOther { notes.append(LocalizedText(zh: "指别的房号，不计入本次交易", en: "about another home, and not counted in this sale")) }
        return SceneLedgerRow(
            promise: material.cite(promise.citation), topic: topic?.rawValue ?? "", topicName: topic?.title ?? LocalizedText(zh: "其他", en: "other"),
            claim: LocalizedText(zh: promise.summary(in: .chinese), en: promise.summary(in: .english)), specificity: promise.specificity.score,
            relations: relations, overall: entry.overall.rawValue, overallName: entry.overall.name,
            questions: entry.questions.filter(\.isAsked).map { question in
                SceneLedgerRow.Question(question: question.question.text, evidence: question.evidence.map(material.cite), note: question.note)
            }, notes: notes, decision: decision, isOfOtherUnit: isOther)
    }

    private func ledgerDocument(_ document: SceneMaterial.Document) -> LedgerDocument {
        let isSigned = document.kind == "contract" || document.kind == "supplement"
        let kind: LedgerDocument.Kind = document.kind == "contract" ? .contract : document.kind == "supplement" ? .supplement : .brochure
        let passages = document.clauses.map { clause in
            Passage(
                source: SourceReference(kind: isSigned ? .clause : .document, record: document.id, part: clause.id), role: .seller,
                text: clause.text.isEmpty ? clause.title : clause.text, time: document.from)
        }
        return LedgerDocument(
            id: document.id, kind: kind, title: document.title, version: document.version, validFrom: document.from, validTo: document.to,
            passages: passages, extractor: extractor, isAdvertising: Self.promising.contains(document.kind))
    }

    /// Scripts of all topics in force at once, as one.
    private func script(_ scripts: [SceneMaterial.Script]) -> LedgerDocument? {
        guard let first = scripts.first else { return nil }
        let passages = scripts.flatMap { script in
            script.clauses.map { clause in
                Passage(
                    source: SourceReference(kind: .script, record: script.id, part: clause.id), role: .seller, text: clause.spokenText, time: script.from)
            }
        }
        return LedgerDocument(
            id: first.id, kind: .script, title: scripts.map(\.title).joined(separator: "、"), passages: passages,
            forbidden: Set(scripts.flatMap(\.clauses).filter { $0.kind == .forbidden }.map(\.id)), extractor: extractor)
    }
}
