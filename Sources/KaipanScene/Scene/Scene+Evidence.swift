import KaipanArchive
import KaipanText

extension Scene {
    /// What a package of evidence of this scene opens: its conversations and everything else that it rests on.
    ///
    /// - Parameters:
    ///   - customer: whose copy it is; nil for the full package.
    ///   - language: of what takes the place of redacted words.
    public func evidence(copy customer: RecordID? = nil, language: Language) -> EvidenceSelection {
        // What belongs to a conversation goes with it.
        let attached: Set<String> = [
            "conversation", "transcript", "media", "gap", "shown", "annotation", "import", "original", "erased",
            // Who did what with these is told of them; it is nothing to be told of.
            "access", "export", "hold", "hold-release", "approval-request", "approval", "erasure",
        ]
        let conversations = records.filter { $0.type == RecordType.conversation.rawValue }.compactMap { RecordID($0.id) }
        var others = records.filter { !attached.contains($0.type) }.compactMap { RecordID($0.id) }
        guard let customer else { return EvidenceSelection(conversations: all(conversations), records: others) }
        // Other customers' records stay closed; those who bought together know each other by name.
        let persons = Set(records.filter { $0.type == RecordType.customer.rawValue }.compactMap { RecordID($0.id) })
        others = others.filter { !persons.contains($0) } + [customer]
        let known = people.flatMap { [$0.name, $0.role == .customer ? $0.phone : nil].compactMap(\.self) }
        return EvidenceSelection(
            conversations: all(conversations), records: others, copy: EvidenceSelection.Copy(customer: customer, known: known, language: language))
    }

    /// The scene's own reports as files of its package: JSON, page, text, and the contacts and promises as tables.
    ///
    /// They show what the scene shows, so that those of a customer's copy are redacted with it.
    ///
    /// - Throws: `EncodingError`.
    public func files(language: Language) throws -> [EvidenceFile] {
        let tables = SceneTables(scene: self, language: language)
        var files = [
            ("scene.json", try SceneReport.json(self)), ("report.html", SceneReport.html(self, language: language)),
            ("report.txt", SceneReport.text(self, language: language)), ("timeline.csv", tables.timeline),
        ]
        if let promises = tables.promises { files.append(("promises.csv", promises)) }
        return files.map { EvidenceFile(path: $0.0, bytes: Array($0.1.utf8)) }
    }

    private func all(_ conversations: [RecordID]) -> [RecordID: EvidenceSelection.Utterances] {
        Dictionary(conversations.map { ($0, .all) }) { $1 }
    }
}
