import KaipanRules
import KaipanText

/// Every promise beside the brochures shown, the script in force, and the contract with its supplements.
///
/// Pure: the same values give the same ledger. It compares words and numbers and gives no verdict.
public struct Ledger: Sendable, Hashable {
    public let profile: JurisdictionProfile
    /// In the order of the promises.
    public let entries: [LedgerEntry]

    /// - Parameters:
    ///   - promises: statements of other senses are left out.
    ///   - brochures: each version that was shown.
    ///   - script: the one in force when it was said.
    ///   - contract: nil where nothing was signed.
    ///   - supplements: what takes the place of the contract's clauses.
    ///   - conversation: what was said in the sale, for what weighed on the buyer.
    ///   - others: the promises of the whole sale; nil for those of the ledger itself.
    ///   - signed: when it was signed; what came later is counted apart.
    ///   - planningScope: what tells the bounds of the planned development: permits, the site plan.
    ///   - profile: the law of the place.
    /// - Complexity: O(promises × statements of all documents).
    public init(
        promises: [Promise], brochures: [LedgerDocument], script: LedgerDocument?, contract: LedgerDocument?, supplements: [LedgerDocument] = [],
        conversation: [Passage] = [], others: [Promise]? = nil, signed: Timestamp? = nil, planningScope: [Passage] = [], profile: JurisdictionProfile
    ) {
        self.init(
            promises: promises, brochures: brochures, script: script, contract: contract, supplements: supplements,
            mentions: TopicMentions(in: conversation, of: Set(promises.compactMap(\.topic))), others: others ?? promises, signed: signed,
            planningScope: planningScope, profile: profile)
    }

    /// The same, with what customers said of the topics found before.
    init(
        promises: [Promise], brochures: [LedgerDocument], script: LedgerDocument?, contract: LedgerDocument?, supplements: [LedgerDocument],
        mentions: TopicMentions, others: [Promise], signed: Timestamp?, planningScope: [Passage], profile: JurisdictionProfile
    ) {
        self.profile = profile
        entries = promises.filter { $0.sense == .promise }.map { promise in
            let shown = brochures.map { Self.relation(of: $0, to: promise) }
            let inContract = contract.map { Self.relation(of: $0, to: promise) }
            let added = supplements.map { Self.relation(of: $0, to: promise) }
            let approved = script.map { Self.scriptRelation(of: $0, to: promise) }
            let questions = ArticleThreeReader(
                promise: promise, others: others, brochures: zip(brochures, shown).filter(\.0.isAdvertising).map(\.1),
                rest: zip(brochures, shown).filter { !$0.0.isAdvertising }.map(\.1), script: approved, mentions: mentions, signed: signed, planningScope: planningScope,
                profile: profile
            ).questions
            return LedgerEntry(
                promise: promise, brochures: shown, script: approved, contract: inContract, supplements: added, overall: Self.overall(inContract, added),
                questions: questions)
        }
    }

    // MARK: - Documents

    static func relation(of document: LedgerDocument, to promise: Promise) -> LedgerRelation<DocumentRelation> {
        let exclusions = document.statements.filter { $0.sense == .exclusion && ($0.topic == nil || $0.topic == promise.topic) }
        var relation = LedgerRelation<DocumentRelation>(
            document, to: promise, .absent, LocalizedText(zh: "未提及这一事项", en: "says nothing of it"), exclusions: exclusions.map(\.citation))
        let denials = document.statements.filter { $0.sense == .denial && $0.topic == promise.topic && ($0.claim.attribute == nil || $0.claim.attribute == promise.claim.attribute) }
        let claims = compared(document.statements, to: promise)
        if !denials.isEmpty {
            relation.kind = .contradicted
            relation.citations = denials.map(\.citation) + claims.map(\.statement.citation)
            relation.comparison = claims.first?.comparison
            relation.note = LocalizedText(zh: "写明不作这项允诺：“\(denials[0].context.text)”", en: "says that it is not promised: “\(denials[0].context.text)”")
        } else if let best = claims.first {
            relation.comparison = best.comparison
            relation.citations = claims.filter { $0.comparison == best.comparison }.map(\.statement.citation)
            (relation.kind, relation.note) = said(best.comparison, promise, best.statement)
        } else if let exclusion = exclusions.min(by: { ($0.topic == nil ? 1 : 0) < ($1.topic == nil ? 1 : 0) }) {
            relation.kind = .excluded
            relation.citations = [exclusion.citation]
            relation.note = LocalizedText(
                zh: "未载明这一事项，另有条款“\(exclusion.context.text)”", en: "does not state it, and has a clause “\(exclusion.context.text)”")
        }
        return relation
    }

    /// The document's claims of the same thing, what keeps the promise first.
    private static func compared(_ statements: [Promise], to promise: Promise) -> [(statement: Promise, comparison: ClaimComparison)] {
        let order: [ClaimComparison] = [.same, .better, .vaguer, .worse, .later, .otherName]
        return statements.filter { $0.sense == .promise && $0.topic == promise.topic && $0.claim.attribute == promise.claim.attribute }
            .map { (statement: $0, comparison: ClaimComparison(promise.claim, $0.claim, worse: promise.worse ?? $0.worse)) }
            .filter { $0.comparison != .different }
            .enumerated().sorted { a, b in
                let (x, y) = (order.firstIndex(of: a.element.comparison) ?? order.count, order.firstIndex(of: b.element.comparison) ?? order.count)
                return x != y ? x < y : a.offset < b.offset
            }.map(\.element)
    }

    private static func said(_ comparison: ClaimComparison, _ promise: Promise, _ statement: Promise) -> (DocumentRelation, LocalizedText) {
        let (a, b) = (Self.words(promise.claim), Self.words(statement.claim))
        switch comparison {
        case .same: return (.stated, LocalizedText(zh: "已载明", en: "states it"))
        case .better: return (.stated, LocalizedText(zh: "载明的更有利：允诺 \(a.zh)，文件 \(b.zh)", en: "states more: promised \(a.en), written \(b.en)"))
        case .vaguer: return (.narrowed, LocalizedText(zh: "有此事项，但没有允诺得那么确定：允诺 \(a.zh)，文件 \(b.zh)", en: "says it less definitely: promised \(a.en), written \(b.en)"))
        case .worse:
            // A gift that is smaller is less of the same; a price that is higher is another price.
            let isLess = promise.worse == .less && (statement.claim.value?.number ?? 0) > 0
            return (isLess ? .narrowed : .contradicted, LocalizedText(zh: "数字不利于买方：允诺 \(a.zh)，文件 \(b.zh)", en: "the number is worse for the buyer: promised \(a.en), written \(b.en)"))
        case .later: return (.contradicted, LocalizedText(zh: "晚于允诺：允诺 \(a.zh)，文件 \(b.zh)", en: "later than promised: promised \(a.en), written \(b.en)"))
        case .otherName, .different:
            return (.contradicted, LocalizedText(zh: "说的是另一个：允诺“\(promise.claim.subject)”，文件“\(statement.claim.subject)”", en: "names another one: promised “\(promise.claim.subject)”, written “\(statement.claim.subject)”"))
        }
    }

    private static func words(_ claim: Claim) -> LocalizedText {
        let parts: [LocalizedText] = [claim.value?.text, claim.date.map { LocalizedText(zh: $0.description, en: $0.description) }].compactMap(\.self)
        guard !parts.isEmpty else { return LocalizedText(zh: "“\(claim.subject)”", en: "“\(claim.subject)”") }
        return LocalizedText(zh: parts.map(\.zh).joined(separator: "，"), en: parts.map(\.en).joined(separator: ", "))
    }

    // MARK: - The script

    static func scriptRelation(of script: LedgerDocument, to promise: Promise) -> LedgerRelation<ScriptRelation> {
        var relation = LedgerRelation<ScriptRelation>(
            script, to: promise, .notCovered, LocalizedText(zh: "统一说辞没有这一口径", en: "no clause of the script says it"))
        let statements = script.statements.filter { $0.topic == promise.topic }
        let forbidding = statements.filter { statement in
            if statement.sense == .denial { return statement.claim.attribute == nil || statement.claim.attribute == promise.claim.attribute }
            return script.forbids(statement) && statement.sense == .promise && statement.claim.attribute == promise.claim.attribute
        }.sorted { script.forbids($0) && !script.forbids($1) }
        if !forbidding.isEmpty {
            relation.kind = .forbidden
            relation.citations = forbidding.map(\.citation)
            relation.note = LocalizedText(zh: "统一说辞不许这样说：“\(forbidding[0].context.text)”", en: "the script forbids it: “\(forbidding[0].context.text)”")
            return relation
        }
        guard let best = compared(statements.filter { !script.forbids($0) }, to: promise).first else { return relation }
        relation.comparison = best.comparison
        relation.citations = [best.statement.citation]
        if best.comparison == .same || best.comparison == .better {
            relation.kind = .allowed
            relation.note = LocalizedText(zh: "统一说辞有此口径", en: "the script says it")
        } else {
            let (_, words) = said(best.comparison, promise, best.statement)
            relation.note = LocalizedText(zh: "超出统一说辞：\(words.zh)", en: "goes beyond the script: \(words.en)")
        }
        return relation
    }

    // MARK: - The whole

    private static func overall(_ contract: LedgerRelation<DocumentRelation>?, _ supplements: [LedgerRelation<DocumentRelation>]) -> LedgerEntry.Overall {
        guard contract != nil || !supplements.isEmpty else { return .unknown }
        // The last word first: a supplement that speaks of it, else the contract.
        let all = supplements.reversed() + [contract].compactMap(\.self)
        guard let telling = all.first(where: { $0.kind == .stated || $0.kind == .contradicted || $0.kind == .narrowed }) else { return .absent }
        switch telling.kind {
        case .stated: return .kept
        case .contradicted: return .contradicted
        case .narrowed: return telling.comparison == .worse ? .contradicted : .absent
        case .absent, .excluded: return .absent
        }
    }
}
