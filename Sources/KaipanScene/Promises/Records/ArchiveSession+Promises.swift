import KaipanArchive
import KaipanLog
import KaipanText

extension ArchiveSession {
    /// Finds the promises of a conversation or a document and adds those that are not in the archive yet.
    ///
    /// Reading is logged. The same words under the same rules are added once.
    /// - Parameter source: of a conversation, or of a document version.
    /// - Returns: all promises of it, with their decisions.
    /// - Throws: `ArchiveError`.
    public func proposePromises(of source: RecordID, by extractor: PromiseExtractor) throws -> [RecordedPromise] {
        try require(.record)
        let record = try archive.record(source)
        guard record.leaf.type == .conversation || record.leaf.type == .document else { throw ArchiveError.noRecord(id: "conversation | document \(source)") }
        try allow(.read, on: [source])
        let isConversation = record.leaf.type == .conversation
        let passages = isConversation ? try PromisePassages.conversation(source, in: archive) : try PromisePassages.document(record, in: archive)
        let known = try archive.recordedPromises(of: record)
        let new = extractor.promises(in: passages).filter { promise in !known.contains { $0.promise.id.utf8.elementsEqual(promise.id.utf8) } }
        guard !new.isEmpty, let schema = RecordSchema.of(.promise) else { return known }
        var links = [Link(isConversation ? .conversation : .document, source)]
        links += record.leaf.links.filter { $0.relation == .unit }
        let drafts = try new.map { promise in
            var data: CanonicalObject = [
                "rule": .string(promise.rule), "topic": .string(promise.topic?.rawValue ?? ""), "specificity": .integer(Int64(promise.specificity.score)),
                "pack": .string(extractor.pack.digest),
            ]
            if isConversation { data["utterance"] = promise.citation.source.part.flatMap { Int64($0) }.map { .integer($0) } }
            return try schema.draft(links: links, data: data, content: promise.json)
        }
        // Whoever asks twice at once adds them once.
        try append(drafts, repeatKey: "promises \(source) \(new.map(\.id).joined(separator: " "))")
        return try archive.recordedPromises(of: record)
    }

    /// Says of a promise that it is one, or that it is none; the last word counts.
    ///
    /// - Parameter reason: why; encrypted.
    /// - Throws: `ArchiveError.noRecord` where there is no such promise.
    public func decide(_ decision: PromiseDecision, on promise: RecordID, reason: String) throws {
        let record = try archive.record(promise)
        guard record.leaf.type == .promise, let schema = RecordSchema.of(.promiseDecision) else { throw ArchiveError.noRecord(id: "promise \(promise)") }
        try require(.record, on: [promise])
        guard reason.contains(where: { !$0.isWhitespace }) else {
            throw ArchiveError.invalid(what: LocalizedText(zh: "请说明理由（--reason）。", en: "Give the reason (--reason)."))
        }
        let links = [Link(.subject, promise)] + record.leaf.links.filter { $0.relation == .conversation }
        try append([schema.draft(links: links, data: ["decision": .string(decision.rawValue)], content: ["reason": .string(reason)])])
    }

    /// The promises in the archive with their decisions, in the order in which they were proposed; reading is logged.
    ///
    /// - Parameter source: of a conversation or a document; nil for all.
    public func promises(of source: RecordID? = nil) throws -> [RecordedPromise] {
        guard let source else {
            let records = try archive.records(.promise)
            try requireWhole(.read, on: records.map(\.leaf.id))
            try allow(.read, on: records.map(\.leaf.id))
            return try records.compactMap { try archive.recordedPromise($0) }
        }
        let record = try archive.record(source)
        try requireWhole(.read, on: [source])
        try allow(.read, on: [source])
        return try archive.recordedPromises(of: record)
    }

}

extension Archive {
    /// The promises proposed from a conversation or a document, with what people decided.
    ///
    /// - Parameter end: only entries before this position, which is what was known then.
    func recordedPromises(of source: StoredRecord, before end: Int64 = .max) throws -> [RecordedPromise] {
        let relation: Relation = source.leaf.type == .document ? .document : .conversation
        return try records(linkedTo: source.leaf.id, relation, type: .promise, before: end).compactMap { try recordedPromise($0, before: end) }
    }

    /// - Returns: nil where its key was destroyed.
    func recordedPromise(_ record: StoredRecord, before end: Int64 = .max) throws -> RecordedPromise? {
        guard case .open(let content, _) = try open(record) else { return nil }
        guard let promise = Promise(data: record.leaf.data, content: content) else {
            throw ArchiveError.damaged(object: "promise \(record.leaf.id)", reason: Damage.malformed("content"))
        }
        func link(_ relation: Relation) -> RecordID? { record.leaf.links.first { $0.relation == relation }?.target }
        let decisions = try records(linkedTo: record.leaf.id, .subject, type: .promiseDecision, before: end).compactMap { record -> RecordedPromise.Decision? in
            guard let decision = record.leaf.data["decision"]?.string.flatMap(PromiseDecision.init) else { return nil }
            var reason: String?
            if case .open(let content, _) = try open(record) { reason = content["reason"]?.string }
            return RecordedPromise.Decision(
                id: record.leaf.id, position: record.position, decision: decision, member: record.leaf.member, time: record.leaf.time, reason: reason)
        }
        return RecordedPromise(
            id: record.leaf.id, conversation: link(.conversation), document: link(.document), unit: link(.unit), promise: promise,
            proposed: record.leaf.time, pack: record.leaf.data["pack"]?.string, decisions: decisions)
    }
}
