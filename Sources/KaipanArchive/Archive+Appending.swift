import Crypto
import Foundation
import KaipanLog
import KaipanText

extension Archive {
    /// Adds records: all of them, durably, or none.
    ///
    /// - Parameters:
    ///   - drafts: at least one.
    ///   - member: who does it and signs it; nil for the archive itself.
    ///   - repeatKey: a batch that comes with the same key again is not added again.
    /// - Throws: `ArchiveError.behind`, `.forked` where signing would fork the log; `.tooLong`; `.repeated` where the key came with other records.
    /// - Complexity: O(n) for n bytes, and O(log size).
    @discardableResult
    public func append(_ drafts: [Draft], by member: MemberKey? = nil, repeatKey: String? = nil, at time: Timestamp = .now()) throws -> Receipt {
        try append(drafts, by: member, repeatKey: repeatKey, at: time, replacing: nil)
    }

    /// - Parameter lost: what an old backup does not have; the batch begins the epoch that goes on without it.
    package func append(_ drafts: [Draft], by member: MemberKey?, repeatKey: String?, at time: Timestamp, replacing lost: LostRange?) throws -> Receipt {
        let hashedKey = repeatKey.map { Array(HMAC<SHA256>.authenticationCode(for: Array($0.utf8), using: hashing)) }
        // One transaction of the keys for the batch: each new key would wait for the disk by itself.
        let keys = try keys.keys(for: Set(drafts.compactMap { $0.content?.scope }))
        let sealed = try drafts.map { try seal($0, keys) }
        let marks = try marks()
        let (receipt, line) = try database.write { connection -> (Receipt, CheckpointJournal.Line?) in
            let staged = drafts.filter { $0.staged != nil }.map(\.id)
            if let hashedKey, let found = try repeated(hashedKey, drafts, connection) {
                for id in staged { try discardStaged(id, connection) }
                return (found, nil)
            }
            try claimStaged(staged, connection)
            let head = try Head(connection, database.dialect)
            if let lost {
                guard head.epoch == lost.epoch, Int64(head.tree.size) == lost.size else { throw ArchiveError.store(reason: "head") }
            } else {
                try refuseToFork(head, marks, connection)
            }
            let epoch = lost?.next ?? head.epoch
            var tree = head.tree
            var entries: [[SQLValue]] = [], nodes: [[SQLValue]] = [], links: [[SQLValue]] = [], utterances: [[SQLValue]] = []
            var nextUtterance: Int64 = 0
            if sealed.contains(where: { !$0.utterances.isEmpty }) {
                nextUtterance = try connection.first("select coalesce(max(id), 0) from utterance").map { try $0.integer(0) } ?? 0
            }
            for (number, (draft, sealed)) in zip(drafts, sealed).enumerated() {
                let position = Int64(tree.size)
                var leaf = Leaf(
                    type: draft.type, id: draft.id, time: time, member: member?.id, links: draft.links, data: sealed.data, seal: sealed.seal)
                if number == 0 { leaf.repeatKey = hashedKey }
                leaf.signature = try member?.sign(leaf.signedBytes(in: name))
                let bytes = try leaf.bytes()
                guard bytes.count <= Leaf.limit else { throw ArchiveError.tooLong(type: draft.type.rawValue, bytes: bytes.count) }
                for subtree in tree.append(MerkleTree.leafHash(bytes)) where subtree.position.level > 0 {
                    nodes.append([.integer(StoredNodes.key(subtree.position)), .bytes(subtree.hash.bytes)])
                }
                entries.append([
                    .integer(position), .text(draft.type.rawValue), .text(draft.id.description), .integer(time.milliseconds), .bytes(bytes),
                    .optional(sealed.ciphertext), number == 0 ? .optional(hashedKey) : .null,
                ])
                for link in Set(draft.links) {
                    links.append([.text(link.target.description), .text(link.relation.rawValue), .integer(position)])
                }
                for utterance in sealed.utterances {
                    nextUtterance += 1
                    utterances.append([.integer(nextUtterance), .integer(position)] + utterance)
                }
            }
            try connection.insert(into: "entry", ["position", "type", "id", "time", "leaf", "body", "repeat_key"], entries)
            if !nodes.isEmpty { try connection.insert(into: "node", ["id", "hash"], nodes) }
            if !links.isEmpty { try connection.insert(into: "link", ["target", "relation", "position"], links) }
            if !utterances.isEmpty {
                try connection.insert(
                    into: "utterance",
                    ["id", "position", "conversation", "number", "role", "kind", "speaker", "start", "finish", "time", "flags", "digest",
                     "commitment", "body"], utterances)
            }
            let note = try checkpoint(tree, epoch: epoch)
            try connection.run(
                "insert into checkpoint (size, epoch, note) values ($1, $2, $3)", [.integer(tree.size), .integer(epoch), .text(note)])
            guard try connection.run(
                "update head set size = $1, frontier = $2, epoch = $3 where id = 1 and size = $4 and epoch = $5",
                [.integer(tree.size), .bytes(tree.encoded), .integer(epoch), .integer(head.tree.size), .integer(head.epoch)]) == 1
            else { throw ArchiveError.store(reason: "head") }
            let receipt = Receipt(positions: Int64(head.tree.size)..<Int64(tree.size), checkpoint: note, repeated: false)
            return (receipt, CheckpointJournal.Line(origin: origin(epoch: epoch), size: Int64(tree.size), root: tree.root))
        }
        // After the commit: a mark that is ahead of the data would be a lie, one that is behind is only weaker.
        guard let line else { return receipt }
        var failure: (any Error)?
        for journal in journals {
            // One that can't be written does not keep the others from it.
            do { try journal.append(line, durable: lost != nil) } catch { failure = error }
        }
        if let failure {
            let reason = if case ArchiveError.store(let reason) = failure { reason } else { "\(failure)" }
            throw ArchiveError.unmarked(size: line.size, reason: reason)
        }
        return receipt
    }

    /// Signs the state of the tree.
    func checkpoint(_ tree: TreeFrontier, epoch: Int64) throws -> String {
        let checkpoint = try Checkpoint(origin: origin(epoch: epoch), size: tree.size, root: tree.root)
        return String(decoding: try checkpoint.signed(by: signingKey(epoch: epoch)).bytes, as: UTF8.self)
    }

    /// Refuses to sign what would contradict a checkpoint that is known outside of the database.
    func refuseToFork(_ head: Head, _ marks: [(epoch: Int64, line: CheckpointJournal.Line)], _ connection: any SQLConnection) throws {
        // What an earlier epoch signed beyond the beginning of this one is lost, as its first entry says.
        for (epoch, mark) in marks where epoch >= head.epoch {
            guard epoch == head.epoch, mark.size <= Int64(head.tree.size) else {
                throw ArchiveError.behind(size: Int64(head.tree.size), seen: mark.size)
            }
            let root = mark.size == Int64(head.tree.size) ? head.tree.root : try StoredNodes(connection: connection).root(atSize: Int(mark.size))
            guard root == mark.root else { throw ArchiveError.forked(size: mark.size) }
        }
    }

    /// What a batch under the same key gave before; nil where there was none.
    private func repeated(_ key: [UInt8], _ drafts: [Draft], _ connection: any SQLConnection) throws -> Receipt? {
        guard let row = try connection.first("select position, leaf, body from entry where repeat_key = $1", [.bytes(key)]) else { return nil }
        let position = try row.integer(0)
        let record = StoredRecord(
            position: position, leaf: try Leaf(bytes: row.bytes(1)), bytes: try row.bytes(1), ciphertext: try row.optionalBytes(2))
        guard let draft = drafts.first, record.leaf.type == draft.type, record.leaf.links == draft.links,
            draft.data.allSatisfy({ record.leaf.data[$0.key] == $0.value })
        else { throw ArchiveError.repeated(index: position) }
        if let content = draft.content, case .open(let body, _) = try open(record), body != content.body {
            throw ArchiveError.repeated(index: position)
        }
        let end = position + Int64(drafts.count)
        guard let note = try connection.first("select note from checkpoint where size >= $1 order by size limit 1", [.integer(end)]) else {
            throw ArchiveError.damaged(object: "checkpoint \(end)", reason: Damage.missing)
        }
        return Receipt(positions: position..<end, checkpoint: try note.text(0), repeated: true)
    }

    // MARK: - Sealing

    private struct Sealed {
        var data: CanonicalObject
        var seal: Seal?
        var ciphertext: [UInt8]?
        /// The columns of each utterance from `conversation` on.
        var utterances: [[SQLValue]] = []
    }

    /// Encrypts what a draft hides; before the transaction, because that is the long part.
    private func seal(_ draft: Draft, _ keys: [KeyScope: DataKey]) throws -> Sealed {
        var sealed = Sealed(data: draft.data, seal: draft.staged)
        if let content = draft.content {
            guard let key = keys[content.scope] else { throw ArchiveError.noKey(scope: content.scope.description) }
            let (ciphertext, commitment) = try key.seal(content.body.serialized(), context: context(draft.type, draft.id))
            sealed.ciphertext = ciphertext
            sealed.seal = Seal(
                key: key.id, keyCommitment: key.commitment, length: ciphertext.count, digest: Array(SHA256.hash(data: ciphertext)),
                commitment: commitment)
        }
        if !draft.utterances.isEmpty {
            guard let scope = draft.content?.scope, case .conversation(let conversation) = scope else {
                throw ArchiveError.invalid(what: LocalizedText(zh: "话语须属于一个会话", en: "Utterances belong to a conversation"))
            }
            guard let key = keys[scope] else { throw ArchiveError.noKey(scope: scope.description) }
            var tree = TreeFrontier()
            for utterance in draft.utterances {
                let (ciphertext, commitment) = try key.seal(utterance.body(), context: context(conversation, utterance.number))
                let digest = Array(SHA256.hash(data: ciphertext))
                tree.append(MerkleTree.leafHash(try utterance.leaf(digest: digest, commitment: commitment)))
                sealed.utterances.append([
                    .text(conversation.description), .integer(utterance.number), .integer(utterance.role.rawValue), .text(utterance.kind.rawValue),
                    .integer(utterance.speaker), .optional(utterance.start), .optional(utterance.end),
                    .optional(utterance.time?.milliseconds), .integer(utterance.flags.rawValue), .bytes(digest), .bytes(commitment),
                    .bytes(ciphertext),
                ])
            }
            sealed.data["utterances"] = .integer(Int64(draft.utterances.count))
            sealed.data["utterances_root"] = .string(tree.root.hex)
        }
        return sealed
    }

    /// What a record's ciphertext is bound to.
    func context(_ type: RecordType, _ id: RecordID) -> [UInt8] { Array("kaipan/1\n\(name)\n\(type.rawValue)\n\(id)".utf8) }

    /// What an utterance's ciphertext is bound to.
    func context(_ conversation: RecordID, _ number: Int) -> [UInt8] { Array("kaipan/1\n\(name)\nutterance\n\(conversation)\n\(number)".utf8) }
}
