import KaipanArchive
import KaipanLog
import KaipanText

extension SceneAssembly {
    // MARK: - Finding them

    /// Finds the visits and conversations of the customers, and cuts chats into days.
    mutating func findContacts() throws {
        var visits: [StoredRecord] = [], conversations: [StoredRecord] = []
        for customer in customers {
            visits += try collector.linked(to: customer.leaf.id, .customer, .visit)
            conversations += try collector.linked(to: customer.leaf.id, .customer, .conversation)
        }
        for id in signing?.leaf.named(.visit) ?? [] {
            if let visit = try collector.record(id) { visits.append(visit) }
        }
        for about in [signing].compactMap({ $0 }) + complaints {
            conversations += try collector.linked(to: about.leaf.id, .signing, .conversation)
            for id in about.leaf.named(.conversation) {
                if let conversation = try collector.record(id) { conversations.append(conversation) }
            }
        }
        visits = Self.unique(visits)
        for visit in visits { conversations += try collector.linked(to: visit.leaf.id, .visit, .conversation) }
        let own = Set(customers.map(\.leaf.id))
        conversations = Self.unique(conversations).filter { record in
            // Talks about other units, or with other customers, are another scene's.
            let customers = record.leaf.named(.customer)
            return isOfUnit(record.leaf) && (customers.isEmpty || !own.isDisjoint(with: customers))
        }
        try findUnassigned(besides: conversations)
        try keepOwn(&visits, &conversations)
        var byVisit: [RecordID: Contact] = [:], others: [Contact] = []
        for visit in visits {
            byVisit[visit.leaf.id] = Contact(visit: visit, start: visit.leaf.moment("start"), end: visit.leaf.moment("end"))
        }
        for record in conversations {
            let conversation = try read(record)
            if let visit = record.leaf.named(.visit).first, byVisit[visit] != nil {
                byVisit[visit]?.conversations.append(conversation)
            } else {
                others += Self.days(of: conversation)
            }
        }
        contacts = (byVisit.values + others).map(Self.timed).sorted {
            ($0.start?.milliseconds ?? .max, $0.position) < ($1.start?.milliseconds ?? .max, $1.position)
        }
        try findAgents()
        try findGaps()
    }

    private mutating func read(_ record: StoredRecord) throws -> Conversation {
        let content = try collector.content(record)
        let spoken = try spoken(in: record)
        for transcript in try collector.linked(to: record.leaf.id, .conversation, .transcript) { collector.keep(transcript) }
        var gaps = try collector.linked(to: record.leaf.id, .conversation, .gap)
        for id in try imports(of: record) { gaps += try collector.linked(to: id, .importBatch, .gap).filter { $0.leaf.named(.conversation).isEmpty } }
        return Conversation(
            record: record, content: content, isErased: try collector.isErased(record), spoken: spoken, gaps: Self.unique(gaps),
            guidance: try SigningOverview(collector.archive, record.leaf.id, before: collector.horizon).map(SceneGuidance.init))
    }

    /// What was said, each utterance with its speaker.
    ///
    /// A room goes on from file to file, and each file numbers those who take part in its own way: their list is in the version of the
    /// conversation that came with the transcript.
    mutating func spoken(in conversation: StoredRecord) throws -> [Spoken] {
        if let known = words[conversation.leaf.id] { return known }
        let id = conversation.leaf.id, archive = collector.archive
        let versions = try archive.versions(of: id).filter { $0.position < collector.horizon }
        var lists: [Int64: [CanonicalJSON]] = [:]
        var result: [Spoken] = []
        for (stored, words) in try archive.spoken(in: id, before: collector.horizon) {
            guard let words else { continue }
            let version = versions.last { $0.position < stored.position } ?? conversation
            if lists[version.position] == nil {
                lists[version.position] = []
                if case .open(let body, _) = try archive.open(version) { lists[version.position] = body["participants"]?.array ?? [] }
            }
            let list = lists[version.position] ?? []
            var speaker: (label: String, role: String?)?
            if list.indices.contains(words.speaker), let label = list[words.speaker]["label"]?.string {
                speaker = (label, list[words.speaker]["role"]?.string)
            }
            result.append(Spoken(utterance: words, position: stored.position, speaker: speaker))
        }
        words[id] = result
        return result
    }

    /// The imports that a conversation came with: a room goes on from file to file.
    mutating func imports(of conversation: StoredRecord) throws -> [RecordID] {
        var seen: Set<RecordID> = []
        return try collector.archive.versions(of: conversation.leaf.id).filter { $0.position < collector.horizon }
            .flatMap { $0.leaf.named(.importBatch) }.filter { seen.insert($0).inserted }
    }

    /// A chat is a contact on each of its days.
    private static func days(of conversation: Conversation) -> [Contact] {
        guard conversation.record.leaf.data["medium"]?.string == "chat" else { return [Contact(conversations: [conversation])] }
        let days = Dictionary(grouping: conversation.spoken) { $0.utterance.time?.dayInChina }
        guard days.count > 1 else { return [Contact(conversations: [conversation])] }
        return days.map { _, spoken in
            var part = conversation
            part.spoken = spoken
            return Contact(conversations: [part])
        }
    }

    private static func timed(_ contact: Contact) -> Contact {
        var contact = contact
        let times = contact.conversations.flatMap { $0.spoken.compactMap(\.utterance.time) }
        let began = contact.conversations.compactMap { $0.record.leaf.moment("started") }.min()
        let isChat = contact.conversations.contains { $0.record.leaf.data["medium"]?.string == "chat" }
        contact.start = contact.start ?? (isChat ? times.min() ?? began : began ?? times.min())
        contact.end = contact.end ?? times.max()
        return contact
    }

    private mutating func findAgents() throws {
        var ids = signing?.leaf.named(.agent) ?? []
        for contact in contacts {
            ids += contact.visit?.leaf.named(.agent) ?? []
            ids += contact.conversations.flatMap { $0.record.leaf.named(.agent) }
        }
        agents = Self.unique(try ids.compactMap { try collector.record($0) })
    }

    /// Whether the contract was signed in a contact: a guided signing that was not finished is not the signing, whatever it names.
    func isSigning(_ contact: Contact) -> Bool {
        guard let signing else { return false }
        let finished = contact.conversations.filter { $0.guidance?.isCompleted ?? true }
        if !contact.conversations.isEmpty, finished.isEmpty { return false }
        return contact.visit.map { signing.leaf.named(.visit).contains($0.leaf.id) } ?? false
            || finished.contains { $0.record.leaf.links.contains(Link(.signing, signing.leaf.id)) }
    }

    // MARK: - One contact

    mutating func contact(_ contact: Contact, number: Int) throws -> SceneContact {
        let medium = contact.conversations.first?.record.leaf.data["medium"]?.string
        var result = SceneContact(
            number: number, channel: contact.visit?.leaf.data["channel"]?.string ?? medium ?? "other", isSigning: isSigning(contact),
            guidance: contact.conversations.lazy.compactMap(\.guidance).first, start: contact.start,
            end: contact.end, people: try names(of: contact), place: nil, format: contact.conversations.first?.record.leaf.data["format"]?.string,
            clock: clock(of: contact), isProved: false, isErased: contact.conversations.contains(where: \.isErased),
            recorded: try recorded(contact), sources: [], inForce: [], inForceAsKnownThen: [], shown: [], utterances: [], media: [], notes: [])
        if let visit = contact.visit {
            result.place = try collector.content(visit)?.text("place")
            result.sources.append(collector.source(visit))
            if let note = try collector.content(visit)?.text("note") {
                result.notes.append(SceneStatement(zh: note, en: note, [collector.source(visit)]))
            }
        }
        result.sources += contact.conversations.map { collector.source($0.record) }
        if let start = contact.start {
            result.inForce = inForce(at: start).map(\.record.leaf.id.description)
            result.inForceAsKnownThen = inForceAsKnown(at: start).map(\.description)
        }
        for conversation in contact.conversations {
            result.utterances += try utterances(of: conversation, buyers: present(contact).count)
            try addRecords(of: conversation, to: &result)
        }
        if let visit = contact.visit { try addShown(collector.linked(to: visit.leaf.id, .visit, .shown), to: &result) }
        return result
    }

    private mutating func names(of contact: Contact) throws -> [String] {
        var ids: [RecordID] = []
        for leaf in [contact.visit?.leaf].compactMap({ $0 }) + contact.conversations.map(\.record.leaf) {
            ids += leaf.named(.customer)
            ids += leaf.data["consents"]?.array?.compactMap { $0["person"]?.string.flatMap(RecordID.init) } ?? []
            ids += leaf.named(.agent)
        }
        var seen: Set<RecordID> = []
        return try ids.filter { seen.insert($0).inserted }.compactMap { try name(of: $0) }
    }

    private func clock(of contact: Contact) -> SceneClock {
        if contact.conversations.contains(where: { $0.gaps.contains { $0.leaf.data["kind"]?.string == "clock-jump" } }) {
            return SceneClock(quality: .jumped, offset: contact.visit?.leaf.data["clock_offset_ms"]?.integer)
        }
        if let offset = contact.visit?.leaf.data["clock_offset_ms"]?.integer {
            return SceneClock(quality: abs(offset) <= SceneClock.tolerance ? .compared : .off, offset: offset)
        }
        let isServer = contact.conversations.contains { $0.record.leaf.data["format"]?.string == "wecom" }
        return SceneClock(quality: isServer ? .server : .uncompared, offset: nil)
    }

    private func recorded(_ contact: Contact) throws -> Timestamp {
        let ids = contact.conversations.map(\.record.leaf.id) + [contact.visit?.leaf.id].compactMap(\.self)
        return try ids.compactMap { try collector.archive.versions(of: $0).first?.leaf.time }.min() ?? .now()
    }

    private mutating func utterances(of conversation: Conversation, buyers: Int) throws -> [SceneUtterance] {
        var result: [SceneUtterance] = []
        for spoken in conversation.spoken where !spoken.utterance.text.isEmpty {
            let words = spoken.utterance
            var source = collector.source(conversation.record, utterance: words.number)
            source.position = spoken.position
            result.append(
                SceneUtterance(
                    source: source, role: words.role.name, speaker: try speaker(spoken.speaker?.label, spoken.speaker?.role, in: conversation, buyers: buyers),
                    time: words.time, start: words.start, text: words.text, isDoubtful: words.flags.contains(.doubtful),
                    isRecalled: words.flags.contains(.recalled)))
        }
        return result
    }

    /// The name of a person whom a source knows by an account.
    ///
    /// - Parameter buyers: how many were there; which of several a speaker without a name was, nobody can tell.
    private mutating func speaker(_ label: String?, _ role: String?, in conversation: Conversation, buyers: Int) throws -> String? {
        guard let label else { return nil }
        for agent in agents {
            let content = try collector.content(agent)
            if content?.texts("accounts").contains(label) ?? false { return content?.text("name") ?? label }
        }
        let isAccount = label.utf8.allSatisfy { $0 < 0x80 }
        guard isAccount else { return label }
        let named = conversation.record.leaf.named(role == "seller" ? .agent : .customer)
        guard role == "seller" || role == "customer", named.count == 1 else { return label }
        guard role == "seller" || buyers < 2 else { return nil }
        return try name(of: named[0]) ?? label
    }

    private mutating func addRecords(of conversation: Conversation, to contact: inout SceneContact) throws {
        let id = conversation.record.leaf.id
        let numbers = Set(conversation.spoken.map(\.utterance.number))
        func isHere(_ record: StoredRecord) -> Bool { record.leaf.data["utterance"]?.integer.map { numbers.contains(Int($0)) } ?? true }
        try addShown(collector.linked(to: id, .conversation, .shown).filter(isHere), to: &contact)
        for media in try collector.linked(to: id, .conversation, .media) where isHere(media) {
            contact.media.append(
                SceneMedia(
                    kind: media.leaf.data["kind"]?.string ?? "file", source: collector.source(media),
                    offset: media.leaf.data["offset_ms"]?.integer ?? 0, file: nil))
        }
        for note in try collector.linked(to: id, .subject, .annotation) {
            guard let text = try collector.content(note)?.text("text") else { continue }
            contact.notes.append(SceneStatement(zh: text, en: text, [collector.source(note)]))
        }
        for finding in try collector.linked(to: id, .conversation, .finding) where isHere(finding) {
            guard let content = try collector.content(finding), let words = content.text("text"), let message = content.text("message") else { continue }
            var sources = [collector.source(finding)]
            if let number = finding.leaf.data["utterance"]?.integer { sources.append(source(conversation.record, utterance: Int(number))) }
            let rule = finding.leaf.data["rule"]?.string ?? ""
            contact.notes.append(SceneStatement(zh: "规则 \(rule)：“\(words)”。\(message)", en: "rule \(rule): “\(words)”; as recorded: “\(message)”", sources))
        }
    }

    private mutating func addShown(_ records: [StoredRecord], to contact: inout SceneContact) throws {
        for record in records where !contact.shown.contains(where: { $0.source.record == record.leaf.id.description }) {
            let document = try record.leaf.named(.document).first.flatMap { try collector.record($0) }
            contact.shown.append(
                SceneShown(
                    name: try collector.content(record)?.text("name"), evidence: record.leaf.data["evidence"]?.string ?? "",
                    time: record.leaf.moment("from"), document: document.map { collector.source($0) }, source: collector.source(record)))
        }
    }
}

extension SceneAssembly.Contact {
    fileprivate var position: Int64 { visit?.position ?? conversations.first?.record.position ?? 0 }
}
