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

        public init(side: Side, document: String, record: String?, relation: String, name: LocalizedText, citation: SceneCitation? = nil) {
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
    /// What a reader should know beside it: that the script forbade it, that a person confirmed it.
    public var notes: [LocalizedText]

    public init(
        promise: SceneCitation, topic: String, topicName: LocalizedText, claim: LocalizedText, specificity: Int? = nil,
        relations: [Relation], overall: String, overallName: LocalizedText, questions: [Question] = [], notes: [LocalizedText] = []
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
    }
}
