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
        let attached: Set<String> = ["conversation", "transcript", "media", "gap", "shown", "annotation", "import", "original", "erased"]
        let conversations = records.filter { $0.type == RecordType.conversation.rawValue }.compactMap { RecordID($0.id) }
        var others = records.filter { !attached.contains($0.type) }.compactMap { RecordID($0.id) }
        guard let customer else { return EvidenceSelection(conversations: all(conversations), records: others) }
        // Other customers' records stay closed; their names are blacked out.
        let persons = Set(records.filter { $0.type == RecordType.customer.rawValue }.compactMap { RecordID($0.id) })
        others = others.filter { !persons.contains($0) } + [customer]
        let known = people.flatMap { [$0.name, $0.role == .customer ? $0.phone : nil].compactMap(\.self) }
        return EvidenceSelection(
            conversations: all(conversations), records: others, copy: EvidenceSelection.Copy(customer: customer, known: known, language: language))
    }

    private func all(_ conversations: [RecordID]) -> [RecordID: EvidenceSelection.Utterances] {
        Dictionary(conversations.map { ($0, .all) }) { $1 }
    }
}
