import KaipanText

/// A promise, and what became of it.
public struct SceneLedgerRow: Sendable, Hashable, Encodable {
    /// How a document stands to the promise.
    public struct Relation: Sendable, Hashable, Encodable {
        public enum Side: String, Sendable, Hashable, Encodable {
            case brochure, script, contract, notice
        }

        public var side: Side
        /// The document's title and version.
        public var document: String
        /// The document's record id.
        public var record: String?
        /// `stated`, `narrowed`, `contradicted`, `absent`, `excluded`, `allowed`, `not-covered`, `forbidden`.
        public var relation: String
        public var name: LocalizedText
        public var citation: SceneCitation?
        /// Of a script: whether its words were recorded only after the promise was made; nil of documents, whose record tells.
        public var isLate: Bool?

        public init(
            side: Side, document: String, record: String?, relation: String, name: LocalizedText, citation: SceneCitation? = nil, isLate: Bool? = nil
        ) {
            self.isLate = isLate
            self.side = side
            self.document = document
            self.record = record
            self.relation = relation
            self.name = name
            self.citation = citation
        }
    }

    /// One of the questions of 商品房买卖合同司法解释 article 3; the answer is a lawyer's.
    public struct Question: Sendable, Hashable, Encodable {
        public var question: LocalizedText
        public var evidence: [SceneCitation]
        public var note: LocalizedText?

        public init(question: LocalizedText, evidence: [SceneCitation], note: LocalizedText? = nil) {
            self.question = question
            self.evidence = evidence
            self.note = note
        }
    }

    /// What a person said of a promise that a rule proposed; the last word counts.
    public struct Decision: Sendable, Hashable, Encodable {
        public var decision: PromiseDecision
        /// Who said so; nil in a customer's copy.
        public var by: String?
        public var time: Timestamp
        /// Why; nil where its key was destroyed, and in a customer's copy.
        public var reason: String?
        /// The decision's record.
        public var source: SceneSource

        public init(decision: PromiseDecision, by: String?, time: Timestamp, reason: String?, source: SceneSource) {
            self.decision = decision
            self.by = by
            self.time = time
            self.reason = reason
            self.source = source
        }

        /// Who decided what, when and why.
        public var text: LocalizedText {
            let why = reason.map { LocalizedText(zh: "；理由：\($0)", en: "; reason: \($0)") } ?? LocalizedText(zh: "", en: "")
            let who = by ?? "", when = time.inChina
            return switch decision {
            case .confirmed:
                LocalizedText(zh: "已由人员确认为允诺：\(who.isEmpty ? "" : who + "，")\(when)\(why.zh)", en: "confirmed as a promise\(who.isEmpty ? "" : " by " + who), \(when)\(why.en)")
            case .rejected:
                LocalizedText(zh: "已由人员驳回，不作为允诺：\(who.isEmpty ? "" : who + "，")\(when)\(why.zh)", en: "rejected, no promise\(who.isEmpty ? "" : ", by " + who), \(when)\(why.en)")
            }
        }
    }

    /// The promise's words.
    public var promise: SceneCitation
    public var topic: String
    public var topicName: LocalizedText
    public var claim: LocalizedText
    /// 0…100.
    public var specificity: Int?
    public var relations: [Relation]
    /// `kept`, `contradicted`, `absent`, `unknown`.
    public var overall: String
    public var overallName: LocalizedText
    public var questions: [Question]
    /// What a reader should know beside it: that the script forbade it, that nobody confirmed it.
    public var notes: [LocalizedText]
    /// `proposed`, `confirmed`, `rejected`.
    public private(set) var status: String
    public private(set) var statusName: LocalizedText
    /// Nil where nobody has decided yet.
    public var decision: Decision?
    /// Its words name another home than the one sold: it stays in the ledger, and counts for nothing.
    public var isOfOtherUnit: Bool

    /// Whether it counts for the sale.
    var counts: Bool { !isRejected && !isOfOtherUnit }

    /// A person said that it is no promise: it stays in the ledger, and counts for nothing.
    public var isRejected: Bool { decision?.decision == .rejected }

    /// For a summary: that it was rejected, by whom, when and why.
    var rejection: SceneStatement? {
        guard isRejected, let decision else { return nil }
        return SceneStatement(
            zh: "另有一项（\(topicName.zh)）“\(promise.text)”\(decision.text.zh)", en: "Beside them (\(topicName.en)): “\(promise.text)” — \(decision.text.en)",
            [promise.source, decision.source])
    }

    public init(
        promise: SceneCitation, topic: String, topicName: LocalizedText, claim: LocalizedText, specificity: Int? = nil,
        relations: [Relation], overall: String, overallName: LocalizedText, questions: [Question] = [], notes: [LocalizedText] = [],
        decision: Decision? = nil, isOfOtherUnit: Bool = false
    ) {
        self.promise = promise
        self.topic = topic
        self.topicName = topicName
        self.claim = claim
        self.specificity = specificity
        self.relations = relations
        self.overall = overall
        self.overallName = overallName
        self.questions = questions
        self.notes = notes
        self.decision = decision
        self.isOfOtherUnit = isOfOtherUnit
        status = decision?.decision.rawValue ?? "proposed"
        statusName = decision?.decision.name ?? LocalizedText(zh: "待确认", en: "proposed")
    }
}
