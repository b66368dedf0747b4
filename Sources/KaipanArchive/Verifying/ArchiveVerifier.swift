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
                report.add("entry \(position)", Damage.missing)
                break
            }
            var subtrees: [Subtree] = []
            for row in page {
                let found = try row.integer(0)
                guard found == position else {
                    report.add("entry \(position)", Damage.missing)
                    // Damaged pages may give any row for any other; there is an end to it where it goes forwards only.
                    guard found > position else { break pages }
                    position = found
                    break
                }
                let bytes = try row.bytes(4)
                subtrees += tree.append(MerkleTree.leafHash(bytes))
                roots[Int64(tree.size)] = tree.root
                do { try verify(row, position, bytes, &nextUtterance) } catch let error as ArchiveError {
                    report.add("entry \(position)", Damage.words(error))
                } catch let error as CanonicalJSONError {
                    report.add("entry \(position)", Damage.words(error))
                }
                position += 1
                report.entries += 1
            }
            try verify(subtrees)
            progress(position, Int64(head.tree.size))
        }
        if tree != head.tree { report.add("head", Damage.differs("frontier")) }
        try verifyCounts(head, nextUtterance)
        try verifyCheckpoints(roots, head)
        verify(journals, roots, head)
        try AnchorVerifier(archive: archive, witnesses: witnesses, roots: roots).verify(&report)
        for (id, key) in keys where destroyed.contains(id) {
            report.add("data_key \(id) (\(key.scope))", zh: "已删除的密钥仍在", en: "erased, but there")
        }
    }

    // MARK: - Files and keys

    private mutating func verifyFiles() throws {
        for (name, database) in [("records", archive.database), ("keys", archive.keys.database)] where database.dialect == .sqlite {
            do {
                let rows = try database.read { try $0.rows("pragma integrity_check(20)") }
                for row in rows where (try? row.text(0)) != "ok" {
                    report.add("\(name).db", Damage.database((try? row.text(0)) ?? "integrity_check"))
                }
            } catch ArchiveError.damaged(let object, let reason) { report.add(object, reason) }
        }
        let schema = try archive.database.read { try ArchiveSchema.version($0) }
        if schema != ArchiveSchema.version {
            report.add("kaipan_schema",
                zh: "格式第 \(schema) 版，应为第 \(ArchiveSchema.version) 版", en: "format \(schema), \(ArchiveSchema.version) expected")
        }
    }

    private mutating func verifyKeys() throws {
        var found: [RecordID: (scope: String, commitment: [UInt8])] = [:], problems: [(String, LocalizedText)] = []
        try archive.keys.each { id, scope, key in
            switch key {
            case .success(let key): found[id] = (scope, key.commitment)
            case .failure(let error): problems.append(("data_key \(id)", Damage.words(error)))
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
        if try !row.text(1).utf8.elementsEqual(leaf.type.rawValue.utf8) { report.add(object, Damage.differs("column type")) }
        if try !row.text(2).utf8.elementsEqual(leaf.id.description.utf8) { report.add(object, Damage.differs("column id")) }
        if try row.integer(3) != leaf.time.milliseconds { report.add(object, Damage.differs("column time")) }
        if try row.optionalBytes(6) != leaf.repeatKey { report.add(object, Damage.differs("column repeat_key")) }
        if try bytes != leaf.bytes() { report.add(object, zh: "叶子里有本版本不认识的成员", en: "the leaf has members that this version does not know") }
        try verifyLinks(leaf, position, object)
        if leaf.type == .member {
            let member = try Member(StoredRecord(position: position, leaf: leaf, bytes: bytes))
            if members[leaf.id] == nil || leaf.member != leaf.id { members[leaf.id] = member }
        }
        if leaf.type == .epoch {
            if let problem = try epochs.begin(leaf, at: position, key: archive.verifierKey) { report.add(object, problem) }
            let roles = leaf.member.flatMap { members[$0]?.roles } ?? []
            if Set(roles).isDisjoint(with: ArchiveAction.keys.roles) {
                report.add(object, zh: "开始这一代的成员没有这个角色", en: "the role of the member who began it does not allow it")
            }
        }
        if leaf.type == .erasure {
            destroyed.formUnion(leaf.data["keys"]?.array?.compactMap { $0.string.flatMap(RecordID.init) } ?? [])
        }
        if let id = leaf.member {
            let record = StoredRecord(position: position, leaf: leaf, bytes: bytes)
            if try archive.verifiesSignature(record, members) { report.signatures += 1 } else {
                report.add(object, zh: "成员 \(id) 的签名不对", en: "the signature of \(id) is not valid")
            }
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
        if found.sorted() != expected.sorted() { report.add(object, Damage.differs("table link")) }
    }

    private mutating func verifySeal(_ leaf: Leaf, _ ciphertext: [UInt8]?, _ position: Int64, _ bytes: [UInt8], _ object: String) throws {
        guard let seal = leaf.seal else {
            if ciphertext != nil { report.add(object, zh: "有内容，日志里却没有它的封存信息", en: "content without a seal") }
            return
        }
        report.sealed += 1
        if let ciphertext {
            if ciphertext.count != seal.length || Array(SHA256.hash(data: ciphertext)) != seal.digest { report.add(object, Damage.digest) }
        } else {
            try verifyChunks(leaf, seal, object)
        }
        guard let key = keys[seal.key] else {
            // The erasure stands later in the log; what is missing without one is told at the end.
            unexplained[seal.key, default: []].append(object)
            return
        }
        if key.commitment != seal.keyCommitment { report.add(object, Damage.keyCommitment) }
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
            do { try stream.take(chunk.bytes(0)) } catch let error as ArchiveError { report.add(object, Damage.words(error)) }
        }
        do { try stream.finish() } catch { report.add(object, Damage.words(error)) }
        let (rows, staged) = try archive.database.read { connection in
            (
                try connection.first("select count(*) from chunk where object = $1", [.text(leaf.id.description)])!.integer(0),
                try connection.first("select object from staging where object = $1", [.text(leaf.id.description)]) != nil
            )
        }
        if rows != number { report.add(object, zh: "共有 \(rows) 块，连续的只有 \(number) 块", en: "\(rows) rows of chunks, \(number) in order") }
        if staged { report.add(object, zh: "staging 表里仍有它", en: "table staging still has it") }
    }

    private mutating func verifyUtterances(_ leaf: Leaf, _ position: Int64, _ object: String, _ nextUtterance: inout Int64) throws {
        guard let count = leaf.data["utterances"]?.integer, let root = leaf.data["utterances_root"]?.string,
            let conversation = leaf.links.first(where: { $0.relation == .conversation })?.target
        else { return report.add(object, Damage.malformed("utterances, utterances_root, conversation")) }
        let rows = try archive.database.read { connection in
            try connection.rows(
                "select \(Archive.utteranceColumns) from utterance where position = $1 order by number", [.integer(position)])
        }
        if rows.count != count {
            report.add(object, zh: "有 \(rows.count) 句话语，应为 \(count) 句", en: "\(rows.count) utterances, \(count) expected")
        }
        let key = try leaf.seal.flatMap { try archive.keys.key($0.key) }
        var tree = TreeFrontier()
        for row in rows {
            let stored = try StoredUtterance(row)
            let name = "utterance \(stored.conversation) \(stored.utterance.number)"
            tree.append(MerkleTree.leafHash(try stored.leaf()))
            if stored.id != nextUtterance {
                report.add(name, zh: "编号为 \(stored.id)，应为 \(nextUtterance)", en: "id \(stored.id), \(nextUtterance) expected")
            }
            if stored.conversation != conversation { report.add(name, Damage.differs("conversation")) }
            if Array(SHA256.hash(data: stored.ciphertext)) != stored.digest { report.add(name, Damage.digest) }
            if let key {
                do { _ = try archive.open(stored, key) } catch let error as ArchiveError { report.add(name, Damage.words(error)) }
            }
            nextUtterance += 1
            report.utterances += 1
        }
        if tree.root.hex != root { report.add(object, Damage.utteranceRoot) }
    }

    // MARK: - The tree and what was signed

    private mutating func verify(_ subtrees: [Subtree]) throws {
        let expected = subtrees.filter { $0.position.level > 0 }
        let found = try archive.database.read { connection in
            try expected.map { try connection.first("select hash from node where id = $1", [.integer(StoredNodes.key($0.position))])?.bytes(0) }
        }
        for (subtree, hash) in zip(expected, found) where hash != subtree.hash.bytes {
            report.add("node \(subtree.position)", Damage.differs("hash"))
        }
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
            if now < head.tree.size { report.add("head", zh: "有 \(now) 条，此前有 \(size) 条", en: "\(now) entries, there were \(size)") }
            if let entry = try connection.first("select min(position) from entry where position >= $1", [.integer(now)])?.optionalInteger(0) {
                report.add("entry \(entry)", zh: "超出日志的末尾", en: "behind the head")
            }
            // A tree of n leaves has n minus its set bits complete inner nodes.
            let nodes = try count("node")
            if nodes != Int64(now - now.nonzeroBitCount) { report.add("node", Damage.count(nodes, of: now - now.nonzeroBitCount)) }
            // Those of the entries that came since have higher numbers than all before.
            let utterances = try count("utterance where position < $1 or position >= $2 or id < $3", [
                .integer(size), .integer(now), .integer(nextUtterance),
            ])
            if utterances != nextUtterance - 1 { report.add("utterance", Damage.count(utterances, of: nextUtterance - 1)) }
            let links = try count("link where position >= $1", [.integer(now)])
            if links != 0 { report.add("link", zh: "有 \(links) 行超出日志的末尾", en: "\(links) rows behind the head") }
            return try connection.rows("select distinct object from chunk").map { try $0.text(0) }
        }
        for object in objects {
            let (known, staged) = try archive.database.read { connection in
                (
                    try connection.first("select position from entry where id = $1 and body is null", [.text(object)]) != nil,
                    try connection.first("select object from staging where object = $1", [.text(object)]) != nil
                )
            }
            guard !known else { continue }
            if staged {
                report.note("chunk \(object)", zh: "属于正在进行或中断的导入", en: "of an import that is under way, or that ended early")
            } else {
                report.add("chunk \(object)", zh: "没有条目提到它", en: "no entry names it")
            }
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
                for object in objects {
                    report.add(
                        object, LocalizedText(zh: "密钥 \(key) 缺失，也没有删除记录可以解释", en: "key \(key) is missing, and no erasure explains it"))
                }
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
                if Int64(opened.checkpoint.size) != size { report.add(object, Damage.differs("size")) }
                if epoch != epochs.number(ofSize: size) { report.add(object, Damage.differs("epoch \(epoch)")) }
                if roots[size] != opened.checkpoint.root { report.add(object, Damage.differs("root")) }
                if try opened.bytes != Array(row.text(2).utf8) { report.add(object, Damage.differs("bytes")) }
                covered = covered || size == head.tree.size && epoch == head.epoch
                report.checkpoints += 1
            } catch { report.add(object, Damage.words(error)) }
        }
        if !covered, head.tree.size > 0 {
            report.add("head",
                zh: "第 \(head.epoch) 代没有 \(head.tree.size) 条的检查点", en: "no checkpoint of epoch \(head.epoch) at \(head.tree.size)")
        }
        if head.epoch != epochs.current {
            report.add("head", zh: "为第 \(head.epoch) 代，应为第 \(epochs.current) 代", en: "epoch \(head.epoch), \(epochs.current) expected")
        }
        guard let first = try? archive.record(at: 0), first.leaf.type == .archive else { return report.add("entry 0", Damage.malformed("archive")) }
        if first.leaf.data["name"]?.string != head.name { report.add("head", Damage.differs("name")) }
        if try first.leaf.data["log_key"]?.string != archive.verifierKey(epoch: 1).description {
            report.add("secret log", Damage.differs("log_key"))
        }
    }

    private mutating func readJournals() -> [(path: String, entries: [CheckpointJournal.Entry]?)] {
        archive.journals.compactMap { journal in
            do { return (journal.path, try journal.entries()) } catch {
                report.add(journal.path, Damage.words(error))
                return nil
            }
        }
    }

    private mutating func verify(
        _ journals: [(path: String, entries: [CheckpointJournal.Entry]?)], _ roots: [Int64: LogHash], _ head: Head
    ) {
        for journal in journals {
            guard let entries = journal.entries else {
                // An archive whose making was interrupted has its first entries only, its own and its first member's: journals are written
                // after each is committed.
                if head.tree.size > 2 {
                    report.add(journal.path,
                        zh: "没有这个文件；如刚刚才指定它，写入下一条时会建立", en: "there is no such file; where it was named just now, the next entry makes it")
                }
                continue
            }
            var lost: [Int64: ClosedRange<Int64>] = [:]
            for (number, entry) in entries.enumerated() {
                let object = "\(journal.path):\(number + 1)"
                let line: CheckpointJournal.Line
                switch entry {
                case .line(let found): line = found
                case .torn(let bytes) where CheckpointJournal.isBeginning(bytes, name: archive.name, epochs: head.epoch, root: { roots[$0] }):
                    report.note(object, Damage.lost)
                    continue
                case .torn, .other:
                    report.add(object, zh: "不是检查点的一行", en: "no line of a checkpoint")
                    continue
                }
                guard let epoch = CheckpointJournal.epoch(of: line.origin, name: archive.name), epoch <= head.epoch else {
                    report.add(object, Damage.differs("origin \(line.origin)"))
                    continue
                }
                switch epochs.standing(epoch: epoch, size: line.size, root: line.root) {
                case .kept where line.size > head.tree.size:
                    report.add(object,
                        zh: "记有 \(line.size) 条，数据库只有 \(head.tree.size) 条", en: "\(line.size) entries, the database has \(head.tree.size)")
                case .kept:
                    if roots[line.size] != line.root { report.add(object, Damage.differs("root")) }
                case .lost:
                    let known = lost[epoch] ?? line.size...line.size
                    lost[epoch] = min(known.lowerBound, line.size)...max(known.upperBound, line.size)
                case .unexplained:
                    report.add(object,
                        zh: "记有第 \(epoch) 代的 \(line.size) 条，没有条目可以解释", en: "\(line.size) entries of epoch \(epoch), which no entry explains")
                }
            }
            for (epoch, sizes) in lost.sorted(by: { $0.key < $1.key }) {
                let lost = "\(archive.origin(epoch: epoch)) \(sizes.lowerBound)…\(sizes.upperBound)"
                report.note(
                    journal.path, LocalizedText(zh: "\(lost)：已缺失，下一代的首条如实记下", en: "\(lost): lost, as the next epoch's entry says"))
            }
        }
    }
}
