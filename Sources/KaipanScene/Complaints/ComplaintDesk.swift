import KaipanArchive
import KaipanLog
import KaipanText

/// Handles complaints: each registration, step, settlement and point of a plan is a record in the member's name.
public struct ComplaintDesk: Sendable {
    public let session: ArchiveSession
    public let policy: ComplaintPolicy

    public init(_ session: ArchiveSession, policy: ComplaintPolicy = .standard) {
        self.session = session
        self.policy = policy
    }

    private var archive: Archive { session.archive }

    // MARK: - Registering

    /// What registering a complaint gave.
    public struct Opened: Sendable, Hashable {
        public var id: RecordID
        public var touched: TouchedRecords
        /// The hold; nil where the member may not place one, so that somebody who may has to.
        public var hold: RecordID?
    }

    /// Registers a complaint, finds what it touches and holds it.
    ///
    /// - Parameter now: when it is accepted.
    /// - Throws: `ArchiveError`.
    public func open(_ proposal: ComplaintProposal, at now: Timestamp) throws -> Opened {
        try session.require(.record)
        for id in [proposal.customer, proposal.unit, proposal.project].compactMap(\.self) { _ = try archive.record(id) }
        let touched = try touched(by: proposal)
        let id = RecordID.new()
        var links: [Link] = []
        for (relation, target) in [(Relation.customer, proposal.customer), (.unit, proposal.unit), (.project, proposal.project)] {
            if let target { links.append(Link(relation, target)) }
        }
        // An entry has room for some hundred links.
        links += touched.conversations.prefix(200).map { Link(.conversation, $0) } + touched.signings.prefix(50).map { Link(.signing, $0) }
            + touched.promises.prefix(200).map { Link(.subject, $0) }
        var data: CanonicalObject = [
            "opened": .string(now.description), "received": .string(proposal.received.description), "grade": .string(proposal.grade.rawValue),
            "cause": .string(proposal.cause.rawValue),
        ]
        data["channel"] = proposal.channel.map { .string($0.rawValue) }
        data["amount"] = proposal.claimed.map { .integer($0) }
        if !touched.said.isEmpty {
            data["said"] = .array(touched.said.map {
                .object(["conversation": .string($0.conversation.description), "utterance": .integer(Int64($0.utterance))])
            })
        }
        let complaint = try draft(.complaint, id: id, links: links, data: data, content: ["text": .string(proposal.text)], customer: proposal.customer)
        let accepted = try draft(
            .complaintStep, links: [Link(.complaint, id)] + (proposal.customer.map { [Link(.customer, $0)] } ?? []),
            data: ["time": .string(now.description), "step": .string(ComplaintStep.accept.rawValue)], content: [:], customer: proposal.customer)
        try session.append([complaint, accepted])
        let mayHold = !Set(session.member.roles).isDisjoint(with: ArchiveAction.hold.roles)
        let hold = mayHold ? try placeHold(on: id, touched) : nil
        return Opened(id: id, touched: touched, hold: hold)
    }

    /// Keeps a complaint and all that it touches from being erased.
    /// - Throws: `ArchiveError.notAllowed`.
    public func hold(_ id: RecordID) throws -> RecordID {
        let complaint = try record(of: id)
        var touched = TouchedRecords()
        touched.conversations = complaint.leaf.links.filter { $0.relation == .conversation }.map(\.target)
        touched.signings = complaint.leaf.links.filter { $0.relation == .signing }.map(\.target)
        return try placeHold(on: id, touched)
    }

    private func placeHold(on id: RecordID, _ touched: TouchedRecords) throws -> RecordID {
        try session.placeHold(on: [id] + touched.conversations.prefix(200) + touched.signings.prefix(50), reason: "投诉 \(id)")
    }

    /// The holds in force on a complaint.
    public func holds(on id: RecordID) throws -> [RecordID] {
        try archive.holds().filter { $0.leaf.links.contains(Link(.subject, id)) }.map(\.leaf.id)
    }

    private func touched(by proposal: ComplaintProposal) throws -> TouchedRecords {
        var touched = TouchedRecords()
        func add(_ id: RecordID, to list: WritableKeyPath<TouchedRecords, [RecordID]>) {
            if !touched[keyPath: list].contains(id) { touched[keyPath: list].append(id) }
        }
        let parties = [(Relation.customer, proposal.customer), (.unit, proposal.unit)].compactMap { relation, id in id.map { (relation, $0) } }
        for (relation, id) in parties {
            for record in try archive.records(linkedTo: id, relation, type: .conversation) { add(record.leaf.id, to: \.conversations) }
            for record in try archive.records(linkedTo: id, relation, type: .signing) { add(record.leaf.id, to: \.signings) }
        }
        for signing in touched.signings {
            for record in try archive.records(linkedTo: signing, .signing, type: .conversation) { add(record.leaf.id, to: \.conversations) }
        }
        try search(ComplaintWords(proposal.text), parties, &touched)
        for said in touched.said { add(said.conversation, to: \.conversations) }
        // Promises are proposed by another part of the program, which an archive need not have used.
        if let promise = RecordType(rawValue: "promise") {
            for id in parties.map(\.1) + touched.conversations {
                for record in try archive.records(linkedTo: id, type: promise) { add(record.leaf.id, to: \.promises) }
            }
        }
        return touched
    }

    /// Looks for the seller's words that share most with the complaint's: with the customer and about the unit, else anywhere.
    private func search(_ words: ComplaintWords, _ parties: [(Relation, RecordID)], _ touched: inout TouchedRecords) throws {
        let maySearch = !Set(session.member.roles).isDisjoint(with: ArchiveAction.search.roles)
        guard maySearch, session.purpose != nil, !words.terms.isEmpty else { return }
        touched.isSearched = true
        var text = "role:seller (" + words.terms.map { "\"\($0)\"" }.joined(separator: " OR ") + ")"
        if !parties.isEmpty { text += " (" + parties.map { "\($0.0.rawValue):\($0.1)" }.joined(separator: " OR ") + ")" }
        let page = try session.search(SearchQuery(text), limit: 200)
        // Among strangers' words more must agree than among those that were said to this customer.
        let needed = min(parties.isEmpty ? 4 : 2, words.pairs.count + 2 * words.topics.count)
        let found = page.hits.map { hit in (hit, words.count(in: hit.text)) }.filter { $0.1 >= needed }
            .sorted { $0.1 != $1.1 ? $0.1 > $1.1 : $0.0.id < $1.0.id }
        touched.said = found.prefix(50).map { TouchedRecords.Said(conversation: $0.0.conversation, utterance: $0.0.number) }
    }

    // MARK: - Handling

    /// Records that a step was done.
    ///
    /// - Parameters:
    ///   - grade: what the complaint turns out to be; nil leaves its grade.
    ///   - cause: the same.
    /// - Throws: `ComplaintError.notYet`, `.beforeReceipt`, `.noComplaint`.
    @discardableResult
    public func step(
        _ id: RecordID, _ step: ComplaintStep, note: String? = nil, grade: ComplaintGrade? = nil, cause: ComplaintCause? = nil, at now: Timestamp
    ) throws -> ComplaintCase {
        try session.require(.record)
        let complaint = try self.complaint(id)
        try complaint.check(step)
        try complaint.check(at: now)
        let record = try record(of: id)
        var drafts = [try part(of: record, .complaintStep, data: ["step": .string(step.rawValue)], note: note, at: now)]
        var data = record.leaf.data
        if let grade { data["grade"] = .string(grade.rawValue) }
        if let cause { data["cause"] = .string(cause.rawValue) }
        if step == .close { data["closed"] = .string(now.description) }
        if data != record.leaf.data { drafts.append(try changed(record, data: data, outcome: step == .close ? note : nil)) }
        try session.append(drafts)
        return try self.complaint(id)
    }

    /// Records a settlement within the member's authority.
    ///
    /// - Parameter amount: in yuan.
    /// - Throws: `ComplaintError.aboveAuthority`, `.amount`, `.beforeReceipt`, `.noComplaint`.
    @discardableResult
    public func settle(_ id: RecordID, amount: Int64, note: String? = nil, at now: Timestamp) throws -> ComplaintCase {
        try session.require(.record)
        let earlier = try complaint(id)
        let limit = try earlier.check(settling: amount, by: session.member.roles, policy)
        try earlier.check(at: now)
        let record = try record(of: id)
        // Of two at once one is refused: together they might be above the limit that each was held against.
        try session.append(
            [part(of: record, .settlement, data: ["amount": .integer(amount), "limit": .integer(limit)], note: note, at: now)],
            repeatKey: "settlement \(id) \(earlier.settlements.count)")
        return try complaint(id)
    }

    /// Records that a point of the plan for major complaints is done.
    /// - Throws: `ComplaintError.notMajor`, `.noPlanItem`, `.beforeReceipt`, `.noComplaint`.
    @discardableResult
    public func tick(_ id: RecordID, _ item: String, note: String? = nil, at now: Timestamp) throws -> ComplaintCase {
        try session.require(.record)
        let complaint = try self.complaint(id)
        guard complaint.grade == .major else { throw ComplaintError.notMajor(grade: complaint.grade) }
        guard MajorComplaintPlan.item(item) != nil else { throw ComplaintError.noPlanItem(item) }
        try complaint.check(at: now)
        let record = try record(of: id)
        try session.append([part(of: record, .complaintStep, data: ["plan": .string(item)], note: note, at: now)])
        return try self.complaint(id)
    }

    private func part(
        of complaint: StoredRecord, _ type: RecordType, data: CanonicalObject, note: String?, at now: Timestamp
    ) throws -> Draft {
        let customer = complaint.leaf.links.first { $0.relation == .customer }?.target
        var data = data
        data["time"] = .string(now.description)
        return try draft(
            type, links: [Link(.complaint, complaint.leaf.id)] + (customer.map { [Link(.customer, $0)] } ?? []), data: data,
            content: note.map { ["note": .string($0)] } ?? [:], customer: customer)
    }

    /// A new version of a complaint; its text goes with it unread.
    private func changed(_ record: StoredRecord, data: CanonicalObject, outcome: String?) throws -> Draft {
        guard case .open(.object(var content), _) = try archive.open(record) else { throw ArchiveError.noKey(scope: "complaint \(record.leaf.id)") }
        content["outcome"] = outcome.map { .string($0) } ?? content["outcome"]
        return try draft(
            .complaint, id: record.leaf.id, links: record.leaf.links, data: data, content: content,
            customer: record.leaf.links.first { $0.relation == .customer }?.target)
    }

    /// A record under the customer's key, so that a conversation's erasure leaves the complaint.
    private func draft(
        _ type: RecordType, id: RecordID = .new(), links: [Link], data: CanonicalObject, content: CanonicalObject, customer: RecordID?
    ) throws -> Draft {
        guard let schema = RecordSchema.of(type) else { throw ArchiveError.noRecord(id: type.rawValue) }
        var draft = try schema.draft(id: id, links: links, data: data, content: content)
        if !content.isEmpty { draft.content = (customer.map(KeyScope.customer) ?? .archive, .object(content)) }
        return draft
    }

    // MARK: - Reading

    /// A complaint with what was done about it; nothing is decrypted for it.
    /// - Throws: `ComplaintError.noComplaint`.
    public func complaint(_ id: RecordID) throws -> ComplaintCase {
        ComplaintCase(
            try record(of: id), steps: try archive.records(linkedTo: id, .complaint, type: .complaintStep),
            settlements: try archive.records(linkedTo: id, .complaint, type: .settlement))
    }

    /// All complaints, in the order in which they were registered; nothing is decrypted for it.
    public func complaints() throws -> [ComplaintCase] {
        func parts(_ type: RecordType) throws -> [RecordID: [StoredRecord]] {
            Dictionary(grouping: try archive.records(type)) { record in
                record.leaf.links.first { $0.relation == .complaint }?.target ?? record.leaf.id
            }
        }
        let steps = try parts(.complaintStep), settlements = try parts(.settlement)
        var newest: [RecordID: StoredRecord] = [:], order: [RecordID] = []
        for record in try archive.records(.complaint) {
            if newest.updateValue(record, forKey: record.leaf.id) == nil { order.append(record.leaf.id) }
        }
        return order.compactMap { id in
            newest[id].map { ComplaintCase($0, steps: steps[id] ?? [], settlements: settlements[id] ?? []) }
        }
    }

    /// The newest version of a complaint's record.
    public func record(of id: RecordID) throws -> StoredRecord {
        guard let record = try archive.versions(of: id).last, record.leaf.type == .complaint else {
            throw ComplaintError.noComplaint(id: id.description)
        }
        return record
    }

    /// What the customer said, and what came of it; the reading is in the log.
    /// - Returns: nil where it was erased.
    public func words(of id: RecordID) throws -> (text: String, outcome: String?)? {
        let record = try record(of: id)
        try session.allow(.read, on: [id])
        let content = try archive.open(record)
        guard case .open(let content, _) = try session.reviewerView(.read, on: [id])?.content(content, of: .complaint) ?? content else { return nil }
        return (content["text"]?.string ?? "", content["outcome"]?.string)
    }

    /// What a complaint touches, as its record has it.
    public func touched(by id: RecordID) throws -> TouchedRecords {
        let leaf = try record(of: id).leaf
        func targets(_ relation: Relation) -> [RecordID] { leaf.links.filter { $0.relation == relation }.map(\.target) }
        var touched = TouchedRecords()
        touched.conversations = targets(.conversation)
        touched.signings = targets(.signing)
        touched.promises = targets(.subject)
        touched.said = leaf.data["said"]?.array?.compactMap { said in
            guard let id = said["conversation"]?.string.flatMap(RecordID.init), let number = said["utterance"]?.integer else { return nil }
            return TouchedRecords.Said(conversation: id, utterance: Int(number))
        } ?? []
        return touched
    }

    /// The seller's words that complaints are about, and the text of the promises; the reading is in the log.
    ///
    /// What was erased is left out.
    public func statements(of complaints: [RecordID]) throws -> [ComplaintStatement] {
        guard !complaints.isEmpty else { return [] }
        let all = try complaints.map(touched)
        // Whoever reads what was said to somebody must be allowed to, and it is in the log.
        try session.requireWhole(.read, on: complaints)
        try session.allow(.read, on: complaints + Set(all.flatMap { $0.said.map(\.conversation) + $0.promises }).sorted())
        var spoken: [RecordID: [Int: Utterance]] = [:]
        var statements: [ComplaintStatement] = []
        for (id, touched) in zip(complaints, all) {
            for said in touched.said {
                if spoken[said.conversation] == nil {
                    spoken[said.conversation] = Dictionary(
                        try archive.utterances(of: said.conversation).compactMap { try archive.open($0) }.map { ($0.number, $0) },
                        uniquingKeysWith: { $1 })
                }
                guard let utterance = spoken[said.conversation]?[said.utterance] else { continue }
                statements.append(ComplaintStatement(
                    complaint: id, source: SourceReference(kind: .utterance, record: said.conversation.description, part: "\(said.utterance)"),
                    text: utterance.text, time: utterance.time))
            }
            for promise in touched.promises {
                guard let record = try archive.versions(of: promise).last, case .open(let content, _) = try archive.open(record),
                    let text = content["text"]?.string
                else { continue }
                // A promise repeats the utterance that it was found in.
                guard !statements.contains(where: { $0.complaint == id && $0.text.contains(text) }) else { continue }
                statements.append(ComplaintStatement(
                    complaint: id, source: SourceReference(kind: .record, record: promise.description), text: text, time: record.leaf.time))
            }
        }
        return statements
    }

    /// What the scripts that were ever published have sellers say.
    public func approvedWords() throws -> [String] {
        try archive.validities(.script).flatMap { try archive.script($0.record.leaf.id).script.clauses }.filter { $0.kind != .forbidden }.map(\.text)
    }

    /// The members who may settle an amount, with their names.
    public func members(for amount: Int64) throws -> [(member: Member, name: String)] {
        let roles = Set(policy.roles(for: amount))
        return try archive.members().filter { $0.isActive && !roles.isDisjoint(with: $0.roles) }.map { member in
            guard case .open(let content, _) = try archive.open(archive.record(member.id)) else { return (member, member.id.description) }
            return (member, content["name"]?.string ?? member.id.description)
        }
    }
}

extension ComplaintCase {
    /// Reads a complaint out of its records' open facts.
    init(_ record: StoredRecord, steps: [StoredRecord], settlements: [StoredRecord]) {
        let data = record.leaf.data
        func time(_ data: CanonicalObject, _ key: String) -> Timestamp? { data[key]?.string.flatMap { Timestamp($0) } }
        let opened = time(data, "opened") ?? record.leaf.time
        self.init(
            id: record.leaf.id, received: time(data, "received") ?? opened, opened: opened, closed: time(data, "closed"),
            grade: data["grade"]?.string.flatMap(ComplaintGrade.init) ?? .general, cause: data["cause"]?.string.flatMap(ComplaintCause.init) ?? .other,
            channel: data["channel"]?.string.flatMap(ComplaintChannel.init), claimed: data["amount"]?.integer)
        for step in steps {
            let at = time(step.leaf.data, "time") ?? step.leaf.time
            if let done = step.leaf.data["step"]?.string.flatMap(ComplaintStep.init) {
                self.steps.append(Done(step: done, time: at, member: step.leaf.member))
            }
            if let item = step.leaf.data["plan"]?.string { planned[item] = planned[item] ?? at }
        }
        self.settlements = settlements.compactMap { settlement in
            settlement.leaf.data["amount"]?.integer.map {
                Settlement(amount: $0, time: time(settlement.leaf.data, "time") ?? settlement.leaf.time, member: settlement.leaf.member)
            }
        }
    }
}
