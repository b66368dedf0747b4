import KaipanArchive
import KaipanLog
import KaipanText

/// What was said in a conversation of the archive, from all its transcripts, and what of it is missing.
struct ConversationSpeech {
    /// What was said and stands.
    var passages: [Passage] = []
    /// The same with what was taken back, which was said all the same.
    var all: [Passage] = []
    var gaps: [RecordingGap] = []
    /// The newest entry of the log that it was read from.
    var position: Int64
    /// The place in the log of the transcript that has each utterance, by the utterance's number.
    var transcripts: [Int: Int64] = [:]

    private let record: StoredRecord
    private let visits: [StoredRecord]
    private let archive: Archive

    /// What people said or wrote themselves; pictures, what others wrote and what was taken back is nothing that was said.
    private static let kinds: Set<UtteranceKind> = [.speech, .text, .mixed, .voice]
    /// Kinds of gaps that hide no words; in any other somebody may have spoken, and in what a person recorded under a name of their own.
    private static let harmless = Set([
        "recalled-message", "clock-jump", "clock-offset", "not-reviewed", "doubtful", "silent-party", "signing-objection", "unanswered-question",
    ])

    /// - Parameter end: only entries before this position, which is what was known then.
    /// - Throws: `ArchiveError.noKey` where the conversation was erased.
    init(_ conversation: RecordID, in archive: Archive, before end: Int64 = .max) throws {
        let versions = try archive.versions(of: conversation).filter { $0.position < end }
        let newest = try versions.last ?? archive.record(conversation)
        self.archive = archive
        record = newest
        position = newest.position
        visits = try newest.leaf.named(.visit).compactMap { id in try archive.versions(of: id).last { $0.position < end } }
        for (stored, opened) in try archive.spoken(in: conversation, before: end) {
            position = max(position, stored.position)
            guard Self.kinds.contains(stored.utterance.kind) else { continue }
            guard let spoken = opened else { throw ArchiveError.noKey(scope: "conversation \(conversation)") }
            // Each file of a conversation that goes on in another one has a beginning of its own.
            let began = (versions.last { $0.position < stored.position } ?? newest).leaf.moment("started")
            let passage = Passage(
                source: SourceReference(kind: .utterance, record: conversation.description, part: "\(spoken.number)"), role: Passage.Role(spoken.role),
                text: spoken.text, time: spoken.time ?? began.flatMap { began in spoken.start.map { began.advanced(by: $0) } }, start: spoken.start,
                end: spoken.end, isDoubtful: spoken.flags.contains(.doubtful))
            all.append(passage)
            transcripts[spoken.number] = stored.position
            if !spoken.flags.contains(.recalled) { passages.append(passage) }
        }
        try addGaps(before: end)
    }

    /// Only what was said at some moments; what has no time is held to be said when the conversation began.
    func said(at isMoment: (Timestamp) -> Bool) -> ConversationSpeech {
        let began = began
        func counts(_ passage: Passage) -> Bool { (passage.time ?? began).map(isMoment) ?? false }
        var part = self, places: [Int] = []
        part.passages = []
        for passage in passages {
            places.append(part.passages.count - 1)
            guard counts(passage) else { continue }
            part.passages.append(passage)
            places[places.count - 1] += 1
        }
        part.all = all.filter(counts)
        part.gaps = gaps.map { gap in
            var gap = gap
            gap.after = places.indices.contains(gap.after) ? places[gap.after] : -1
            return gap
        }
        return part
    }

    /// When each thing was said; of a conversation without words when it began.
    var moments: [Timestamp] {
        let times = Set(all.compactMap { $0.time ?? began })
        return times.isEmpty ? [began ?? record.leaf.time] : times.sorted()
    }

    private var began: Timestamp? { record.leaf.moment("started") ?? all.lazy.compactMap(\.time).first }

    // MARK: - What is missing

    private mutating func addGaps(before end: Int64) throws {
        let conversation = record.leaf.id
        var found = try archive.records(linkedTo: conversation, .conversation, type: .gap, before: end)
        // What was recorded of the visit, or of the whole file, may have hidden words of this conversation.
        func isHere(_ gap: StoredRecord) -> Bool {
            let conversations = gap.leaf.named(.conversation)
            return conversations.isEmpty || conversations.contains(conversation)
        }
        for visit in visits { found += try archive.records(linkedTo: visit.leaf.id, .visit, type: .gap, before: end).filter(isHere) }
        for id in Set(try archive.versions(of: conversation).filter({ $0.position < end }).flatMap { $0.leaf.named(.importBatch) }) {
            found += try archive.records(linkedTo: id, .importBatch, type: .gap, before: end).filter(isHere)
        }
        var seen: Set<RecordID> = [], covered: [ClosedRange<Timestamp>] = []
        for record in found.sorted(by: { $0.position < $1.position }) where seen.insert(record.leaf.id).inserted {
            position = max(position, record.position)
            let data = record.leaf.data
            if let from = record.leaf.moment("from"), let to = record.leaf.moment("to"), from <= to { covered.append(from...to) }
            guard let kind = data["kind"]?.string, !Self.harmless.contains(kind) else { continue }
            gaps.append(gap(kind, data))
        }
        try addStretches(covered, before: end)
    }

    private func gap(_ kind: String, _ data: CanonicalObject) -> RecordingGap {
        func time(_ name: String) -> Timestamp? { data[name]?.string.flatMap { Timestamp($0) } }
        let name = SceneGap.name(of: kind)
        if let before = data["before"]?.integer {
            let behind = data["behind"]?.integer
            return RecordingGap(
                after: (passages.lastIndex { $0.start.map { $0 <= before } ?? false } ?? -1), length: behind.map { max(0, $0 - before) }, name: name)
        }
        if let first = data["first"]?.integer, let last = data["last"]?.integer {
            // Messages that are missing take no time that could be measured.
            let after = time("from").flatMap { from in passages.lastIndex { $0.time.map { $0 <= from } ?? false } }
            return RecordingGap(after: after ?? -1, name: LocalizedText(zh: "\(name.zh)（\(first) 至 \(last)）", en: "\(name.en) (\(first) to \(last))"))
        }
        guard let from = time("from") else { return RecordingGap(after: -1, name: name) }
        return stretch(name, from: from, to: time("to"))
    }

    private func stretch(_ name: LocalizedText, from: Timestamp, to: Timestamp?) -> RecordingGap {
        let zh = to.map { "\(from.inChina) 至 \($0.inChina)" } ?? "\(from.inChina) 起", en = to.map { "\(from.inChina) to \($0.inChina)" } ?? "from \(from.inChina)"
        return RecordingGap(
            after: passages.lastIndex { $0.time.map { $0 <= from } ?? false } ?? -1, length: to.map { max(0, $0.milliseconds - from.milliseconds) },
            name: LocalizedText(zh: "\(name.zh)（\(zh)）", en: "\(name.en) (\(en))"))
    }

    /// The long stretches of the visit without words that nobody recorded, up to the signature where one was given then.
    private mutating func addStretches(_ covered: [ClosedRange<Timestamp>], before end: Int64) throws {
        guard record.leaf.data["medium"]?.string != "chat", let visit = visits.first else { return }
        let words = all.compactMap { passage -> ClosedRange<Timestamp>? in
            guard let time = passage.time, !passage.text.isEmpty else { return nil }
            return time...time.advanced(by: passage.start.flatMap { start in passage.end.map { max(0, $0 - start) } } ?? 0)
        }
        guard !words.isEmpty || all.isEmpty else { return }
        // By the clock of the device that recorded the visit.
        let offset = visit.leaf.data["clock_offset_ms"]?.integer ?? 0
        let signings = try archive.records(linkedTo: visit.leaf.id, .visit, type: .signing, before: end)
        position = ([position, visit.position] + signings.map(\.position)).max() ?? position
        let signed = signings.compactMap { $0.leaf.moment("time")?.advanced(by: offset) }.max()
        guard var reached = visit.leaf.moment("start") ?? words.first?.lowerBound, let last = signed ?? visit.leaf.moment("end") else { return }
        let name = SceneGap.name(of: "no-words")
        for range in (words + covered + [last...last]).sorted(by: { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }) where reached < last {
            let until = min(range.lowerBound, last)
            if until.milliseconds - reached.milliseconds > SceneAssembly.longestSilence { gaps.append(stretch(name, from: reached, to: until)) }
            reached = max(reached, range.upperBound)
        }
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
