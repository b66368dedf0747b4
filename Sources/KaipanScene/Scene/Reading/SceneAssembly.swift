import KaipanArchive
import KaipanLog
import KaipanText

/// Puts a scene together, family by family.
struct SceneAssembly {
    var collector: SceneCollector
    let parts: SceneParts
    let known: Timestamp?
    let checkpoint: SignedCheckpoint

    /// Whose copy it is: what others did alone is not told; nil where everything is.
    var only: RecordID?
    /// How many contacts of others were left out, a chat counting with each of its days.
    var withheld = 0
    /// Conversations that name the unit and nobody: whose they are, nothing says.
    var unassigned: [StoredRecord] = []
    /// Conversations that were opened to tell whose they are, and left out.
    var consulted: Set<RecordID> = []
    /// What was said, by conversation.
    var words: [RecordID: [Spoken]] = [:]

    // What the scene is about, filled in this order.
    var signing: StoredRecord?
    var complaints: [StoredRecord] = []
    /// The complaint that the scene was asked for by.
    var asked: StoredRecord?
    var unit: StoredRecord?
    var project: StoredRecord?
    var customers: [StoredRecord] = []
    var agents: [StoredRecord] = []
    var validities: [RecordID: Validity] = [:]
    /// All that was ever recorded of them, and their withdrawals, in the order of the log.
    var history: [StoredRecord] = []
    var contacts: [Contact] = []
    var gaps: [SceneGap] = []
    var disclosures: [(record: StoredRecord, acknowledgements: [StoredRecord])] = []

    /// A contact while it is put together.
    struct Contact {
        var visit: StoredRecord?
        var conversations: [Conversation] = []
        var start: Timestamp?
        var end: Timestamp?
    }

    /// A conversation, or a day of a chat.
    struct Conversation {
        var record: StoredRecord
        var content: CanonicalObject?
        var isErased: Bool
        var spoken: [Spoken]
        var gaps: [StoredRecord]
        /// How far it came, where it is a guided signing.
        var guidance: SceneGuidance?
    }

    /// An utterance with the place in the log of the transcript that has it, and who takes part by the record that came with it.
    struct Spoken {
        var utterance: Utterance
        var position: Int64
        var speaker: (label: String, role: String?)?
    }

    init(collector: SceneCollector, parts: SceneParts, known: Timestamp?, checkpoint: SignedCheckpoint, only: RecordID? = nil) {
        self.collector = collector
        self.only = only
        self.parts = parts
        self.known = known
        self.checkpoint = checkpoint
    }

    mutating func scene(of subject: StoredRecord) throws -> Scene {
        try findSubjects(subject)
        if let only, !customers.contains(where: { $0.leaf.id == only }) {
            throw SceneError.noCustomer(id: only.description, customers: customers.map(\.leaf.id.description))
        }
        try findValidities()
        try findContacts()
        try findDisclosures()
        let people = try self.people()
        var contacts: [SceneContact] = []
        for found in self.contacts { contacts.append(try contact(found, number: contacts.count + 1)) }
        let versions = try self.versions(of: contacts)
        let signed = try signing.map { try signingScene($0, contacts, versions) }
        findLateVersions(versions)
        var material = try self.material(contacts, versions)
        // The ledger counts what a buyer asked of a clause, which is found by what became of the clause.
        let adherence = try parts.adherence?(material)
        material.adherence = adherence ?? []
        let ledger = try parts.ledger?(material)
        // What a person decided is proved with the rest.
        for decision in ledger?.compactMap(\.decision) ?? [] { if let id = RecordID(decision.source.record) { _ = try collector.record(id) } }
        let acknowledgements = try parts.acknowledgements?(material)
        gaps.sort { ($0.from?.milliseconds ?? .max, $0.kind) < ($1.from?.milliseconds ?? .max, $1.kind) }
        let custody = try self.custody()
        dropOthers()
        let (integrity, records) = try self.integrity()
        let proved = Set(records.filter(\.isProved).map(\.id))
        for index in contacts.indices { contacts[index].isProved = contacts[index].sources.allSatisfy { proved.contains($0.record) } }
        var scene = Scene(
            variant: .full, subject: collector.source(subject), asKnownAt: known, made: .now(),
            summary: SceneSummary(customers: [], agents: [], bottomLine: [], missing: []), people: people, contacts: contacts,
            versions: versions, signing: signed, ledger: ledger, adherence: adherence, acknowledgements: acknowledgements,
            integrity: self.integrity(integrity, with: gaps), gaps: gaps, checklist: [], custody: custody, records: records)
        scene.checklist = SceneChecklist(scene).items
        scene.summary = try summary(of: scene)
        return scene
    }

    /// An utterance as a source: its place in the log is that of its transcript.
    func source(_ conversation: StoredRecord, utterance number: Int) -> SceneSource {
        var source = collector.source(conversation, utterance: number)
        for contact in contacts {
            for found in contact.conversations where found.record.leaf.id == conversation.leaf.id {
                if let spoken = found.spoken.first(where: { $0.utterance.number == number }) { source.position = spoken.position }
            }
        }
        return source
    }

    /// The records of persons and dealings that were opened, for the log.
    var opened: [RecordID] {
        let types: Set<RecordType> = [.signing, .complaint, .customer, .conversation, .visit]
        return collector.records.values.filter { types.contains($0.leaf.type) }.sorted { $0.position < $1.position }.map(\.leaf.id)
            + consulted.sorted()
    }

    // MARK: - Who and what

    private mutating func findSubjects(_ subject: StoredRecord) throws {
        if subject.leaf.type == .complaint {
            complaints = [subject]
            asked = subject
            if let id = subject.leaf.named(.signing).first { signing = try collector.record(id) }
        } else {
            signing = subject
        }
        let about = signing ?? subject
        unit = try about.leaf.named(.unit).first.flatMap { try collector.record($0) }
        var ids = about.leaf.named(.customer)
        if signing == nil, ids.isEmpty, let unit, let bought = try collector.linked(to: unit.leaf.id, .unit, .signing).last {
            signing = bought
            ids = bought.leaf.named(.customer)
        }
        for id in ids {
            guard let customer = try collector.record(id) else { continue }
            customers.append(customer)
            // A household's members name each other.
            let others = try customer.leaf.named(.customer) + collector.linked(to: id, .customer, .customer).map(\.leaf.id)
            for other in others where !customers.contains(where: { $0.leaf.id == other }) && !ids.contains(other) {
                if let record = try collector.record(other) { customers.append(record) }
            }
        }
        let id = (signing ?? subject).leaf.named(.project).first ?? unit?.leaf.named(.project).first
        project = try id.flatMap { try collector.record($0) }
        var found = complaints
        if let signing { found += try collector.linked(to: signing.leaf.id, .signing, .complaint) }
        for customer in customers {
            found += try collector.linked(to: customer.leaf.id, .customer, .complaint).filter { isOfUnit($0.leaf) }
        }
        complaints = Self.unique(found)
        guard let only else { return }
        // What another buyer complained of is theirs.
        func isAnothers(_ complaint: StoredRecord) -> Bool {
            let customers = complaint.leaf.named(.customer)
            return !customers.isEmpty && !customers.contains(only)
        }
        complaints.removeAll(where: isAnothers)
        if let complaint = asked, isAnothers(complaint) { asked = nil }
    }

    /// Forgets what others did alone, which is read where something that is told names it.
    private mutating func dropOthers() {
        guard only != nil else { return }
        var own = complaints
        for contact in contacts { own += [contact.visit].compactMap(\.self) + contact.conversations.map(\.record) }
        let held = Set(own.map(\.leaf.id))
        collector.keepOnly { ![.visit, .conversation, .complaint].contains($0.leaf.type) || held.contains($0.leaf.id) }
    }

    /// Whether a record is of the scene's unit, or of none.
    func isOfUnit(_ leaf: Leaf) -> Bool {
        let units = leaf.named(.unit)
        return units.isEmpty || unit.map { units.contains($0.leaf.id) } ?? true
    }

    static func unique(_ records: [StoredRecord]) -> [StoredRecord] {
        var seen: Set<RecordID> = []
        return records.filter { seen.insert($0.leaf.id).inserted }.sorted { $0.position < $1.position }
    }

    private mutating func people() throws -> [ScenePerson] {
        var people: [ScenePerson] = []
        for customer in customers {
            let content = try collector.content(customer)
            people.append(
                ScenePerson(
                    role: .customer, name: content?.text("name"), employer: nil, phone: content?.text("phone"), source: collector.source(customer)))
        }
        for agent in agents {
            let content = try collector.content(agent)
            people.append(
                ScenePerson(role: .agent, name: content?.text("name"), employer: content?.text("company"), phone: nil, source: collector.source(agent)))
        }
        return people
    }

    /// A customer's or an agent's name.
    mutating func name(of id: RecordID) throws -> String? {
        guard let record = try collector.record(id) else { return nil }
        return try collector.content(record)?.text("name")
    }

    // MARK: - What was in force

    private mutating func findValidities() throws {
        for type in [RecordType.script, .document] {
            for validity in try collector.archive.validities(type, before: collector.horizon) {
                let projects = validity.record.leaf.named(.project)
                // A script without a project is for all of them.
                guard projects.isEmpty || project.map({ projects.contains($0.leaf.id) }) ?? false, try !isOfAnotherSale(validity.record) else { continue }
                // Of a record with several versions the newest counts.
                validities[validity.record.leaf.id] = validity
            }
        }
        for type in [RecordType.script, .scriptWithdrawal, .document, .documentWithdrawal] {
            // An archive has scripts and contracts of many sales; each contact goes through what concerns this one.
            history += try collector.archive.records(type, before: collector.horizon).filter { record in
                let leaf = record.leaf
                return ([leaf.id] + leaf.named(.supersedes) + leaf.named(.script) + leaf.named(.document)).contains { validities[$0] != nil }
            }
        }
    }

    /// Whether a contract or supplement was signed in another sale: it is nothing to this one, and what it says is not for its buyers.
    private func isOfAnotherSale(_ record: StoredRecord) throws -> Bool {
        guard let kind = record.leaf.data["kind"]?.string, ["contract", "supplement"].contains(kind) else { return false }
        let id = record.leaf.id
        if signing?.leaf.named(.document).contains(id) ?? false { return false }
        return try !collector.archive.records(linkedTo: id, .document, type: .signing, before: collector.horizon).isEmpty
    }

    func inForce(at moment: Timestamp) -> [Validity] {
        validities.values.filter { $0.contains(moment) }.sorted { ($0.from, $0.record.position) < ($1.from, $1.record.position) }
    }

    private mutating func versions(of contacts: [SceneContact]) throws -> [SceneVersion] {
        var wanted = Set(contacts.flatMap { $0.inForce + $0.inForceAsKnownThen }.compactMap { RecordID($0) })
        if let moment = momentAskedAbout {
            wanted.formUnion(inForceAsKnown(at: moment))
            wanted.formUnion(inForce(at: moment).map(\.record.leaf.id))
        }
        wanted.formUnion(signing?.leaf.named(.document) ?? [])
        wanted.formUnion(contacts.flatMap(\.shown).compactMap { $0.document.flatMap { RecordID($0.record) } })
        wanted.formUnion(disclosures.flatMap { $0.record.leaf.named(.document) + $0.record.leaf.named(.script) })
        var after: [RecordID: RecordID] = [:]
        for validity in validities.values {
            for old in validity.record.leaf.named(.supersedes) { after[old] = validity.record.leaf.id }
        }
        // With the versions before and after, to which they are compared.
        for id in wanted {
            wanted.formUnion(validities[id]?.record.leaf.named(.supersedes) ?? [])
            if let next = after[id] { wanted.insert(next) }
        }
        var versions: [SceneVersion] = []
        for validity in wanted.compactMap({ validities[$0] }) {
            let record = validity.record
            collector.keep(record)
            let content = try collector.content(record)
            let before = record.leaf.named(.supersedes).first
            versions.append(
                SceneVersion(
                    id: record.leaf.id.description, source: collector.source(record),
                    kind: record.leaf.type == .script ? "script" : record.leaf.data["kind"]?.string ?? "other",
                    title: content?.text("title") ?? record.leaf.id.description,
                    version: content?.text("version"), places: content?.texts("places") ?? [], from: validity.from, to: validity.end,
                    recorded: record.leaf.time, before: before?.description, after: after[record.leaf.id]?.description, clauses: Self.clauses(content), changes: nil))
        }
        versions.sort { ($0.kind == "script" ? 0 : 1, $0.kind, $0.from, $0.source.position ?? 0) < ($1.kind == "script" ? 0 : 1, $1.kind, $1.from, $1.source.position ?? 0) }
        let known = Dictionary(versions.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        for index in versions.indices {
            guard let before = versions[index].before.flatMap({ known[$0] }) else { continue }
            versions[index].changes = Self.changes(from: before, to: versions[index])
        }
        return versions
    }

    private static func clauses(_ content: CanonicalObject?) -> [SceneClause] {
        (content?["clauses"]?.array ?? []).compactMap { clause in
            clause["id"]?.string.map {
                SceneClause(id: $0, title: clause["title"]?.string ?? "", text: ClauseDirectives(clause["text"]?.string ?? "").words, page: clause["page"]?.integer.map(Int.init),
                    kind: clause["kind"]?.string)
            }
        }
    }

    private static func changes(from: SceneVersion, to: SceneVersion) -> [SceneChange] {
        func clauses(_ version: SceneVersion) -> [ScriptClause] {
            version.clauses.map { ScriptClause(id: $0.id, kind: $0.kind.flatMap(ScriptClause.Kind.init) ?? .optional, title: $0.title, text: $0.text) }
        }
        // What must not be said must not look like what may be.
        func kind(_ id: String, _ version: SceneVersion) -> String? { version.clauses.first { $0.id.utf8.elementsEqual(id.utf8) }?.kind }
        func change(_ change: SceneChange.Kind, _ id: String, old: String?, new: String?) -> SceneChange {
            let before = kind(id, from), now = kind(id, to)
            return SceneChange(
                kind: change, clause: id, clauseKind: change == .removed ? before : now, clauseKindBefore: change == .changed && before != now ? before : nil,
                old: old, new: new)
        }
        return ScriptDifference(from: clauses(from), to: clauses(to)).changes.compactMap { found in
            switch found {
            case .added(let clause): change(.added, clause.id, old: nil, new: clause.text)
            case .removed(let clause): change(.removed, clause.id, old: clause.text, new: nil)
            case .changed(let old, let new): change(.changed, new.id, old: old.text, new: new.text)
            case .same: nil
            }
        }
    }

    // MARK: - Disclosures

    private mutating func findDisclosures() throws {
        guard let signing else { return }
        for record in try collector.linked(to: signing.leaf.id, .signing, .disclosure) {
            disclosures.append((record, try collector.linked(to: record.leaf.id, .disclosure, .acknowledgement)))
        }
    }

    // MARK: - For the parts

    private mutating func material(_ contacts: [SceneContact], _ versions: [SceneVersion]) throws -> SceneMaterial {
        var talks: [SceneMaterial.Talk] = []
        for contact in contacts {
            let (scripts, late) = Self.scripts(for: contact, versions)
            for source in contact.sources where source.type == RecordType.conversation.rawValue {
                let passages = contact.utterances.filter { $0.source.record == source.record }.map { spoken in
                    Passage(
                        source: SourceReference(kind: .utterance, record: spoken.source.record, part: spoken.source.utterance.map(String.init)),
                        role: Passage.Role(rawValue: spoken.role) ?? .unknown, text: spoken.text, time: spoken.time, start: spoken.start,
                        isDoubtful: spoken.isDoubtful)
                }
                guard !passages.isEmpty else { continue }
                talks.append(
                    SceneMaterial.Talk(
                        conversation: source.record, contact: contact.number, isSigning: contact.isSigning, start: contact.start,
                        passages: passages, inForce: contact.inForce, shown: contact.shown.compactMap { $0.document?.record },
                        scripts: scripts, lateScripts: late))
            }
        }
        let isSigned = Set((signing?.leaf.named(.document) ?? []).map(\.description))
        let documents = versions.filter { $0.kind != "script" }.map { version in
            SceneMaterial.Document(
                id: version.id, kind: version.kind, title: version.title, version: version.version, clauses: version.clauses, from: version.from,
                to: version.to, isSigned: isSigned.contains(version.id))
        }
        var scripts: [SceneMaterial.Script] = []
        for version in versions where version.kind == "script" {
            guard let id = RecordID(version.id) else { continue }
            let script = try collector.archive.script(id)
            scripts.append(
                SceneMaterial.Script(
                    id: version.id, topic: script.topic, title: version.title, clauses: script.script.clauses, from: version.from, to: version.to))
        }
        var material = SceneMaterial(
            talks: talks, documents: documents, scripts: scripts, disclosures: [],
            profile: project?.leaf.data["profile"]?.string, project: try project.flatMap { try collector.content($0)?.text("name") },
            unit: try unit.flatMap { try collector.content($0)?.text("label") }, signed: signing?.leaf.moment("time"),
            places: collector.records.reduce(into: [:]) { $0[$1.key.description] = ($1.value.leaf.type.rawValue, $1.value.position) },
            transcripts: contacts.flatMap(\.utterances).reduce(into: [:]) { $0[$1.source.record, default: [:]][$1.source.utterance ?? 0] = $1.source.position })
        for disclosure in disclosures {
            let content = try collector.content(disclosure.record)
            material.disclosures.append(
                SceneMaterial.Disclosure(
                    id: disclosure.record.leaf.id.description, item: disclosure.record.leaf.data["item"]?.string ?? "",
                    clause: content?.text("clause"), text: content?.text("text"),
                    acknowledgements: try disclosure.acknowledgements.map { try acknowledgement($0) }))
        }
        return material
    }

    private mutating func acknowledgement(_ record: StoredRecord) throws -> SceneMaterial.Acknowledgement {
        let data = record.leaf.data
        func range(_ from: String, _ to: String) -> Range<Int>? {
            guard let from = data[from]?.integer else { return nil }
            return Int(from)..<Int(max(from, data[to]?.integer ?? from + 1))
        }
        return SceneMaterial.Acknowledgement(
            id: record.leaf.id.description, time: record.leaf.moment("time") ?? record.leaf.time, marked: data["marked"]?.string ?? "none",
            isReadAloud: data["read_aloud"]?.bool ?? false, explained: range("explained_from", "explained_to"),
            answer: range("answer_from", "answer_to"), words: try collector.content(record)?.text("words"),
            conversation: record.leaf.named(.conversation).first?.description)
    }
}
