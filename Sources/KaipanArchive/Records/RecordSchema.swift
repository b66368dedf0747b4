import KaipanLog
import KaipanRules
import KaipanText

/// What the records of a type say: in the open, encrypted, and of other records.
///
/// What stands in the open stays for ever: kinds, times, counts and the ids of other records, never a name, a number or words.
public struct RecordSchema: Sendable, Hashable {
    /// Which key encrypts the content.
    public enum Sealing: Sendable, Hashable {
        case archive
        /// The record's own, so that it is erased by itself.
        case own
        /// That of the conversation it links to, else of the customer, else the archive's.
        case subject
        /// That of the project's documents.
        case documents
    }

    public var type: RecordType
    public var links: [Relation]
    /// Relations of which there must be one at least.
    public var required: [Relation]
    public var data: [RecordField]
    public var content: [RecordField]
    public var sealing: Sealing

    /// The schemas of the records that people add; the archive's own records have none.
    public static func of(_ type: RecordType) -> RecordSchema? {
        switch type {
        case .project:
            RecordSchema(type: type, links: [], required: [], data: [RecordField("profile", .text)],
                content: [RecordField("name", .text, required: true), RecordField("permits", .list(.text)), RecordField("planning_scope", .text)],
                sealing: .archive)
        case .unit:
            RecordSchema(type: type, links: [.project, .supersedes], required: [.project], data: [],
                content: [RecordField("label", .text, required: true), RecordField("building", .text), RecordField("area", .text), RecordField("price_list", .text)],
                sealing: .archive)
        case .customer:
            RecordSchema(type: type, links: [.customer, .project], required: [], data: [],
                content: [RecordField("name", .text), RecordField("phone", .text), RecordField("identity", .text), RecordField("note", .text)],
                sealing: .own)
        case .agent:
            RecordSchema(type: type, links: [.project], required: [],
                data: [RecordField("employer", .choice(["developer", "agency"])), RecordField("from", .time), RecordField("to", .time)],
                content: [RecordField("name", .text, required: true), RecordField("company", .text), RecordField("licence", .text), RecordField("accounts", .list(.text))],
                sealing: .archive)
        case .document:
            RecordSchema(type: type, links: [.project, .supersedes, .media], required: [.project],
                data: [
                    RecordField("kind", .choice(documentKinds), required: true), RecordField("valid_from", .time, required: true),
                    RecordField("valid_to", .time), RecordField("published", .time), RecordField("sha256", .text),
                ],
                content: [
                    RecordField("title", .text, required: true), RecordField("version", .text), RecordField("places", .list(.text)),
                    RecordField("clauses", .list(.object(clauseFields))), RecordField("text", .text),
                ], sealing: .documents)
        case .documentWithdrawal:
            RecordSchema(type: type, links: [.document], required: [.document], data: [RecordField("from", .time, required: true)],
                content: [RecordField("reason", .text, required: true)], sealing: .archive)
        case .visit:
            RecordSchema(type: type, links: [.project, .customer, .agent, .script], required: [.project],
                data: [
                    RecordField("channel", .choice(["on-site", "phone", "chat", "video", "meeting"]), required: true),
                    RecordField("start", .time, required: true), RecordField("end", .time),
                    RecordField("consents", .list(.object([
                        RecordField("person", .id, required: true), RecordField("to", .choice(["recording", "keeping", "image"]), required: true),
                        RecordField("given", .bool, required: true), RecordField("time", .time, required: true),
                    ]))),
                    RecordField("clock_offset_ms", .integer(-86_400_000...86_400_000)),
                ], content: [RecordField("place", .text), RecordField("devices", .list(.text)), RecordField("note", .text)], sealing: .subject)
        case .conversation:
            RecordSchema(type: type, links: [.project, .unit, .customer, .agent, .visit, .signing, .script, .document], required: [],
                data: [
                    RecordField("medium", .choice(["on-site", "call", "chat", "meeting", "video"])), RecordField("started", .time),
                    RecordField("format", .text),
                ],
                content: [
                    RecordField("title", .text), RecordField("key", .text), RecordField("language", .text),
                    RecordField("participants", .list(.object([
                        RecordField("label", .text, required: true), RecordField("user", .text), RecordField("channel", .integer(0...1000)),
                        RecordField("role", .choice(["seller", "customer", "other", "unknown"]), required: true), RecordField("basis", .text),
                        RecordField("external", .bool), RecordField("agent", .id), RecordField("customer", .id),
                    ]))),
                ], sealing: .own)
        case .shown:
            RecordSchema(type: type, links: [.conversation, .visit, .document, .media], required: [],
                data: [
                    RecordField("from", .time), RecordField("to", .time), RecordField("utterance", .integer(0...Int64.max >> 11)),
                    RecordField("evidence", .choice(["screen-share", "presented-file", "shared-screen", "shared-file", "scan", "photo", "utterance"]), required: true),
                ], content: [RecordField("name", .text), RecordField("by", .text), RecordField("note", .text)], sealing: .subject)
        case .disclosure:
            RecordSchema(type: type, links: [.signing, .unit, .document, .script, .customer, .conversation], required: [],
                data: [RecordField("item", .text, required: true)],
                content: [RecordField("clause", .text), RecordField("text", .text)], sealing: .subject)
        case .acknowledgement:
            RecordSchema(type: type, links: [.disclosure, .conversation, .signing, .customer, .document], required: [.disclosure],
                data: [
                    RecordField("time", .time, required: true),
                    RecordField("marked", .choice(["none", "tick", "signature", "handwriting"]), required: true),
                    RecordField("explained_from", .integer(0...Int64.max >> 11)), RecordField("explained_to", .integer(0...Int64.max >> 11)),
                    RecordField("read_aloud", .bool), RecordField("answer_from", .integer(0...Int64.max >> 11)),
                    RecordField("answer_to", .integer(0...Int64.max >> 11)),
                ], content: [RecordField("words", .text), RecordField("note", .text)], sealing: .subject)
        case .signing:
            RecordSchema(type: type, links: [.unit, .customer, .agent, .document, .visit, .project], required: [.unit, .customer],
                data: [
                    RecordField("time", .time, required: true), RecordField("place", .choice(["sales-office", "online", "elsewhere"])),
                    RecordField("steps", .list(.object([
                        RecordField("time", .time, required: true), RecordField("step", .text, required: true), RecordField("document", .id),
                    ]))),
                    RecordField("handover", .time),
                ],
                content: [
                    RecordField("contract_number", .text), RecordField("parties", .list(.text)), RecordField("present", .list(.text)),
                    RecordField("seal", .text), RecordField("note", .text),
                ], sealing: .subject)
        case .clause:
            RecordSchema(type: type, links: [.document, .signing], required: [.document],
                data: [RecordField("number", .text, required: true), RecordField("kind", .choice(["standard", "negotiated"])), RecordField("conspicuous", .bool)],
                content: [RecordField("text", .text, required: true)], sealing: .subject)
        case .complaint:
            RecordSchema(type: type, links: [.customer, .unit, .project, .conversation, .signing, .supersedes, .subject], required: [],
                data: [
                    RecordField("opened", .time, required: true), RecordField("grade", .choice(["general", "important", "hot", "major"])),
                    RecordField("cause", .text), RecordField("closed", .time), RecordField("received", .time),
                    RecordField("channel", .choice(["phone", "service-centre", "front-desk", "forum", "chat", "mail", "letter", "fax", "visit", "regulator", "media", "other"])),
                    RecordField("amount", .integer(0...Int64.max >> 11)),
                    // What was said that it is about.
                    RecordField("said", .list(.object([
                        RecordField("conversation", .id, required: true), RecordField("utterance", .integer(0...Int64.max >> 11), required: true),
                    ]))),
                ], content: [RecordField("text", .text, required: true), RecordField("outcome", .text)], sealing: .subject)
        case .complaintStep:
            RecordSchema(type: type, links: [.complaint, .customer, .conversation], required: [.complaint],
                data: [
                    RecordField("time", .time, required: true),
                    RecordField("step", .choice(["accept", "confirm", "assess", "investigate", "reply", "close", "follow-up", "feedback"])),
                    // A point of the plan for major complaints.
                    RecordField("plan", .text),
                ], content: [RecordField("note", .text)], sealing: .subject)
        case .settlement:
            RecordSchema(type: type, links: [.complaint, .customer], required: [.complaint],
                data: [
                    RecordField("time", .time, required: true), RecordField("amount", .integer(0...Int64.max >> 11), required: true),
                    // Up to where the member's role may settle.
                    RecordField("limit", .integer(0...Int64.max >> 11)),
                ], content: [RecordField("note", .text)], sealing: .subject)
        case .gap:
            RecordSchema(type: type, links: [.conversation, .visit, .importBatch, .original, .project], required: [],
                data: [
                    RecordField("kind", .text, required: true), RecordField("from", .time), RecordField("to", .time),
                    RecordField("before", .integer(0...Int64.max >> 11)), RecordField("behind", .integer(0...Int64.max >> 11)),
                    RecordField("first", .integer(0...Int64.max >> 11)), RecordField("last", .integer(0...Int64.max >> 11)),
                ], content: [RecordField("detail", .text), RecordField("detail_en", .text), RecordField("message", .text), RecordField("place", .text)], sealing: .subject)
        case .annotation:
            RecordSchema(type: type, links: [.subject, .conversation], required: [.subject],
                data: [RecordField("utterance", .integer(0...Int64.max >> 11))], content: [RecordField("text", .text, required: true)],
                sealing: .subject)
        case .clock:
            RecordSchema(type: type, links: [.visit], required: [],
                data: [RecordField("device", .time, required: true), RecordField("server", .time, required: true)], content: [], sealing: .archive)
        case .promise:
            // The promise's own id is a hash of what was said, so it stands among what is encrypted.
            RecordSchema(type: type, links: [.conversation, .document, .unit], required: [],
                data: [
                    RecordField("rule", .text, required: true), RecordField("topic", .choice(PromiseTopic.allCases.map(\.rawValue)), required: true),
                    RecordField("specificity", .integer(0...100), required: true), RecordField("utterance", .integer(0...Int64.max >> 11)),
                    RecordField("pack", .text),
                ],
                content: [
                    RecordField("id", .text, required: true), RecordField("text", .text, required: true),
                    RecordField("characters", .list(.integer(0...Int64.max >> 11)), required: true), RecordField("context", .text),
                    RecordField("context_characters", .list(.integer(0...Int64.max >> 11))), RecordField("source", .object([
                        RecordField("kind", .text, required: true), RecordField("record", .text, required: true), RecordField("part", .text),
                    ]), required: true), RecordField("time", .time), RecordField("start", .integer(0...Int64.max >> 11)),
                    RecordField("role", .choice(["seller", "customer", "other", "unknown"])), RecordField("unit", .text),
                    RecordField("inside_development", .bool), RecordField("worse", .choice(["more", "less"])),
                    RecordField("claim", .object([
                        RecordField("subject", .text, required: true), RecordField("named", .bool), RecordField("noun", .text),
                        RecordField("attribute", .text), RecordField("value", .text), RecordField("unit", .text), RecordField("approximate", .bool),
                        RecordField("date_from", .text), RecordField("date_to", .text), RecordField("date_precision", .text),
                        RecordField("hedged", .bool),
                    ]), required: true),
                    RecordField("reasons", .list(.object([RecordField("zh", .text, required: true), RecordField("en", .text, required: true)]))),
                ], sealing: .subject)
        case .promiseDecision:
            RecordSchema(type: type, links: [.subject, .conversation], required: [.subject],
                data: [RecordField("decision", .choice(["confirmed", "rejected"]), required: true)],
                content: [RecordField("reason", .text, required: true)], sealing: .subject)
        default: nil
        }
    }

    private static let documentKinds = [
        "brochure", "advertisement", "price-list", "plan", "permit", "notice", "contract", "supplement", "model", "show-flat", "other",
    ]

    private static let clauseFields = [
        RecordField("id", .text, required: true), RecordField("text", .text), RecordField("page", .integer(1...100_000)),
        RecordField("box", .list(.integer(0...1_000_000))), RecordField("conspicuous", .bool),
    ]

    /// Checks a record and says under which key its content goes.
    ///
    /// - Parameters:
    ///   - links: to other records.
    ///   - data: the open facts.
    ///   - content: what is encrypted.
    /// - Throws: `ArchiveError.invalid` with the path of the field, and what was expected.
    public func draft(id: RecordID = .new(), links: [Link], data: CanonicalObject, content: CanonicalObject) throws(ArchiveError) -> Draft {
        for relation in required where !links.contains(where: { $0.relation == relation }) {
            throw wrong("links.\(relation.rawValue)", "required")
        }
        for link in links where !self.links.contains(link.relation) {
            throw wrong("links.\(link.relation.rawValue)", self.links.map(\.rawValue).joined(separator: " | "))
        }
        if let (path, expected) = RecordField.mismatch(data, self.data, at: "data") { throw wrong(path, expected) }
        if let (path, expected) = RecordField.mismatch(content, self.content, at: "content") { throw wrong(path, expected) }
        var draft = Draft(type, id: id, links: links, data: data)
        if !content.isEmpty { draft.content = (scope(id, links), .object(content)) }
        return draft
    }

    private func scope(_ id: RecordID, _ links: [Link]) -> KeyScope {
        func first(_ relation: Relation) -> RecordID? { links.first { $0.relation == relation }?.target }
        switch sealing {
        case .archive: return .archive
        case .own: return type == .conversation ? .conversation(id) : .customer(id)
        case .subject:
            if let conversation = first(.conversation) { return .conversation(conversation) }
            return first(.customer).map(KeyScope.customer) ?? .archive
        case .documents: return first(.project).map(KeyScope.documents) ?? .archive
        }
    }

    private func wrong(_ path: String, _ expected: String) -> ArchiveError {
        expected == "required"
            ? .invalid(what: LocalizedText(zh: "\(type.rawValue)：缺少 \(path)。", en: "\(type.rawValue): \(path) is missing."))
            : .invalid(what: LocalizedText(zh: "\(type.rawValue)：\(path) 应为 \(expected)。", en: "\(type.rawValue): \(path) should be \(expected)."))
    }
}
