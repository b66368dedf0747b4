import Foundation
import KaipanArchive
import KaipanLog
import KaipanText

/// A guided signing that archives every turn before it is shown.
///
/// Each event is one batch of records: what was said, what was shown, what was disclosed and acknowledged. The transcripts keep the
/// events themselves, so that a signing whose program was killed goes on from the archive alone.
public struct SigningSession: Sendable {
    public let session: ArchiveSession
    public let conversation: RecordID
    public private(set) var signing: GuidedSigning
    /// What is to be shown now: the turns of the last event.
    public private(set) var latest: [SigningTurn]
    private let parties: Parties
    private var started: Timestamp
    private var consent: Timestamp?
    /// The disclosures and acknowledgements so far; when all are there, they name the signing.
    private var acknowledgements: [(disclosure: Draft, acknowledgement: Draft)] = []

    static let format = "guided-signing"

    /// Who and what a signing is about.
    public struct Parties: Sendable, Hashable {
        public var unit: RecordID
        public var customer: RecordID
        public var project: RecordID?
        public var agent: RecordID?

        public init(unit: RecordID, customer: RecordID, project: RecordID? = nil, agent: RecordID? = nil) {
            self.unit = unit
            self.customer = customer
            self.project = project
            self.agent = agent
        }

        var links: [Link] {
            [Link(.unit, unit), Link(.customer, customer)]
                + [project.map { Link(.project, $0) }, agent.map { Link(.agent, $0) }].compactMap(\.self)
        }

        init?(_ leaf: Leaf) {
            func first(_ relation: Relation) -> RecordID? { leaf.links.first { $0.relation == relation }?.target }
            guard let unit = first(.unit), let customer = first(.customer) else { return nil }
            self.init(unit: unit, customer: customer, project: first(.project), agent: first(.agent))
        }
    }

    // MARK: - Beginning

    /// Begins a signing with the scripts in force.
    ///
    /// - Parameters:
    ///   - topic: only scripts on it; nil for all.
    ///   - now: by whose law and scripts it goes, and when the conversation begins.
    ///   - again: whether the unit may have a signing already, as after a rescission.
    /// - Throws: `SigningError.noScript`, `.noClause`, `.alreadySigned`; `ArchiveError`.
    public static func start(
        _ session: ArchiveSession, _ parties: Parties, topic: String? = nil, language: Language, at now: Timestamp, again: Bool = false
    ) throws -> SigningSession {
        try session.require(.record)
        let unit = try session.archive.record(parties.unit)
        _ = try session.archive.record(parties.customer)
        guard unit.leaf.type == .unit else { throw ArchiveError.noRecord(id: "unit \(parties.unit)") }
        if !again { try requireFree(parties, session.archive) }
        var parties = parties
        parties.project = parties.project ?? unit.leaf.links.first { $0.relation == .project }?.target
        let scripts = try session.archive.scriptsInForce(at: now, topic: topic, project: parties.project)
        guard !scripts.isEmpty else { throw SigningError.noScript(topic: topic) }
        let documents = try session.archive.inForce(.document, at: now).filter { document in
            guard let project = parties.project else { return false }
            return document.leaf.links.contains(Link(.project, project))
        }
        let source = try SigningSource(session.archive, scripts: scripts, documents: documents)
        let conversation = RecordID.new()
        var started = SigningSession(
            session: session, conversation: conversation, signing: GuidedSigning(try source.script(), language: language), latest: [],
            parties: parties, started: now)
        started.latest = [started.signing.opening]
        let record = started.conversationRecord(consent: nil, signing: nil)
        try session.append(
            [record, started.transcript(started.latest, first: 0, event: nil, at: now)], repeatKey: "signing \(conversation) 0")
        return started
    }

    /// Refuses a unit that was signed for, or whose guided signing is open; nothing is decrypted for it.
    private static func requireFree(_ parties: Parties, _ archive: Archive) throws {
        func earlier(_ id: RecordID, _ leaf: Leaf, _ time: Timestamp) -> SigningError.Earlier {
            SigningError.Earlier(id: id.description, time: time, isSameCustomer: leaf.links.contains(Link(.customer, parties.customer)))
        }
        func newest(_ type: RecordType) throws -> [StoredRecord] {
            var seen: Set<RecordID> = []
            return try archive.records(linkedTo: parties.unit, .unit, type: type).filter { seen.insert($0.leaf.id).inserted }
                .compactMap { try archive.versions(of: $0.leaf.id).last }.filter { $0.leaf.links.contains(Link(.unit, parties.unit)) }
        }
        let signings = try newest(.signing).map { record in
            earlier(record.leaf.id, record.leaf, record.leaf.data["time"]?.string.flatMap { Timestamp($0) } ?? record.leaf.time)
        }
        let open = try newest(.conversation).compactMap { record in
            try SigningOverview(archive, record.leaf.id).flatMap { $0.ending == nil ? earlier(record.leaf.id, record.leaf, $0.started) : nil }
        }
        guard signings.isEmpty, open.isEmpty else {
            throw SigningError.alreadySigned(unit: parties.unit.description, signings: signings, open: open)
        }
    }

    private init(
        session: ArchiveSession, conversation: RecordID, signing: GuidedSigning, latest: [SigningTurn], parties: Parties, started: Timestamp
    ) {
        self.session = session
        self.conversation = conversation
        self.signing = signing
        self.latest = latest
        self.parties = parties
        self.started = started
    }

    // MARK: - Going on

    /// Archives what an event leads to.
    ///
    /// - Returns: what is to be shown, which is durable by then.
    /// - Throws: `SigningError.unexpected`; `ArchiveError`, after which nothing has changed.
    @discardableResult
    public mutating func take(_ event: SigningEvent, at now: Timestamp) throws -> [SigningTurn] {
        try session.require(.record)
        var next = self
        let step = try next.signing.take(event)
        let drafts = try next.records(of: step, event: event, at: now)
        try session.append(drafts, repeatKey: "signing \(conversation) \(step.first)")
        next.latest = step.turns.filter { $0.speaker == .machine }
        self = next
        return latest
    }

    private mutating func records(of step: GuidedSigning.Step, event: SigningEvent, at now: Timestamp) throws -> [Draft] {
        var drafts: [Draft] = []
        if step.effects.contains(where: { if case .consented = $0 { true } else { false } }) {
            consent = now
            drafts.append(conversationRecord(consent: now, signing: nil))
        }
        drafts.append(transcript(step.turns, first: step.first, event: event, at: now))
        for effect in step.effects { drafts += try records(of: effect, event: event, at: now) }
        return drafts
    }

    private mutating func records(of effect: SigningEffect, event: SigningEvent, at now: Timestamp) throws -> [Draft] {
        switch effect {
        case .consented: return []
        case .presented(let clause, let utterance):
            return try signing.script.clauses[clause].places.compactMap { place in try shown(place, utterance: utterance, at: now) }
        case .acknowledged(let clause, let explained, let confirmed, let answer, let judgement):
            let words = signing.script.clauses[clause]
            let pair = try acknowledgement(
                of: words, explained: explained, confirmed: confirmed, answer: answer, judgement: judgement, said: event.words ?? "", at: now)
            acknowledgements.append(pair)
            return [pair.disclosure, pair.acknowledgement]
        case .objected(let clause, let utterance):
            return [gap("signing-objection", LocalizedText(
                zh: "客户对条款“\(signing.script.clauses[clause].title)”有异议。", en: "The buyer objects to the clause “\(signing.script.clauses[clause].title)”."), utterance: utterance)]
        case .unanswered(let utterance):
            return [gap("unanswered-question", LocalizedText(zh: "没有经审定的答复。", en: "No approved answer."), utterance: utterance)]
        case .ended(let ending):
            guard ending == .completed else { return [gap("signing-\(ending.rawValue)", ending.name, utterance: nil)] }
            return try completion(at: now)
        }
    }

    /// The signing's own record, and those that belong to it, which name it now.
    private func completion(at now: Timestamp) throws -> [Draft] {
        let id = RecordID.new()
        var steps: [CanonicalJSON] = [step(SigningStep.consent.rawValue, consent ?? started)]
        for pair in acknowledgements {
            guard case .string(let time) = pair.acknowledgement.data["time"], let item = pair.disclosure.data["item"]?.string else { continue }
            steps.append(.object(["time": .string(time), "step": .string("确认：\(item)")]))
        }
        steps.append(step(SigningStep.completed.rawValue, now))
        guard let schema = RecordSchema.of(.signing) else { throw ArchiveError.noRecord(id: "signing") }
        let record = try schema.draft(
            id: id, links: parties.links, data: ["time": .string(now.description), "steps": .array(steps)],
            content: ["note": "引导签约"])
        var drafts = [record, conversationRecord(consent: consent, signing: id)]
        for pair in acknowledgements {
            for var draft in [pair.disclosure, pair.acknowledgement] {
                draft.links.append(Link(.signing, id))
                drafts.append(draft)
            }
        }
        return drafts
    }

    private func step(_ name: String, _ time: Timestamp) -> CanonicalJSON {
        .object(["time": .string(time.description), "step": .string(name)])
    }

    // MARK: - Records

    private func conversationRecord(consent: Timestamp?, signing id: RecordID?) -> Draft {
        var content: CanonicalObject = [
            "title": "引导签约", "language": .string(signing.language.rawValue),
            "participants": .array([
                participant("签约讲解程序", "seller"), participant("客户", "customer"), participant("工作人员", "seller"),
            ]),
        ]
        if let consent {
            content["consents"] = .array([.object(["participant": .integer(1), "given": .bool(true), "time": .string(consent.description)])])
        }
        var links = parties.links + scriptLinks
        if let id { links.append(Link(.signing, id)) }
        return Draft(
            .conversation, id: conversation, links: links,
            data: ["format": .string(Self.format), "medium": "on-site", "started": .string(started.description)],
            content: (.conversation(conversation), .object(content)))
    }

    /// The scripts and documents that it goes by, named again in each version of the conversation.
    private var scriptLinks: [Link] {
        var links: [Link] = []
        func add(_ relation: Relation, _ text: String) {
            guard let id = RecordID(text), !links.contains(Link(relation, id)) else { return }
            links.append(Link(relation, id))
        }
        for words in signing.script.clauses + signing.script.answers {
            add(.script, words.source.script)
            for place in words.places { add(.document, place.document) }
        }
        return links
    }

    private func participant(_ label: String, _ role: String) -> CanonicalJSON {
        .object(["label": .string(label), "role": .string(role), "basis": "channel"])
    }

    private func transcript(_ turns: [SigningTurn], first: Int, event: SigningEvent?, at now: Timestamp) -> Draft {
        var content: CanonicalObject = [:]
        content["event"] = event.map { event in
            var object: CanonicalObject = ["kind": .string(event.kind.rawValue)]
            // Before there is consent, nothing that the buyer says is kept.
            if turns.contains(where: { $0.speaker != .machine }) { object["words"] = event.words.map { .string($0) } }
            return .object(object)
        }
        var data: CanonicalObject = [
            "format": .string(Self.format), "first": .integer(Int64(first)), "state": .string(signing.state.kind.rawValue),
            "acknowledged": .integer(Int64(signing.acknowledged.count)), "clauses": .integer(Int64(signing.script.clauses.count)),
        ]
        if case .ended(let ending) = signing.state { data["ending"] = .string(ending.rawValue) }
        var draft = Draft(
            .transcript, links: [Link(.conversation, conversation)], data: data, content: (.conversation(conversation), .object(content)))
        let offset = max(0, now.milliseconds - started.milliseconds)
        draft.utterances = turns.enumerated().map { number, turn in
            var details: CanonicalObject = [:]
            if let source = turn.source {
                details["approved"] = .object([
                    "script": .string(source.script), "topic": .string(source.topic), "version": .string(source.version),
                    "clause": .string(source.clause),
                ])
            }
            return Utterance(
                number: first + number, role: turn.speaker == .buyer ? .customer : .seller, kind: .text, speaker: turn.speaker.rawValue,
                start: offset, end: offset, time: now, text: turn.text, details: details)
        }
        return draft
    }

    private func shown(_ place: ClausePlace, utterance: Int, at now: Timestamp) throws -> Draft? {
        guard let document = RecordID(place.document), let schema = RecordSchema.of(.shown) else { return nil }
        var note = "条款 \(place.clause)"
        if let page = place.page { note += "，第 \(page) 页" }
        if !place.box.isEmpty { note += "，位置 " + place.box.map(String.init).joined(separator: " ") }
        return try schema.draft(
            links: [Link(.conversation, conversation), Link(.document, document)],
            data: ["from": .string(now.description), "utterance": .integer(Int64(utterance)), "evidence": "presented-file"],
            content: ["name": .string(place.title), "note": .string(note)])
    }

    private func acknowledgement(
        of words: ApprovedWords, explained: ClosedRange<Int>, confirmed: Int, answer: Int, judgement: OwnWords, said: String, at now: Timestamp
    ) throws -> (disclosure: Draft, acknowledgement: Draft) {
        guard let disclosures = RecordSchema.of(.disclosure), let schema = RecordSchema.of(.acknowledgement) else {
            throw ArchiveError.noRecord(id: "disclosure")
        }
        var links = [Link(.unit, parties.unit), Link(.customer, parties.customer), Link(.conversation, conversation)]
        if let script = RecordID(words.source.script) { links.append(Link(.script, script)) }
        let documents = words.places.compactMap { RecordID($0.document) }.map { Link(.document, $0) }
        let disclosure = try disclosures.draft(
            links: links + documents, data: ["item": .string(words.source.clause)],
            content: ["clause": .string(words.title), "text": .string(words.text)])
        var data: CanonicalObject = [
            "time": .string(now.description), "marked": "tick", "explained_from": .integer(Int64(explained.lowerBound)),
            "explained_to": .integer(Int64(explained.upperBound) + 1),
        ]
        // An answer is evidence of understanding only where it is the buyer's own.
        if judgement == .own {
            data["answer_from"] = .integer(Int64(answer))
            data["answer_to"] = .integer(Int64(answer) + 1)
        }
        var content: CanonicalObject = ["words": .string(said)]
        switch judgement {
        case .own: break
        case .bare: content["note"] = "两次询问，客户只作简短应答，原话照录。"
        case .copied: content["note"] = "客户复述条款原文，未用自己的话，原话照录。"
        }
        let acknowledgement = try schema.draft(
            links: [Link(.disclosure, disclosure.id), Link(.conversation, conversation), Link(.customer, parties.customer)] + documents, data: data,
            content: content)
        return (disclosure, acknowledgement)
    }

    private func gap(_ kind: String, _ detail: LocalizedText, utterance: Int?) -> Draft {
        var data: CanonicalObject = ["kind": .string(kind)]
        data["utterance"] = utterance.map { .integer(Int64($0)) }
        var links = [Link(.conversation, conversation)]
        if let project = parties.project { links.append(Link(.project, project)) }
        return Draft(.gap, links: links, data: data, content: (.conversation(conversation), .object(["detail": .string(detail.zh), "detail_en": .string(detail.en)])))
    }

    // MARK: - Resuming

    /// Takes a signing up where the archive has it.
    ///
    /// The reading is in the log. The events are gone through again, and what they lead to must be what the archive has.
    ///
    /// - Throws: `SigningError.notGuided`, `.erased`, `.differs`; `ArchiveError`.
    public static func resume(_ session: ArchiveSession, _ conversation: RecordID) throws -> SigningSession {
        let archive = session.archive
        guard let record = try archive.versions(of: conversation).first, record.leaf.type == .conversation,
            record.leaf.data["format"]?.string == format, let parties = Parties(record.leaf),
            let started = record.leaf.data["started"]?.string.flatMap({ Timestamp($0) })
        else { throw SigningError.notGuided(id: conversation.description) }
        try session.requireWhole(.read, on: [conversation])
        try session.allow(.read, on: [conversation])
        guard case .open(let content, _) = try archive.open(record) else { throw SigningError.erased(id: conversation.description) }
        let language = content["language"]?.string.flatMap(Language.init) ?? .chinese
        // In the order in which they were published, as at the beginning.
        let scripts = try record.leaf.links.filter { $0.relation == .script }.map { try archive.script($0.target) }
            .sorted { $0.record.position < $1.record.position }
        let documents = try record.leaf.links.filter { $0.relation == .document }.compactMap { link in
            try archive.versions(of: link.target).last { $0.position < record.position }
        }.sorted { $0.position < $1.position }
        let source = try SigningSource(archive, scripts: scripts, documents: documents)
        var resumed = SigningSession(
            session: session, conversation: conversation, signing: GuidedSigning(try source.script(), language: language), latest: [],
            parties: parties, started: started)
        resumed.latest = [resumed.signing.opening]
        var said = try archive.utterances(of: conversation)[...]
        try resumed.compare(resumed.latest, &said)
        for transcript in try archive.records(linkedTo: conversation, .conversation, type: .transcript) {
            guard case .open(let content, _) = try archive.open(transcript) else { throw SigningError.erased(id: conversation.description) }
            guard let event = content["event"], let kind = event["kind"]?.string.flatMap(SigningEvent.Kind.init) else { continue }
            let step = try resumed.signing.take(SigningEvent(kind, words: event["words"]?.string))
            let time = said.first?.utterance.time ?? transcript.leaf.time
            for case .consented in step.effects { resumed.consent = time }
            try resumed.compare(step.turns, &said)
            resumed.latest = step.turns.filter { $0.speaker == .machine }
        }
        resumed.acknowledgements = try resumed.storedAcknowledgements()
        return resumed
    }

    /// Holds turns against what the archive has of them.
    private func compare(_ turns: [SigningTurn], _ said: inout ArraySlice<StoredUtterance>) throws {
        for turn in turns {
            guard let stored = said.popFirst(), let utterance = try session.archive.open(stored), utterance.text.utf8.elementsEqual(turn.text.utf8)
            else { throw SigningError.differs(id: conversation.description, utterance: (said.first?.utterance.number ?? 1) - 1) }
        }
    }

    private func storedAcknowledgements() throws -> [(disclosure: Draft, acknowledgement: Draft)] {
        let archive = session.archive
        func draft(_ record: StoredRecord) throws -> Draft {
            var draft = Draft(record.leaf.type, id: record.leaf.id, links: record.leaf.links, data: record.leaf.data)
            if case .open(let body, _) = try archive.open(record) { draft.content = (.conversation(conversation), body) }
            return draft
        }
        let disclosures = try archive.records(linkedTo: conversation, .conversation, type: .disclosure)
        return try archive.records(linkedTo: conversation, .conversation, type: .acknowledgement).compactMap { record in
            guard let target = record.leaf.links.first(where: { $0.relation == .disclosure })?.target,
                let disclosure = disclosures.first(where: { $0.leaf.id == target })
            else { return nil }
            return (try draft(disclosure), try draft(record))
        }
    }
}
