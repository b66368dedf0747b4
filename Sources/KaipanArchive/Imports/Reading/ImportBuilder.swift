import KaipanDocuments
import KaipanText

/// Collects what a reader of a format finds, and works out what all formats have in common: roles, starts, overlaps and gaps.
struct ImportBuilder {
    /// Warnings beyond this are counted only.
    private static let warningLimit = 200

    let options: ImportOptions
    let source: Source
    private var result: ConversationImport
    private var lines: LineIndex
    private var indices: [[UInt8]: Int] = [:]
    private var participants: [[[UInt8]: Int]] = []
    /// The ends of utterances whose times are moments.
    private var ends: [[Int: Timestamp]] = []
    private var utterances = 0
    private var silencedWarnings = 0
    /// Sides that the reader of a document found in its own words.
    private var sides: [Int: [Int: Speaker]] = [:]
    /// The file as it is stored.
    let storedBytes: [UInt8]
    /// Whether each speaker's times are compared with their own only: recognisers may list one channel after the other.
    var hasSeparateChannels = false

    init(format: ImportFormat, source: Source, bytes: [UInt8], options: ImportOptions) {
        self.options = options
        storedBytes = bytes
        self.source = source
        result = ConversationImport(format: format)
        lines = LineIndex(source)
        warnOfEncoding()
    }

    var format: ImportFormat { result.format }

    // MARK: - Places

    /// The place of a range of the source's text.
    ///
    /// Complexity: O(1) beyond the distance to the furthest place asked for so far.
    mutating func place(_ text: Range<Int>, path: String? = nil) -> ImportPlace {
        let start = lines.position(ofText: text.lowerBound)
        return ImportPlace(line: start.line, bytes: start.byteOffset..<source.byteOffset(ofText: text.upperBound), path: path)
    }

    mutating func position(_ offset: Int) -> SourcePosition { lines.position(ofText: offset) }

    mutating func malformed(at offset: Int, path: String? = nil, _ expected: LocalizedText) -> ImportError {
        .malformed(format, position: position(offset), path: path, expected: expected, excerpt: Excerpt.around(offset, in: source.text))
    }

    // MARK: - Collecting

    /// The conversation of a key, made where it is new.
    mutating func conversation(_ key: String, medium: ConversationMedium? = nil, title: String? = nil) -> Int {
        let bytes = Array(key.utf8)
        if let known = indices[bytes] { return known }
        let index = result.conversations.count
        indices[bytes] = index
        result.conversations.append(ImportedConversation(key: key, title: title, medium: options.medium ?? medium))
        participants.append([:])
        ends.append([:])
        return index
    }

    func key(of conversation: Int) -> String { result.conversations[conversation].key }

    mutating func setLanguage(_ language: String?, of conversation: Int) { result.conversations[conversation].language = language }

    /// The participant of a label, made where it is new.
    mutating func participant(_ participant: ImportedParticipant, in conversation: Int) -> Int {
        let id = Array((participant.userID ?? participant.label).utf8)
        if let known = participants[conversation][id] { return known }
        let index = result.conversations[conversation].participants.count
        participants[conversation][id] = index
        result.conversations[conversation].participants.append(participant)
        return index
    }

    /// Adds an utterance; its ordinal is given here.
    /// - Parameter end: the moment at which it ends, where the source's times are moments.
    /// - Returns: the ordinal.
    @discardableResult
    mutating func add(_ utterance: ImportedUtterance, to conversation: Int, end: Timestamp? = nil) throws(ImportError) -> Int {
        utterances += 1
        guard utterances <= options.utteranceLimit else {
            throw .limitExceeded(.utterances(options.utteranceLimit), position: nil)
        }
        var utterance = utterance
        let ordinal = result.conversations[conversation].utterances.count
        utterance.ordinal = ordinal
        if let start = utterance.start, let end = utterance.end, end < start {
            utterance.end = nil
            warn(zh: "结束时间早于开始时间，结束时间未采用", en: "it ends before it starts; the end was not used", at: utterance.place)
        }
        if !source.problems.isEmpty, utterance.text.unicodeScalars.contains("\u{FFFD}") {
            utterance.confidence.doubts.insert(.undecodable)
        }
        if let end { ends[conversation][ordinal] = end }
        result.conversations[conversation].utterances.append(utterance)
        return ordinal
    }

    /// The number that the next utterance of a conversation will have.
    func nextOrdinal(in conversation: Int) -> Int { result.conversations[conversation].utterances.count }

    mutating func add(_ media: ImportedMediaReference) -> Int {
        result.media.append(media)
        return result.media.count - 1
    }

    mutating func add(_ shown: ImportedShownDocument, to conversation: Int) { result.conversations[conversation].shown.append(shown) }
    mutating func add(_ consent: ImportedConsent, to conversation: Int) { result.conversations[conversation].consents.append(consent) }
    mutating func add(_ gap: ImportedGap) { result.gaps.append(gap) }

    mutating func recall(_ ordinal: Int, in conversation: Int) { result.conversations[conversation].utterances[ordinal].isRecalled = true }

    mutating func setSides(_ found: [Int: Speaker], of conversation: Int) { sides[conversation] = found }

    mutating func setSequence(_ sequence: ClosedRange<Int64>?) { result.sequence = sequence }

    mutating func warn(zh: String, en: String, at place: ImportPlace? = nil) {
        guard result.warnings.count < Self.warningLimit else {
            silencedWarnings += 1
            return
        }
        result.warnings.append(ImportWarning(LocalizedText(zh: zh, en: en), at: place))
    }

    private mutating func warnOfEncoding() {
        for problem in source.problems.prefix(10) {
            let bytes = problem.bytes.map { String($0, radix: 16, uppercase: true) }.joined(separator: " ")
            warn(
                zh: "字节 \(bytes) 不是 \(source.encoding.rawValue) 字符，已用 U+FFFD 代替；请指定编码",
                en: "the bytes \(bytes) are no \(source.encoding.rawValue) character; U+FFFD stands in their place. Name the encoding",
                at: place(problem.textOffset..<problem.textOffset))
        }
    }

    // MARK: - Finishing

    /// What was collected, with roles, times since the start, overlaps and gaps.
    mutating func finish() -> ConversationImport {
        for index in result.conversations.indices {
            assignRoles(index)
            alignTimes(index)
            findJumps(index)
            findSilences(index)
            findOverlaps(index)
        }
        result.gaps = result.gaps.enumerated().sorted {
            ($0.element.place.bytes.lowerBound, $0.offset) < ($1.element.place.bytes.lowerBound, $1.offset)
        }.map(\.element)
        if utterances == 0 { warn(zh: "文件中没有发言", en: "the file holds no utterance") }
        if silencedWarnings > 0 {
            result.warnings.append(
                ImportWarning(LocalizedText(zh: "另有 \(silencedWarnings) 条提示", en: "\(silencedWarnings) more warnings")))
        }
        return result
    }

    private mutating func assignRoles(_ index: Int) {
        for number in result.conversations[index].participants.indices {
            options.roles.assign(to: &result.conversations[index].participants[number], side: sides[index]?[number])
        }
    }

    /// Gives every utterance a time since the start, and the conversation its start.
    private mutating func alignTimes(_ index: Int) {
        let moments = result.conversations[index].utterances.compactMap(\.time)
        guard let first = moments.min() else {
            result.conversations[index].start = options.start
            return
        }
        result.conversations[index].start = first
        for number in result.conversations[index].utterances.indices {
            guard let time = result.conversations[index].utterances[number].time else { continue }
            let start = time.milliseconds - first.milliseconds
            result.conversations[index].utterances[number].start = start
            if let end = ends[index][number] {
                let offset = end.milliseconds - first.milliseconds
                result.conversations[index].utterances[number].end = offset >= start ? offset : nil
            }
        }
    }

    private mutating func findJumps(_ index: Int) {
        let conversation = result.conversations[index]
        // By speaker, or under -1 for all.
        var last: [Int: Int] = [:]
        for (number, utterance) in conversation.utterances.enumerated() {
            guard let start = utterance.start else { continue }
            let clock = hasSeparateChannels ? utterance.speaker ?? -1 : -1
            defer { last[clock] = number }
            guard let before = last[clock].flatMap({ conversation.utterances[$0].start }), before - start > options.clockTolerance else {
                continue
            }
            let seconds = Double(before - start) / 1000
            result.gaps.append(
                ImportedGap(
                    kind: .clockJump, conversation: conversation.key,
                    from: last[clock].flatMap { conversation.time(of: conversation.utterances[$0]) }, to: conversation.time(of: utterance),
                    offsets: .init(before: before, behind: start), messageID: utterance.messageID,
                    detail: LocalizedText(
                        zh: "时间倒退 \(seconds) 秒：时钟可能被调整，或记录顺序有误",
                        en: "times run back by \(seconds) s: a clock may have been set, or the order is wrong"),
                    place: utterance.place))
        }
    }

    private mutating func findSilences(_ index: Int) {
        guard let limit = options.longestSilence else { return }
        let conversation = result.conversations[index]
        var heard: (until: Int64, utterance: Int)?
        let timed = conversation.utterances.indices.filter { conversation.utterances[$0].start != nil }
            .sorted { (conversation.utterances[$0].start ?? 0, $0) < (conversation.utterances[$1].start ?? 0, $1) }
        for number in timed {
            let utterance = conversation.utterances[number]
            guard let start = utterance.start else { continue }
            if let heard, start - heard.until > limit {
                result.gaps.append(
                    ImportedGap(
                        kind: .silence, conversation: conversation.key,
                        from: conversation.start?.advanced(by: heard.until), to: conversation.time(of: utterance),
                        offsets: .init(before: heard.until, behind: start),
                        detail: LocalizedText(
                            zh: "\(Double(start - heard.until) / 1000) 秒内没有发言",
                            en: "nothing was said for \(Double(start - heard.until) / 1000) s"),
                        place: utterance.place))
            }
            heard = (max(heard?.until ?? 0, utterance.end ?? start), number)
        }
    }

    /// Marks utterances during which somebody else speaks.
    ///
    /// Complexity: O(n log n).
    private mutating func findOverlaps(_ index: Int) {
        let utterances = result.conversations[index].utterances
        let spans = utterances.indices.compactMap { number -> Span? in
            let utterance = utterances[number]
            guard utterance.kind == .speech, let speaker = utterance.speaker, let start = utterance.start, let end = utterance.end,
                end > start
            else { return nil }
            return Span(number: number, speaker: speaker, start: start, end: end)
        }
        guard Set(spans.map(\.speaker)).count > 1 else { return }
        // Of all that begin before one ends, somebody else's that ends last tells whether any overlaps it; the two furthest ends of
        // different speakers are enough to know it.
        var starting = spans.sorted { ($0.start, $0.number) < ($1.start, $1.number) }[...]
        var furthest: Span?
        var other: Span?
        for span in spans.sorted(by: { ($0.end, $0.number) < ($1.end, $1.number) }) {
            while let next = starting.first, next.start < span.end {
                starting.removeFirst()
                if furthest.map({ next.end > $0.end }) ?? true {
                    if let previous = furthest, previous.speaker != next.speaker { other = previous }
                    furthest = next
                } else if next.speaker != furthest?.speaker, other.map({ next.end > $0.end }) ?? true {
                    other = next
                }
            }
            if let rival = furthest?.speaker == span.speaker ? other : furthest, rival.end > span.start {
                result.conversations[index].utterances[span.number].confidence.doubts.insert(.overlap)
            }
        }
    }

    private struct Span {
        var number: Int
        var speaker: Int
        var start: Int64
        var end: Int64
    }
}
