import KaipanArchive
import KaipanLog
import KaipanText

/// A promise in the archive, with what a person said of it.
public struct RecordedPromise: Sendable, Hashable {
    /// A person's word on it; the last one counts, and all stay in the log.
    public struct Decision: Sendable, Hashable {
        /// Of its record.
        public var id: RecordID
        /// In the log, from 0.
        public var position: Int64
        public var decision: PromiseDecision
        public var member: RecordID?
        public var time: Timestamp
        /// Nil where its key was destroyed.
        public var reason: String?
    }

    /// Of its record.
    public var id: RecordID
    public var conversation: RecordID?
    public var document: RecordID?
    /// The home that the conversation is about.
    public var unit: RecordID?
    public var promise: Promise
    /// When it was proposed, and the digest of the rules that did.
    public var proposed: Timestamp
    public var pack: String?
    /// Oldest first.
    public var decisions: [Decision]

    /// The last word; nil where nobody has decided yet.
    public var decision: PromiseDecision? { decisions.last?.decision }

    /// For lists and other programs.
    public var json: CanonicalJSON {
        var object: CanonicalObject = [
            "record": .string(id.description), "rule": .string(promise.rule), "topic": .string(promise.topic?.rawValue ?? ""),
            "specificity": .integer(Int64(promise.specificity.score)), "status": .string(decision?.rawValue ?? "proposed"), "promise": .object(promise.json),
            "decisions": .array(decisions.map { decision in
                var entry: CanonicalObject = ["decision": .string(decision.decision.rawValue), "time": .string(decision.time.description)]
                entry["member"] = decision.member.map { .string($0.description) }
                entry["reason"] = decision.reason.map { .string($0) }
                return .object(entry)
            }),
        ]
        object["conversation"] = conversation.map { .string($0.description) }
        object["document"] = document.map { .string($0.description) }
        object["unit_record"] = unit.map { .string($0.description) }
        object["pack"] = pack.map { .string($0) }
        return .object(object)
    }
}
