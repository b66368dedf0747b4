import KaipanArchive
import KaipanLog
import KaipanText

/// What was said in a conversation of the archive, and what of it is missing.
struct ConversationSpeech {
    var passages: [Passage] = []
    var gaps: [RecordingGap] = []
    /// The newest entry of the log that it was read from.
    var position: Int64

    /// What people said or wrote themselves; pictures, what others wrote and what was taken back is nothing that was said.
    private static let kinds: Set<UtteranceKind> = [.speech, .text, .mixed, .voice]
    /// Kinds of gaps in which somebody may have spoken.
    private static let hiding = Set(["sequence-hole", "silence", "undecrypted", "unparsed", "truncated", "failed-media", "absence"])

    /// - Parameter end: only entries before this position, which is what was known then.
    /// - Throws: `ArchiveError.noKey` where the conversation was erased.
    init(_ conversation: RecordID, in archive: Archive, before end: Int64 = .max) throws {
        position = try archive.versions(of: conversation).last { $0.position < end }?.position ?? archive.record(conversation).position
        for stored in try archive.utterances(of: conversation) where stored.position < end {
            position = max(position, stored.position)
            guard Self.kinds.contains(stored.utterance.kind), !stored.utterance.flags.contains(.recalled) else { continue }
            guard let spoken = try archive.open(stored) else { throw ArchiveError.noKey(scope: "conversation \(conversation)") }
            passages.append(Passage(
                source: SourceReference(kind: .utterance, record: conversation.description, part: "\(spoken.number)"), role: Passage.Role(spoken.role),
                text: spoken.text, time: spoken.time, start: spoken.start, end: spoken.end, isDoubtful: spoken.flags.contains(.doubtful)))
        }
        for record in try archive.records(linkedTo: conversation, .conversation, type: .gap, before: end) {
            position = max(position, record.position)
            let data = record.leaf.data
            guard let kind = data["kind"]?.string, Self.hiding.contains(kind) else { continue }
            gaps.append(gap(data))
        }
    }

    private func gap(_ data: CanonicalObject) -> RecordingGap {
        func time(_ name: String) -> Timestamp? { data[name]?.string.flatMap { Timestamp($0) } }
        if let before = data["before"]?.integer {
            let behind = data["behind"]?.integer
            return RecordingGap(after: (passages.lastIndex { $0.start.map { $0 <= before } ?? false } ?? -1), length: behind.map { max(0, $0 - before) })
        }
        guard let from = time("from") else { return RecordingGap(after: -1) }
        // Messages that are missing take no time that could be measured.
        let length = data["first"] == nil ? time("to").map { max(0, $0.milliseconds - from.milliseconds) } : nil
        return RecordingGap(after: passages.lastIndex { $0.time.map { $0 <= from } ?? false } ?? -1, length: length)
    }
}

extension Passage.Role {
    init(_ role: Utterance.Role) {
        self =
            switch role {
            case .seller: .seller
            case .customer: .customer
            case .other: .other
            case .unknown: .unknown
            }
    }
}
