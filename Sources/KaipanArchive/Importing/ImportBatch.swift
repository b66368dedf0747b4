import Crypto
import Foundation
import KaipanLog
import KaipanText

/// The records that one imported file becomes.
struct ImportBatch {
    private let session: ArchiveSession
    private let read: ConversationImport
    private let bytes: [UInt8]
    private let name: String
    private let context: ImportContext
    /// Whether media are encrypted into the database.
    private let stages: Bool
    private(set) var drafts: [Draft] = []
    private(set) var summary: ImportSummary

    private let importID = RecordID.new()
    private var ids: [RecordID] = []
    /// The number that an utterance of the file has in the archive; nil for one that was known.
    private var numbers: [[Int?]] = []

    init(_ session: ArchiveSession, _ read: ConversationImport, bytes: [UInt8], name: String, context: ImportContext, stages: Bool) {
        self.session = session
        self.read = read
        self.bytes = bytes
        self.name = name
        self.context = context
        self.stages = stages
        summary = ImportSummary(format: read.format, positions: 0..<0)
        summary.warnings = read.warnings
    }

    mutating func build() throws {
        var data: CanonicalObject = [
            "format": .string(read.format.rawValue), "bytes": .integer(Int64(bytes.count)),
            "conversations": .integer(Int64(read.conversations.count)), "utterances": .integer(Int64(read.utteranceCount)),
        ]
        if let sequence = read.sequence {
            data["first"] = .integer(sequence.lowerBound)
            data["last"] = .integer(sequence.upperBound)
        }
        if let pack = context.check?.pack {
            data["pack"] = .object(["name": .string(pack.name), "version": .string(pack.version), "digest": .string(pack.digest)])
        }
        drafts.append(Draft(.importBatch, id: importID, links: context.project.map { [Link(.project, $0)] } ?? [], data: data))
        for conversation in read.conversations { try add(conversation) }
        addOriginals()
        try addMedia()
        for gap in read.gaps { add(gap) }
        try addSequenceHole()
    }

    // MARK: - Conversations

    private mutating func add(_ conversation: ImportedConversation) throws {
        // Rooms go on from file to file; a recording is one conversation, whatever its file is called.
        let id = read.format == .wecom ? try session.archive.conversation(read.format, key: conversation.key) : RecordID.new()
        let known = read.format == .wecom ? try session.archive.messages(of: id) : (count: 0, ids: [])
        var next = known.count
        var utterances: [Utterance] = [], places: [Int?] = []
        for spoken in conversation.utterances {
            if let message = spoken.messageID, known.ids.contains(message) {
                places.append(nil)
                summary.known += 1
                continue
            }
            places.append(next)
            utterances.append(utterance(spoken, in: conversation, number: next))
            next += 1
        }
        ids.append(id)
        numbers.append(places)
        summary.conversations.append(id)
        summary.utterances += utterances.count
        let links = context.links + [Link(.importBatch, importID)]
        drafts.append(Draft(.conversation, id: id, links: links, data: facts(of: conversation), content: (.conversation(id), content(of: conversation))))
        if !utterances.isEmpty {
            var transcript = Draft(
                .transcript, links: [Link(.conversation, id), Link(.importBatch, importID)],
                data: ["format": .string(read.format.rawValue), "first": .integer(Int64(known.count))],
                content: (.conversation(id), .object(["file": .string(name)])))
            transcript.utterances = utterances
            drafts.append(transcript)
        }
        for shown in conversation.shown { add(shown, of: conversation, id: id, places) }
        try check(utterances, of: conversation, id: id)
    }

    private func facts(of conversation: ImportedConversation) -> CanonicalObject {
        var data: CanonicalObject = ["format": .string(read.format.rawValue)]
        data["medium"] = (conversation.medium ?? context.options.medium).map { .string($0.rawValue) }
        data["started"] = conversation.start.map { .string($0.description) }
        return data
    }

    private func content(of conversation: ImportedConversation) -> CanonicalJSON {
        var content: CanonicalObject = ["key": .string(conversation.key)]
        content["title"] = conversation.title.map { .string($0) }
        content["language"] = conversation.language.map { .string($0) }
        content["participants"] = .array(
            conversation.participants.map { participant in
                var object: CanonicalObject = [
                    "label": .string(participant.label), "role": .string(participant.role.rawValue), "basis": .string(participant.basis.rawValue),
                ]
                object["user"] = participant.userID.map { .string($0) }
                object["channel"] = participant.channel.map { .integer(Int64($0)) }
                object["external"] = participant.isExternal.map { .bool($0) }
                return .object(object)
            })
        if !conversation.consents.isEmpty {
            content["consents"] = .array(
                conversation.consents.map { consent in
                    var object: CanonicalObject = ["participant": .integer(Int64(consent.participant)), "given": .bool(consent.isGiven)]
                    object["time"] = consent.time.map { .string($0.description) }
                    return .object(object)
                })
        }
        return .object(content)
    }

    private func utterance(_ spoken: ImportedUtterance, in conversation: ImportedConversation, number: Int) -> Utterance {
        var flags: Utterance.Flags = []
        if spoken.confidence.isDoubtful { flags.insert(.doubtful) }
        if spoken.isRecalled { flags.insert(.recalled) }
        return Utterance(
            number: number, role: Utterance.Role(conversation.role(of: spoken)), kind: spoken.kind, speaker: spoken.speaker ?? -1,
            start: spoken.start, end: spoken.end, time: conversation.time(of: spoken), flags: flags, text: spoken.text,
            details: details(of: spoken))
    }

    private func details(of spoken: ImportedUtterance) -> CanonicalObject {
        var details: CanonicalObject = ["place": .object(place(spoken.place))]
        details["message"] = spoken.messageID.map { .string($0) }
        details["sequence"] = spoken.sequence.map { .integer($0) }
        details["raw"] = spoken.raw.map { .string($0) }
        if !spoken.confidence.doubts.isEmpty {
            details["doubts"] = .array(spoken.confidence.doubts.map(\.rawValue).sorted().map { .string($0) })
        }
        if !spoken.media.isEmpty {
            details["media"] = .array(spoken.media.map { .string(read.media[$0].name ?? read.media[$0].sourceID) })
        }
        if !spoken.words.isEmpty {
            // Text, start and end of each word in one flat list: most of the bytes of a long recording.
            details["words"] = .array(
                spoken.words.flatMap { word in
                    [.string(word.text), word.start.map { .integer($0) } ?? .null, word.end.map { .integer($0) } ?? .null] as [CanonicalJSON]
                })
        }
        return details
    }

    private func place(_ place: ImportPlace) -> CanonicalObject {
        var object: CanonicalObject = [
            "line": .integer(Int64(place.line)), "from": .integer(Int64(place.bytes.lowerBound)), "to": .integer(Int64(place.bytes.upperBound)),
        ]
        object["path"] = place.path.map { .string($0) }
        return object
    }

    private mutating func add(_ shown: ImportedShownDocument, of conversation: ImportedConversation, id: RecordID, _ places: [Int?]) {
        guard let number = places[shown.utterance] else { return }
        var data: CanonicalObject = ["evidence": .string(shown.kind.rawValue), "utterance": .integer(Int64(number))]
        data["from"] = shown.from.map { .string($0.description) }
        data["to"] = shown.to.map { .string($0.description) }
        var content: CanonicalObject = [:]
        content["name"] = shown.name.map { .string($0) }
        content["by"] = shown.by.map { .string(conversation.participants[$0].label) }
        drafts.append(
            Draft(.shown, links: [Link(.conversation, id)], data: data, content: content.isEmpty ? nil : (.conversation(id), .object(content))))
    }

    // MARK: - Findings

    private mutating func check(_ utterances: [Utterance], of conversation: ImportedConversation, id: RecordID) throws {
        guard let check = context.check else { return }
        let day = (conversation.start ?? utterances.first?.time)?.dayInChina
        for found in try check.findings(in: utterances, on: day) {
            let finding = found.finding
            var data: CanonicalObject = ["rule": .string(finding.rule), "severity": .string(finding.severity.rawValue)]
            data["utterance"] = found.number.map { .integer(Int64($0)) }
            drafts.append(
                Draft(
                    .finding, links: [Link(.conversation, id), Link(.importBatch, importID)], data: data,
                    content: (.conversation(id), .object(["text": .string(finding.text), "message": .string(finding.message.zh)]))))
            summary.findings[finding.severity.rawValue, default: 0] += 1
        }
    }

    // MARK: - The file's own bytes

    private mutating func addOriginals() {
        let pieces = OriginalPieces(length: bytes.count, ranges: read.conversations.map { $0.utterances.map(\.place.bytes) })
        let owners: [Int?] = ids.indices.map { $0 } + [nil]
        let original = RecordID.new()
        for owner in owners {
            let ranges = pieces.ranges(of: owner)
            guard !ranges.isEmpty else { continue }
            let scope = owner.map { KeyScope.conversation(ids[$0]) } ?? .original(original)
            var links = [Link(.importBatch, importID)]
            if let owner { links.append(Link(.conversation, ids[owner])) }
            let content: CanonicalObject = [
                "file": .string(name),
                "ranges": .array(ranges.map { .array([.integer(Int64($0.lowerBound)), .integer(Int64($0.upperBound))]) }),
                "bytes": .string(Data(ranges.flatMap { bytes[$0] }).base64EncodedString()),
            ]
            drafts.append(
                Draft(.original, links: links, data: ["length": .integer(Int64(bytes.count))], content: (scope, .object(content))))
        }
    }

    // MARK: - Media

    private mutating func addMedia() throws {
        for reference in read.media {
            guard let index = read.conversations.firstIndex(where: { $0.key.utf8.elementsEqual(reference.conversation.utf8) }),
                let number = numbers[index][reference.utterance]
            else { continue }
            let id = ids[index]
            guard let path = MediaFolder(context.mediaFolder)?.file(of: reference) else {
                addGap(
                    .failedMedia, conversation: id,
                    detail: LocalizedText(zh: "文件 \(reference.name ?? reference.sourceID) 没有随导出提供。", en: "The file \(reference.name ?? reference.sourceID) was not in the export."),
                    utterance: number, message: nil)
                continue
            }
            try stage(path, under: id, data: ["kind": .string(reference.kind.rawValue), "utterance": .integer(Int64(number))])
        }
        guard let first = ids.first else { return }
        for recording in context.recordings {
            var data: CanonicalObject = ["kind": "recording"]
            recording.alignment?.write(to: &data)
            try stage(recording.path, under: first, data: data)
        }
    }

    private mutating func stage(_ path: String, under conversation: RecordID, data: CanonicalObject) throws {
        summary.media += 1
        // What is in the archive already needs no second copy.
        guard stages else { return }
        var draft = Draft(.media, links: [Link(.conversation, conversation), Link(.importBatch, importID)], data: data)
        draft.staged = try session.archive.stage(file: path, as: draft.id, under: .conversation(conversation))
        drafts.append(draft)
    }

    /// The media that are in the database without an entry that names them.
    var staged: [RecordID] { drafts.filter { $0.staged != nil }.map(\.id) }

    // MARK: - Gaps

    private mutating func add(_ gap: ImportedGap) {
        let index = gap.conversation.flatMap { key in read.conversations.firstIndex { $0.key.utf8.elementsEqual(key.utf8) } }
        var data: CanonicalObject = ["kind": .string(gap.kind.rawValue)]
        data["from"] = gap.from.map { .string($0.description) }
        data["to"] = gap.to.map { .string($0.description) }
        data["before"] = gap.offsets.map { .integer($0.before) }
        data["behind"] = gap.offsets.map { .integer($0.behind) }
        data["first"] = gap.sequence.map { .integer($0.lowerBound) }
        data["last"] = gap.sequence.map { .integer($0.upperBound) }
        var content: CanonicalObject = ["detail": .string(gap.detail.zh), "detail_en": .string(gap.detail.en), "place": .object(place(gap.place))]
        content["message"] = gap.messageID.map { .string($0) }
        let conversation = index.map { ids[$0] }
        append(gap: data, content, conversation)
    }

    private mutating func addGap(
        _ kind: ImportedGap.Kind, conversation: RecordID?, detail: LocalizedText, utterance: Int?, message: String?, more: CanonicalObject = [:]
    ) {
        var data = more
        data["kind"] = .string(kind.rawValue)
        data["utterance"] = utterance.map { .integer(Int64($0)) }
        append(gap: data, ["detail": .string(detail.zh), "detail_en": .string(detail.en)], conversation)
    }

    private mutating func append(gap data: CanonicalObject, _ content: CanonicalObject, _ conversation: RecordID?) {
        var links = [Link(.importBatch, importID)]
        if let conversation { links.append(Link(.conversation, conversation)) }
        drafts.append(
            Draft(.gap, links: links, data: data, content: (conversation.map(KeyScope.conversation) ?? .archive, .object(content))))
        summary.gaps += 1
    }

    /// Numbers between this file and those before it that no file has brought.
    private mutating func addSequenceHole() throws {
        guard let sequence = read.sequence else { return }
        let earlier = try session.archive.records(.importBatch).filter { $0.leaf.data["format"]?.string == read.format.rawValue }
            .compactMap { $0.leaf.data["last"]?.integer }.filter { $0 < sequence.lowerBound }.max()
        guard let earlier, earlier + 1 < sequence.lowerBound else { return }
        let missing = earlier + 1...sequence.lowerBound - 1
        addGap(
            .sequenceHole, conversation: nil,
            detail: LocalizedText(zh: "序号 \(missing.lowerBound) 至 \(missing.upperBound) 不在已导入的任何文件中。", en: "The numbers \(missing.lowerBound) to \(missing.upperBound) are in no file imported so far."),
            utterance: nil, message: nil, more: ["first": .integer(missing.lowerBound), "last": .integer(missing.upperBound)])
    }
}
