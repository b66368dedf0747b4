import KaipanArchive
import KaipanText

/// A scene as its customers may have it, whose own data stay while those of others are blacked out, or as reviewers see it.
struct SceneRedaction {
    private let scene: Scene
    private let redact: @Sendable (String) -> String
    private let variant: Scene.Variant

    /// - Parameters:
    ///   - customer: whose copy it is; nil for all who bought together, who then know each other's numbers.
    ///   - numbers: on record, by customer.
    ///   - redact: as `SceneParts.redact`.
    init(
        of scene: Scene, for customer: RecordID? = nil, numbers: [RecordID: [String]], redact: @Sendable (_ own: [String], _ others: [String]) -> Redactor
    ) {
        var scene = scene
        if let customer {
            for index in scene.people.indices where scene.people[index].source.record != customer.description { scene.people[index].phone = nil }
        }
        self.scene = scene
        let customers = scene.people.filter { $0.role == .customer }
        let owners = Set(customer.map { [$0] } ?? customers.compactMap { RecordID($0.source.record) })
        // Whom the customers dealt with they know.
        variant = .customer
        let own = customers.flatMap { [$0.name, $0.phone].compactMap(\.self) } + scene.people.filter { $0.role == .agent }.compactMap(\.name)
            + owners.flatMap { numbers[$0] ?? [] }
        let redactor = redact(own, numbers.filter { !owners.contains($0.key) }.flatMap(\.value))
        self.redact = { redactor.redacted($0) }
    }

    init(of scene: Scene, for view: ReviewerView) {
        self.scene = scene
        redact = { view.words($0) }
        variant = .reviewer
    }

    private var isReview: Bool { variant == .reviewer }

    var copy: Scene {
        var copy = scene
        copy.variant = variant
        if isReview { copy.people = scene.people.map(person) }
        copy.summary = summary(scene)
        copy.contacts = scene.contacts.map(contact)
        copy.versions = scene.versions.map { version in
            var version = version
            version.title = words(version.title)
            version.version = version.version.map(words)
            version.places = version.places.map(words)
            version.clauses = version.clauses.map {
                SceneClause(id: $0.id, title: words($0.title), text: words($0.text), page: $0.page, kind: $0.kind)
            }
            version.changes = version.changes?.map { change in
                var change = change
                change.old = change.old.map(words)
                change.new = change.new.map(words)
                return change
            }
            return version
        }
        copy.signing = scene.signing.map { signing in
            var signing = signing
            signing.moments = signing.moments.map { moment in
                var moment = moment
                moment.text = words(moment.text)
                moment.who = moment.who.map(words)
                return moment
            }
            if isReview {
                signing.parties = signing.parties.map(words)
                signing.present = signing.present.map(words)
                signing.place = signing.place.map(words)
            }
            return signing
        }
        copy.ledger = scene.ledger?.map(row)
        copy.adherence = scene.adherence?.map { row in
            var row = row
            row.reasons = row.reasons.map(words)
            row.citations = row.citations.map(citation)
            return row
        }
        copy.acknowledgements = scene.acknowledgements?.map { row in
            var row = row
            row.text = words(row.text)
            row.reasons = row.reasons.map(words)
            row.citations = row.citations.map(citation)
            return row
        }
        copy.gaps = scene.gaps.map { gap in
            var gap = gap
            gap.text = words(gap.text)
            return gap
        }
        copy.integrity = integrity(scene.integrity)
        copy.custody = scene.custody.filter { isReview || $0.kind != .access && $0.kind != .hold && $0.kind != .release }.map { event in
            var event = event
            if !isReview { event.who = nil }
            event.text = words(event.text)
            return event
        }
        copy.records = scene.records.map { record in
            var record = record
            if !isReview { record.by = nil }
            return record
        }
        // The checklist of a copy rests on what the copy shows.
        copy.checklist = SceneChecklist(copy).items
        return copy
    }

    // MARK: - Words

    private func words(_ text: String) -> String { redact(text) }
    private func words(_ text: LocalizedText) -> LocalizedText { LocalizedText(zh: words(text.zh), en: words(text.en)) }
    private func statement(_ statement: SceneStatement) -> SceneStatement { SceneStatement(words(statement.text), statement.sources) }

    private func citation(_ citation: SceneCitation) -> SceneCitation {
        var citation = citation
        citation.text = words(citation.text)
        return citation
    }

    // MARK: - Parts

    private func summary(_ scene: Scene) -> SceneSummary {
        var copy = scene.summary
        let summary = scene.summary
        copy.question = summary.question.map(statement)
        // Who rejected a promise and what the house thought is not told here either.
        let rejections = (scene.ledger ?? []).compactMap { row in row.rejection.map { ($0, self.row(row).rejection ?? $0) } }
        copy.bottomLine = summary.bottomLine.map { line in rejections.first { $0.0 == line }?.1 ?? statement(line) }
        copy.missing = summary.missing.map(statement)
        if isReview {
            copy.customers = summary.customers.map(words)
            copy.agents = summary.agents.map(words)
        }
        return copy
    }

    private func person(_ person: ScenePerson) -> ScenePerson {
        guard person.role == .customer else { return person }
        var person = person
        person.name = person.name.map { _ in ReviewerView.mark }
        person.phone = person.phone.map { _ in ReviewerView.mark }
        return person
    }

    private func contact(_ contact: SceneContact) -> SceneContact {
        var copy = contact
        // What people of the house noted among themselves is not the customer's.
        copy.notes = isReview ? contact.notes.map(statement) : []
        if isReview { copy.people = contact.people.map(words) }
        copy.place = contact.place.map(words)
        copy.utterances = contact.utterances.map { spoken in
            var spoken = spoken
            spoken.text = words(spoken.text)
            // Customers are called as the chat or the call shows them.
            spoken.speaker = isReview && spoken.role != "seller" ? nil : spoken.speaker.map(words)
            return spoken
        }
        copy.shown = contact.shown.map { shown in
            var shown = shown
            shown.name = shown.name.map(words)
            return shown
        }
        // A voice names others whom the text does not.
        copy.media = []
        return copy
    }

    private func row(_ row: SceneLedgerRow) -> SceneLedgerRow {
        var copy = row
        copy.promise = citation(row.promise)
        copy.claim = words(row.claim)
        copy.relations = row.relations.map { relation in
            var relation = relation
            relation.document = words(relation.document)
            relation.citation = relation.citation.map(citation)
            return relation
        }
        copy.questions = row.questions.map { question in
            SceneLedgerRow.Question(question: question.question, evidence: question.evidence.map(citation), note: question.note.map(words))
        }
        copy.notes = row.notes.map(words)
        if isReview {
            copy.decision?.reason = row.decision?.reason.map(words)
        } else {
            // That somebody decided is told, who it was and what the house thought is not.
            copy.decision?.by = nil
            copy.decision?.reason = nil
        }
        return copy
    }

    private func integrity(_ integrity: SceneIntegrity) -> SceneIntegrity {
        var copy = integrity
        copy.proves = integrity.proves.map(statement)
        copy.doesNotProve = integrity.doesNotProve.map(statement)
        return copy
    }
}
