import Foundation
import KaipanArchive
import KaipanLog
import KaipanText
import KaipanTimeStamps

/// Writes the files of one package.
struct EvidenceBuilder {
    struct Written {
        var digest: String
        var files: Int
        var utterances: Int
        var withheld: Int
    }

    private let archive: Archive
    private let package: EvidencePackage
    private let head: SignedCheckpoint
    private let policy: TrustPolicy
    private let collection: EvidenceCollection
    private let anchors: EvidenceAnchors
    private let redactor: Redactor?
    private let records: [StoredRecord]

    // What `commitments.json` and `gaps.json` list.
    private var entries: [CanonicalJSON] = []
    private var transcripts: [CanonicalJSON] = []
    private var gaps: [CanonicalJSON] = []
    private var withheldContents: [CanonicalJSON] = []
    private var withheldUtterances: [CanonicalJSON] = []
    private var erased: [CanonicalJSON] = []
    private var utterances = 0
    private var withheld = 0

    private var size: Int { head.checkpoint.size }

    init(_ archive: Archive, _ package: EvidencePackage, head: SignedCheckpoint) throws {
        self.archive = archive
        self.package = package
        self.head = head
        collection = try EvidenceCollection(archive, package.selection, size: Int64(head.checkpoint.size))
        records = collection.records.values.sorted { $0.position < $1.position }
        let positions = records.map(\.position)
        let key = try archive.verifierKey(for: head)
        let asked = try package.policy ?? TrustPolicy(logs: [.init(key: key)], quorum: .none)
        let found = try EvidenceAnchors(archive, positions: positions, size: Int64(head.checkpoint.size), policy: asked)
        // Each epoch of the log signs under its own name.
        var logs = asked.logs
        for signed in try found.cosigned.map(\.checkpoint) + found.stamps.map({ try archive.checkpoint(over: $0.size, epoch: $0.epoch) }) {
            let other = try archive.verifierKey(for: signed)
            if package.policy == nil, !logs.contains(where: { $0.key == other }) { logs.append(.init(key: other)) }
        }
        guard logs.contains(where: { $0.key == key }) else {
            throw ArchiveError.invalid(what: LocalizedText(
                zh: "信任策略里没有本日志的公钥：log \(key.vkey)", en: "The policy does not name this log's key: log \(key.vkey)"))
        }
        policy = try TrustPolicy(logs: logs, witnesses: asked.witnesses, groups: asked.groups, quorum: asked.quorum)
        anchors = found
        redactor = try package.selection.copy.map { copy in
            let size = Int64(head.checkpoint.size), numbers = try archive.numbersOnRecord(before: size)
            return Redactor(
                names: copy.names, numbers: numbers.filter { $0.key != copy.customer }.flatMap(\.value),
                keeping: copy.known + (numbers[copy.customer] ?? []) + (try Self.own(archive, copy.customer, before: size)), language: copy.language)
        }
    }

    /// The customer's own numbers and name, which their copy shows.
    private static func own(_ archive: Archive, _ customer: RecordID, before size: Int64) throws -> [String] {
        var texts: [String] = []
        for record in try archive.versions(of: customer) where record.position < size && record.leaf.type == .customer {
            guard case .open(.object(let content), _) = try archive.open(record) else { continue }
            texts += ["name", "phone", "identity"].compactMap { content[$0]?.string }
        }
        return texts
    }

    // MARK: - Writing

    mutating func write(to bag: BagWriter) throws -> Written {
        for record in records {
            try write(record, to: bag)
            if record.leaf.type == .transcript { try write(transcript: record, to: bag) }
            if record.leaf.type == .gap { try note(gap: record) }
        }
        let (anchorList, stampList, commands) = try writeLog(to: bag)
        var index: CanonicalObject = [
            "format": .string(EvidencePackage.format), "log": .string(head.checkpoint.origin), "size": .integer(Int64(size)),
            "variant": redactor == nil ? "full" : "customer-copy", "records": .array(entries), "transcripts": .array(transcripts),
            "anchors": .array(anchorList), "stamps": .array(stampList),
            "custody": .array(collection.custody.compactMap { collection.records[$0] }.map { .string(EvidencePackage.stem(of: $0)) }),
        ]
        if redactor != nil { index["redactor"] = .string(Redactor.version) }
        try bag.add(CanonicalJSON.object(index).serialized(), "commitments.json")
        try bag.add(
            CanonicalJSON.object([
                "gaps": .array(gaps), "withheld_utterances": .array(withheldUtterances), "withheld_contents": .array(withheldContents),
                "erased": .array(erased),
            ]).serialized(), "gaps.json")
        try bag.add(custody(), "custody.csv")
        try bag.add(guide(commands), "VERIFY.md")
        try bag.add(EvidencePackage.verifier, "verify.py")
        for file in package.files { try bag.add(file.bytes, file.path) }

        let newest = try archive.record(at: Int64(size) - 1).leaf.time
        let digest = try bag.finish(
            info: [
                ("Bag-Software-Agent", "kaipan \(EvidencePackage.format)"), ("Bagging-Date", newest.dayInChina.description),
                ("External-Description", redactor == nil ? "Evidence package 证据包" : "Customer's copy, other persons redacted 客户副本"),
                ("External-Identifier", "\(head.checkpoint.origin) \(size)"),
            ], time: newest)
        return Written(digest: digest, files: bag.count + 4, utterances: utterances, withheld: withheld)
    }

    private mutating func write(_ record: StoredRecord, to bag: BagWriter) throws {
        let stem = EvidencePackage.stem(of: record)
        try bag.add(record.bytes, "records/\(stem).json")
        let signed = anchors.quorum ?? head
        let inclusion = try archive.proof(of: record.position, size: Int64(signed.checkpoint.size)).proof.inclusion
        try bag.add(TlogProof(inclusion: inclusion, checkpoint: signed).bytes, "proofs/\(stem).tlog-proof")
        var entry: CanonicalObject = ["stem": .string(stem)]
        if record.leaf.seal != nil {
            if try collection.opens(record) {
                try open(record, stem, into: &entry, to: bag)
            } else {
                entry["withheld"] = true
                withheldContents.append(.string(stem))
            }
        }
        entries.append(.object(entry))
    }

    /// Writes what a record hides.
    private mutating func open(_ record: StoredRecord, _ stem: String, into entry: inout CanonicalObject, to bag: BagWriter) throws {
        switch try archive.open(record) {
        case .erased: markErased(stem, &entry)
        case .none:
            switch try archive.media(record) {
            case .none: break
            case .erased: markErased(stem, &entry)
            case .open(let media):
                let path = try EvidencePackage.path(of: media, stem)
                try bag.add(path) { try media.write(to: $0) }
                entry["file"] = .string(path)
                entry["salt"] = .string(Hexadecimal.string(media.salt))
            }
        case .open(let content, let salt):
            if record.leaf.type == .original {
                try write(original: content, record, stem, into: &entry, to: bag)
            } else {
                // What was published is nobody's secret, and stays comparable with its commitment.
                let shown = record.leaf.type == .document ? content : redactor?.redacted(content) ?? content
                let path = (record.leaf.type == .document || record.leaf.type == .script ? "documents/" : "contents/") + stem + ".json"
                try bag.add(shown.serialized(), path)
                entry["file"] = .string(path)
                // A redacted text is not the one committed to; with the salt, what is hidden could be guessed.
                guard shown == content else { return entry["redacted"] = true }
            }
            entry["salt"] = .string(Hexadecimal.string(salt))
        }
    }

    private mutating func markErased(_ stem: String, _ entry: inout CanonicalObject) {
        entry["erased"] = true
        erased.append(.string(stem))
    }

    /// Writes an imported file as it came, or the parts of it that the conversation owns.
    private func write(
        original content: CanonicalJSON, _ record: StoredRecord, _ stem: String, into entry: inout CanonicalObject, to bag: BagWriter
    ) throws {
        guard let name = content["file"]?.string, let ranges = content["ranges"], let text = content["bytes"]?.string, let bytes = Data(base64Encoded: text),
            content.object?.count == 3
        else { throw ArchiveError.damaged(object: "original \(record.leaf.id)", reason: Damage.malformed("file, ranges, bytes")) }
        let isWhole = ranges == [[0, .integer(record.leaf.data["length"]?.integer ?? -1)]]
        let path = "originals/\(stem)-\(Self.plain(name))" + (isWhole ? "" : ".part")
        try bag.add(Array(bytes), path)
        entry["file"] = .string(path)
        entry["name"] = .string(name)
        entry["ranges"] = ranges
    }

    /// A file's name without what other systems refuse.
    private static func plain(_ name: String) -> String {
        let scalars = name.unicodeScalars.suffix(80).map { scalar in
            scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal || "._-".unicodeScalars.contains(scalar) ? scalar : "_"
        }
        var name = String(String.UnicodeScalarView(scalars)).precomposedStringWithCanonicalMapping[...]
        // A file's name has room for 255 bytes, its record's stem among them.
        while name.utf8.count > 180 { name.removeFirst() }
        return String(name)
    }

    // MARK: - What was said

    private mutating func write(transcript record: StoredRecord, to bag: BagWriter) throws {
        let stem = EvidencePackage.stem(of: record)
        guard let conversation = EvidenceCollection.conversations(of: record).first, let openings = try archive.openings(of: record), !openings.isEmpty
        else { return }
        let transcript = try EvidenceTranscript(openings, redactor: redactor) { collection.discloses($0, of: conversation) }
        utterances += transcript.said.count
        withheld += transcript.withheld.count
        let places = CanonicalJSON.array(transcript.withheld.map { .integer(Int64($0)) })
        var entry: CanonicalObject = ["stem": .string(stem), "view": .string("transcripts/\(stem).json"), "utterances": .array(transcript.tree)]
        let view: CanonicalJSON = [
            "conversation": .string(conversation.description), "transcript": .string(record.leaf.id.description),
            "recorded": .string(record.leaf.time.description), "utterances": .array(transcript.said), "withheld": places,
        ]
        try bag.add(view.serialized(), "transcripts/\(stem).json")
        if let subtitles = transcript.subtitles {
            try bag.add(Array(subtitles.utf8), "transcripts/\(stem).vtt")
            entry["vtt"] = .string("transcripts/\(stem).vtt")
        }
        transcripts.append(.object(entry))
        if !transcript.withheld.isEmpty { withheldUtterances.append(["stem": .string(stem), "places": places]) }
    }

    private mutating func note(gap record: StoredRecord) throws {
        var gap: CanonicalObject = ["stem": .string(EvidencePackage.stem(of: record)), "data": .object(record.leaf.data)]
        if try collection.opens(record), case .open(let content, _) = try archive.open(record), let detail = content["detail"]?.string {
            gap["detail"] = .string(redactor?.redacted(detail) ?? detail)
        }
        gaps.append(.object(gap))
    }

    /// Who read, held, exported or erased what is in the package, one event a row.
    private func custody() -> [UInt8] {
        var text = "position,time,event,member,action,result,purpose,objects\n"
        for record in collection.custody.compactMap({ collection.records[$0] }) {
            let leaf = record.leaf
            let objects = leaf.links.filter { $0.relation == .subject }.map(\.target.description).joined(separator: " ")
            let facts = ["action", "result", "purpose"].map { leaf.data[$0]?.string ?? "" }
            text += ([String(record.position), leaf.time.description, leaf.type.rawValue, leaf.member?.description ?? ""] + facts + [objects])
                .joined(separator: ",") + "\n"
        }
        return Array(text.utf8)
    }

    // MARK: - The log

    /// Writes checkpoints, tiles, time stamps, keys and policy.
    private func writeLog(to bag: BagWriter) throws -> (anchors: [CanonicalJSON], stamps: [CanonicalJSON], commands: [String]) {
        try bag.add(head.bytes, "log/checkpoint")
        var list: [CanonicalJSON] = [], sizes: [Int] = [], names: Set<String> = []
        func add(_ checkpoint: SignedCheckpoint, _ bytes: [UInt8], _ name: String) throws {
            guard names.insert(name).inserted else { return }
            let old = checkpoint.checkpoint.size
            sizes.append(old)
            let path = try archive.consistency(from: Int64(old), to: Int64(size)).path
            try bag.add(bytes, name)
            list.append(["file": .string(name), "path": .array(path.map { .string($0.hex) })])
        }
        for (size, epoch, checkpoint) in anchors.cosigned { try add(checkpoint, checkpoint.bytes, "log/checkpoints/\(size)-\(epoch).cosigned") }

        var stamps: [CanonicalJSON] = [], commands: [String] = [], certificates: Set<[UInt8]> = []
        for stamp in anchors.stamps {
            let token = try TimeStampToken(stamp.token), bytes = try archive.stamped(by: stamp)
            let name = "tsa/\(stamp.position).tsr", stamped: String
            certificates.formUnion(token.certificates)
            if stamp.renewed == nil {
                stamped = "log/checkpoints/\(stamp.size)-\(stamp.epoch).checkpoint"
                try add(archive.checkpoint(over: stamp.size, epoch: stamp.epoch), bytes, stamped)
            } else {
                stamped = "tsa/\(stamp.position).renewed.tst"
                try bag.add(bytes, stamped)
            }
            try bag.add(token.response, name)
            stamps.append(["file": .string(name), "of": .string(stamped)])
            commands.append(
                "    openssl ts -verify -data data/\(stamped) -in data/\(name) -CAfile data/tsa/chain.pem -untrusted data/tsa/chain.pem "
                    + "-attime \(token.info.time.milliseconds / 1000)")
        }
        if !stamps.isEmpty {
            let chain = certificates.sorted { $0.lexicographicallyPrecedes($1) }.map(Self.pem).joined() + package.roots
            try bag.add(Array(chain.utf8), "tsa/chain.pem")
        }
        for tile in try EvidenceAnchors.tiles(for: records.map(\.position), sizes: sizes, under: size) {
            try bag.add(archive.tile(tile), "log/tiles/\(tile)")
        }
        try bag.add(policy.bytes, "policy/tlog-policy")
        for (number, log) in policy.logs.enumerated() { try bag.add(Array("\(log.key.vkey)\n".utf8), "keys/log-\(number + 1).vkey") }
        for (number, witness) in policy.witnesses.enumerated() {
            try bag.add(Array("\(witness.key.vkey)\n".utf8), "keys/witness-\(number + 1).vkey")
        }
        return (list, stamps, commands)
    }

    private static func pem(_ certificate: [UInt8]) -> String {
        let text = Data(certificate).base64EncodedString(options: [.lineLength64Characters, .endLineWithLineFeed])
        return "-----BEGIN CERTIFICATE-----\n\(text)\n-----END CERTIFICATE-----\n"
    }

    /// How somebody verifies the package who has free tools only.
    private func guide(_ commands: [String]) -> [UInt8] {
        let lines = commands.map { $0 + "\n" }.joined()
        return Array(
            String(decoding: PackageResources.VERIFY_md, as: UTF8.self)
                .replacing("{{LOG}}", with: head.checkpoint.origin).replacing("{{SIZE}}", with: "\(size)")
                .replacing("{{STAMPS_ZH}}", with: commands.isEmpty ? "检查点之前没有时间戳。\n" : lines)
                .replacing("{{STAMPS_EN}}", with: commands.isEmpty ? "There is no time stamp before the checkpoint.\n" : lines).utf8)
    }
}
