import Crypto
import Foundation
import KaipanLog
import KaipanText

/// Goes through everything that an archive has, and compares each value with what commits to it.
struct ArchiveVerifier {
    let archive: Archive
    let witnesses: [NoteVerifierKey]
    /// Called now and then with how many entries are done, and how many there are.
    let progress: (Int64, Int64) -> Void
    private var report = VerificationReport()
    private var members: [RecordID: Member] = [:]
    private var epochs = LogEpochs()
    /// The keys that erasures destroyed, and the keys that there are with their scopes and commitments.
    private var destroyed: Set<RecordID> = []
    private var keys: [RecordID: (scope: String, commitment: [UInt8])] = [:]

    init(_ archive: Archive, witnesses: [NoteVerifierKey], progress: @escaping (Int64, Int64) -> Void) {
        self.archive = archive
        self.witnesses = witnesses
        self.progress = progress
    }

    /// - Throws: where the database can't be reached at all.
    mutating func verify() throws -> VerificationReport {
        // A part that can't be read must not keep the others from being looked at.
        try reporting { try $0.verifyFiles() }
        // Journals before the head, so that none of their lines can be ahead of it because somebody adds entries just now; keys after it,
        // so that those of all its entries are there.
        let journals = readJournals()
        let head = Result { try archive.database.read { try Head($0) } }
        try reporting { try $0.verifyKeys() }
        try reporting { try $0.verifyLog(head.get(), journals) }
        return report
    }

    private mutating func reporting(_ part: (inout ArchiveVerifier) throws -> Void) throws {
        do { try part(&self) } catch ArchiveError.damaged(let object, let reason) { report.add(object, reason) }
    }

    private mutating func verifyLog(_ head: Head, _ journals: [(path: String, entries: [CheckpointJournal.Entry]?)]) throws {
        var tree = TreeFrontier()
        var roots: [Int64: LogHash] = [0: tree.root]
        var position: Int64 = 0
        var nextUtterance: Int64 = 1
        pages: while position < Int64(head.tree.size) {
            let page = try archive.database.read { connection in
                try connection.rows(
                    "select position, type, id, time, leaf, body, repeat_key from entry where position >= $1 and position < $2 order by position limit 500",
                    [.integer(position), .integer(head.tree.size)])
            }
            guard !page.isEmpty else {
                report.add("entry \(position)", "missing")
                break
            }
            var subtrees: [Subtree] = []
            for row in page {
                let found = try row.integer(0)
                guard found == position else {
                    report.add("entry \(position)", "missing")
                    // Damaged pages may give any row for any other; there is an end to it where it goes forwards only.
                    guard found > position else { break pages }
                    position = found
                    break
                }
                let bytes = try row.bytes(4)
                subtrees += tree.append(MerkleTree.leafHash(bytes))
                roots[Int64(tree.size)] = tree.root
                do { try verify(row, position, bytes, &nextUtterance) } catch let error as ArchiveError {
                    report.add("entry \(position)", Self.reason(error))
                } catch let error as CanonicalJSONError {
                    report.add("entry \(position)", "\(error)")
                }
                position += 1
                report.entries += 1
            }
            try verify(subtrees)
            progress(position, Int64(head.tree.size))
        }
        if tree != head.tree { report.add("head", "frontier") }
        try verifyCounts(head, nextUtterance)
        try verifyCheckpoints(roots, head)
        verify(journals, roots, head)
        try AnchorVerifier(archive: archive, witnesses: witnesses, roots: roots).verify(&report)
        for (id, key) in keys where destroyed.contains(id) { report.add("data_key \(id) (\(key.scope))", "erased, but there") }
    }

    private static func reason(_ error: ArchiveError) -> String {
        if case .damaged(let object, let reason) = error { return "\(object): \(reason)" }
        return error.message.en
    }

    // MARK: - Files and keys

    private mutating func verifyFiles() throws {
        for (name, database) in [("records", archive.database), ("keys", archive.keys.database)] where database.dialect == .sqlite {
            do {
                let rows = try database.read { try $0.rows("pragma integrity_check(20)") }
                for row in rows where (try? row.text(0)) != "ok" { report.add("\(name).db", (try? row.text(0)) ?? "integrity_check") }
            } catch ArchiveError.damaged(let object, let reason) { report.add(object, reason) }
        }
        let schema = try archive.database.read { try ArchiveSchema.version($0) }
        if schema != ArchiveSchema.version { report.add("kaipan_schema", "\(schema) ≠ \(ArchiveSchema.version)") }
    }

    private mutating func verifyKeys() throws {
        var found: [RecordID: (scope: String, commitment: [UInt8])] = [:], problems: [(String, String)] = []
        try archive.keys.each { id, scope, key in
            switch key {
            case .success(let key): found[id] = (scope, key.commitment)
            case .failure(let error): problems.append(("data_key \(id)", Self.reason(error)))
            }
        }
        keys = found
        report.keys = found.count
        for (object, reason) in problems { report.add(object, reason) }
    }

    // MARK: - Entries

    private mutating func verify(_ row: SQLRow, _ position: Int64, _ bytes: [UInt8], _ nextUtterance: inout Int64) throws {
        let leaf = try Leaf(bytes: bytes)
        let object = "entry \(position) (\(leaf.type.rawValue) \(leaf.id))"
        // The columns are there to find the entry by; what counts is the leaf.
        if try !row.text(1).utf8.elementsEqual(leaf.type.rawValue.utf8) { report.add(object, "column type") }
        if try !row.text(2).utf8.elementsEqual(leaf.id.description.utf8) { report.add(object, "column id") }
        if try row.integer(3) != leaf.time.milliseconds { report.add(object, "column time") }
        if try row.optionalBytes(6) != leaf.repeatKey { report.add(object, "column repeat_key") }
        if try bytes != leaf.bytes() { report.add(object, "the leaf has members that this version does not know") }
        try verifyLinks(leaf, position, object)
        if leaf.type == .member {
            let member = try Member(StoredRecord(position: position, leaf: leaf, bytes: bytes))
            if members[leaf.id] == nil || leaf.member != leaf.id { members[leaf.id] = member }
        }
        if leaf.type == .epoch {
            if let problem = try epochs.begin(leaf, at: position, key: archive.verifierKey) { report.add(object, problem) }
            let roles = leaf.member.flatMap { members[$0]?.roles } ?? []
            if Set(roles).isDisjoint(with: ArchiveAction.keys.roles) { report.add(object, "role of the member who began it") }
        }
        if leaf.type == .erasure {
            destroyed.formUnion(leaf.data["keys"]?.array?.compactMap { $0.string.flatMap(RecordID.init) } ?? [])
        }
        if let id = leaf.member {
            let record = StoredRecord(position: position, leaf: leaf, bytes: bytes)
            if try archive.verifiesSignature(record, members) { report.signatures += 1 } else { report.add(object, "signature of \(id)") }
        }
        try verifySeal(leaf, try row.optionalBytes(5), position, bytes, object)
        if leaf.data["utterances_root"] != nil { try verifyUtterances(leaf, position, object, &nextUtterance) }
    }

    private mutating func verifyLinks(_ leaf: Leaf, _ position: Int64, _ object: String) throws {
        let rows = try archive.database.read { connection in
            try connection.rows("select relation, target from link where position = $1 order by target, relation", [.integer(position)])
        }
        let found = try rows.map { "\(try $0.text(0)) \(try $0.text(1))" }
        let expected = Set(leaf.links).map { "\($0.relation.rawValue) \($0.target)" }
        if found.sorted() != expected.sorted() { report.add(object, "table link") }
    }

    private mutating func verifySeal(_ leaf: Leaf, _ ciphertext: [UInt8]?, _ position: Int64, _ bytes: [UInt8], _ object: String) throws {
        guard let seal = leaf.seal else {
            if ciphertext != nil { report.add(object, "content without a seal") }
            return
        }
        report.sealed += 1
        if let ciphertext {
            if ciphertext.count != seal.length || Array(SHA256.hash(data: ciphertext)) != seal.digest { report.add(object, "SHA-256 of the content") }
        } else {
            try verifyChunks(leaf, seal, object)
        }
        guard let key = keys[seal.key] else {
            // The erasure stands later in the log; what is missing without one is told at the end.
            unexplained[seal.key, default: []].append(object)
            return
        }
        if key.commitment != seal.keyCommitment { report.add(object, "key commitment") }
        if ciphertext != nil { _ = try archive.open(StoredRecord(position: position, leaf: leaf, bytes: bytes, ciphertext: ciphertext)) }
    }

    private var unexplained: [RecordID: [String]] = [:]

    private mutating func verifyChunks(_ leaf: Leaf, _ seal: Seal, _ object: String) throws {
        // A key that can't be unwrapped has been reported; the ciphertext is compared without it.
        let key = keys[seal.key] == nil ? nil : try? archive.keys.key(seal.key)
        var stream = try MediaStream(leaf.id, seal, key: key, context: archive.context(leaf.type, leaf.id))
        var number: Int64 = 0
        while let chunk = try archive.database.read({ connection in
            try connection.first(
                "select bytes from chunk where object = $1 and number = $2", [.text(leaf.id.description), .integer(number)])
        }) {
            number += 1
            report.chunks += 1
            do { try stream.take(chunk.bytes(0)) } catch let error as ArchiveError { report.add(object, Self.reason(error)) }
        }
        do { try stream.finish() } catch { report.add(object, Self.reason(error)) }
        let (rows, staged) = try archive.database.read { connection in
            (
                try connection.first("select count(*) from chunk where object = $1", [.text(leaf.id.description)])!.integer(0),
                try connection.first("select object from staging where object = $1", [.text(leaf.id.description)]) != nil
            )
        }
        if rows != number { report.add(object, "\(rows) rows of chunks, \(number) in order") }
        if staged { report.add(object, "table staging") }
    }

    private mutating func verifyUtterances(_ leaf: Leaf, _ position: Int64, _ object: String, _ nextUtterance: inout Int64) throws {
        guard let count = leaf.data["utterances"]?.integer, let root = leaf.data["utterances_root"]?.string,
            let conversation = leaf.links.first(where: { $0.relation == .conversation })?.target
        else { return report.add(object, "utterances") }
        let rows = try archive.database.read { connection in
            try connection.rows(
                "select \(Archive.utteranceColumns) from utterance where position = $1 order by number", [.integer(position)])
        }
        if rows.count != count { report.add(object, "\(rows.count) utterances, \(count) expected") }
        let key = try leaf.seal.flatMap { try archive.keys.key($0.key) }
        var tree = TreeFrontier()
        for row in rows {
            let stored = try StoredUtterance(row)
            let name = "utterance \(stored.conversation) \(stored.utterance.number)"
            tree.append(MerkleTree.leafHash(try stored.leaf()))
            if stored.id != nextUtterance { report.add(name, "id \(stored.id), \(nextUtterance) expected") }
            if stored.conversation != conversation { report.add(name, "conversation") }
            if Array(SHA256.hash(data: stored.ciphertext)) != stored.digest { report.add(name, "SHA-256 of the content") }
            if let key {
                do { _ = try archive.open(stored, key) } catch let error as ArchiveError { report.add(name, Self.reason(error)) }
            }
            nextUtterance += 1
            report.utterances += 1
        }
        if tree.root.hex != root { report.add(object, "root of the utterances") }
    }

    // MARK: - The tree and what was signed

    private mutating func verify(_ subtrees: [Subtree]) throws {
        let expected = subtrees.filter { $0.position.level > 0 }
        let found = try archive.database.read { connection in
            try expected.map { try connection.first("select hash from node where id = $1", [.integer(StoredNodes.key($0.position))])?.bytes(0) }
        }
        for (subtree, hash) in zip(expected, found) where hash != subtree.hash.bytes { report.add("node \(subtree.position)", "hash") }
    }

    /// Rows that nothing accounts for.
    ///
    /// - Parameter head: as it was when the entries were gone through; others may have added more since.
    private mutating func verifyCounts(_ head: Head, _ nextUtterance: Int64) throws {
        let size = Int64(head.tree.size)
        let objects = try archive.database.read { connection in
            func count(_ table: String, _ values: [SQLValue] = []) throws -> Int64 {
                try connection.first("select count(*) from \(table)", values)?.integer(0) ?? 0
            }
            let now = try Head(connection).tree.size
            if now < head.tree.size { report.add("head", "\(now) entries, there were \(size)") }
            if let entry = try connection.first("select min(position) from entry where position >= $1", [.integer(now)])?.optionalInteger(0) {
                report.add("entry \(entry)", "behind the head")
            }
            // A tree of n leaves has n minus its set bits complete inner nodes.
            let nodes = try count("node")
            if nodes != Int64(now - now.nonzeroBitCount) { report.add("node", "\(nodes) rows") }
            // Those of the entries that came since have higher numbers than all before.
            let utterances = try count("utterance where position < $1 or position >= $2 or id < $3", [
                .integer(size), .integer(now), .integer(nextUtterance),
            ])
            if utterances != nextUtterance - 1 { report.add("utterance", "\(utterances) rows") }
            let links = try count("link where position >= $1", [.integer(now)])
            if links != 0 { report.add("link", "\(links) rows behind the head") }
            return try connection.rows("select distinct object from chunk").map { try $0.text(0) }
        }
        for object in objects {
            let (known, staged) = try archive.database.read { connection in
                (
                    try connection.first("select position from entry where id = $1 and body is null", [.text(object)]) != nil,
                    try connection.first("select object from staging where object = $1", [.text(object)]) != nil
                )
            }
            // An import that is under way, or one that ended early.
            if !known { if staged { report.notes.append("chunk \(object)") } else { report.add("chunk \(object)", "no entry names it") } }
        }
        // What was erased while the entries were gone through.
        let later = unexplained.isEmpty ? [] : try archive.database.read { connection in
            try connection.rows("select leaf from entry where type = 'erasure' and position >= $1", [.integer(size)]).flatMap { row in
                try Leaf(bytes: row.bytes(0)).data["keys"]?.array?.compactMap { $0.string.flatMap(RecordID.init) } ?? []
            }
        }
        for (key, objects) in unexplained {
            if destroyed.contains(key) || later.contains(key) {
                report.erased += objects.count
            } else {
                for object in objects { report.add(object, "key \(key) is missing, and no erasure explains it") }
            }
        }
    }

    private mutating func verifyCheckpoints(_ roots: [Int64: LogHash], _ head: Head) throws {
        // Those of entries that came since are looked at next time; of the tree as it was then nothing is known here.
        let rows = try archive.database.read { connection in
            try connection.rows(
                "select size, epoch, note from checkpoint where size <= $1 or size > $2 order by epoch, size",
                [.integer(head.tree.size), .integer(Head(connection).tree.size)])
        }
        var covered = false
        var keys: [Int64: NoteVerifierKey] = [:]
        for row in rows {
            let size = try row.integer(0), epoch = try row.integer(1)
            let object = "checkpoint \(size)"
            do {
                let key = try keys[epoch] ?? archive.verifierKey(epoch: epoch)
                keys[epoch] = key
                let opened = try SignedCheckpoint.open(Array(row.text(2).utf8), key: key, origin: archive.origin(epoch: epoch))
                if Int64(opened.checkpoint.size) != size { report.add(object, "size") }
                if epoch != epochs.number(ofSize: size) { report.add(object, "epoch \(epoch)") }
                if roots[size] != opened.checkpoint.root { report.add(object, "root") }
                if try opened.bytes != Array(row.text(2).utf8) { report.add(object, "bytes") }
                covered = covered || size == head.tree.size && epoch == head.epoch
                report.checkpoints += 1
            } catch { report.add(object, "\(error)") }
        }
        if !covered, head.tree.size > 0 { report.add("head", "no checkpoint of epoch \(head.epoch) at \(head.tree.size)") }
        if head.epoch != epochs.current { report.add("head", "epoch \(head.epoch), \(epochs.current) expected") }
        guard let first = try? archive.record(at: 0), first.leaf.type == .archive else { return report.add("entry 0", "archive") }
        if first.leaf.data["name"]?.string != head.name { report.add("head", "name") }
        if try first.leaf.data["log_key"]?.string != archive.verifierKey(epoch: 1).description { report.add("secret log", "key") }
    }

    private mutating func readJournals() -> [(path: String, entries: [CheckpointJournal.Entry]?)] {
        archive.journals.compactMap { journal in
            do { return (journal.path, try journal.entries()) } catch {
                report.add(journal.path, (error as? ArchiveError).map(Self.reason) ?? "\(error)")
                return nil
            }
        }
    }

    private mutating func verify(
        _ journals: [(path: String, entries: [CheckpointJournal.Entry]?)], _ roots: [Int64: LogHash], _ head: Head
    ) {
        for journal in journals {
            guard let entries = journal.entries else {
                // An archive whose making was interrupted has its first entry only.
                if head.tree.size > 1 { report.add(journal.path, "there is no such file; where it was named just now, the next entry makes it") }
                continue
            }
            var lost: [Int64: ClosedRange<Int64>] = [:]
            for (number, entry) in entries.enumerated() {
                let object = "\(journal.path):\(number + 1)"
                let line: CheckpointJournal.Line
                switch entry {
                case .line(let found): line = found
                case .torn(let bytes) where CheckpointJournal.isBeginning(bytes, name: archive.name, epochs: head.epoch, root: { roots[$0] }):
                    report.notes.append(object)
                    continue
                case .torn, .other:
                    report.add(object, "no line of a checkpoint")
                    continue
                }
                guard let epoch = CheckpointJournal.epoch(of: line.origin, name: archive.name), epoch <= head.epoch else {
                    report.add(object, "origin \(line.origin)")
                    continue
                }
                switch epochs.standing(epoch: epoch, size: line.size, root: line.root) {
                case .kept where line.size > head.tree.size:
                    report.add(object, "\(line.size) entries, the database has \(head.tree.size)")
                case .kept:
                    if roots[line.size] != line.root { report.add(object, "root") }
                case .lost:
                    let known = lost[epoch] ?? line.size...line.size
                    lost[epoch] = min(known.lowerBound, line.size)...max(known.upperBound, line.size)
                case .unexplained:
                    report.add(object, "\(line.size) entries of epoch \(epoch), which no entry explains")
                }
            }
            for (epoch, sizes) in lost.sorted(by: { $0.key < $1.key }) {
                report.notes.append(
                    "\(journal.path): \(archive.origin(epoch: epoch)) \(sizes.lowerBound)…\(sizes.upperBound): lost, as the next epoch's entry says")
            }
        }
    }
}
