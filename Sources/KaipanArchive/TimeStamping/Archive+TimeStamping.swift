import KaipanLog
import KaipanText
import KaipanTimeStamps

extension Archive {
    /// Has the newest checkpoint time-stamped, and keeps the token as a record: everything before it existed then.
    ///
    /// - Parameters:
    ///   - client: of the authority.
    ///   - trust: whom to trust; nil verifies the signature only, and the proof says so.
    ///   - hash: by which the authority is told the data.
    ///   - member: who asks for it; nil for the archive itself.
    /// - Returns: the record, and how far the token was verified.
    /// - Throws: `TimeStampClientError`, `TimeStampError` where there is no token that proves anything; nothing is kept then.
    public func timeStamp(
        by client: TimeStampClient, trusting trust: TimeStampTrust? = nil, hash: TimeStampHash = .sha256, as member: MemberKey? = nil
    ) async throws -> (stamp: StoredTimeStamp, proof: TimeStampProof) {
        let newest = try signedHead()
        return try await timeStamp(newest.signed.bytes, newest.size, newest.epoch, renewing: nil, client, trust, hash, member)
    }

    /// Has the newest token time-stamped again, before the key or the digest that it rests on grows weak (RFC 4998 section 5.2).
    ///
    /// A time stamp of a newer checkpoint does the same for all tokens that are in the log by then; renew where nothing is added any more.
    ///
    /// - Throws: as `timeStamp`; `ArchiveError.notYet` where there is no token; `TimeStampError` where the old one proves nothing.
    public func renewTimeStamp(
        by client: TimeStampClient, trusting trust: TimeStampTrust? = nil, hash: TimeStampHash = .sha256, as member: MemberKey? = nil
    ) async throws -> (stamp: StoredTimeStamp, proof: TimeStampProof) {
        guard let old = try timeStamps().last else {
            throw ArchiveError.notYet(reason: LocalizedText(
                zh: "还没有时间戳可以续期。请先运行 kaipan archive timestamp。", en: "There is no time stamp to renew. Run kaipan archive timestamp first."))
        }
        _ = try await TimeStampProof.verify(TimeStampToken(old.token), of: stamped(by: old), trusting: trust)
        return try await timeStamp(old.token, old.size, old.epoch, renewing: old.id, client, trust, hash, member)
    }

    private func timeStamp(
        _ data: [UInt8], _ size: Int64, _ epoch: Int64, renewing old: RecordID?, _ client: TimeStampClient, _ trust: TimeStampTrust?,
        _ hash: TimeStampHash, _ member: MemberKey?
    ) async throws -> (stamp: StoredTimeStamp, proof: TimeStampProof) {
        let request = try TimeStampRequest(MessageImprint(of: data, hash: hash))
        let token = try await client.ask(request).token()
        let proof = try await TimeStampProof.verify(token, of: data, nonce: request.nonce, trusting: trust)
        // The verifier takes any digest that it knows; the answer has to have the one of the request.
        guard token.info.imprint == request.imprint else { throw TimeStampError.wrongImprint }
        let receipt = try append(
            [StoredTimeStamp.draft(token, of: data, size: size, epoch: epoch, renewing: old, checked: proof.word)], by: member)
        return (try StoredTimeStamp(record(at: receipt.positions.lowerBound), in: self), proof)
    }

    /// The time stamps, in the order in which they were recorded.
    public func timeStamps() throws -> [StoredTimeStamp] { try records(.timeStamp).map { try StoredTimeStamp($0, in: self) } }

    /// Whether anything was added since the last time stamp of a checkpoint, apart from what anchors the log.
    public func hasGrownSinceTimeStamp() throws -> Bool {
        guard let last = try timeStamps().last(where: { $0.renewed == nil }) else { return true }
        return try database.read { connection in
            try connection.first(
                "select position from entry where position >= $1 and type not in ($2, $3) limit 1",
                [.integer(last.size), .text(RecordType.timeStamp.rawValue), .text(RecordType.cosignature.rawValue)]) != nil
        }
    }

    // MARK: - What was stamped

    /// The newest checkpoint that is committed, with its epoch.
    package func signedHead() throws -> (size: Int64, epoch: Int64, signed: SignedCheckpoint) {
        let signed = try checkpoint()
        guard let epoch = epoch(ofOrigin: signed.checkpoint.origin) else {
            throw ArchiveError.damaged(object: "checkpoint \(signed.checkpoint.size)", reason: Damage.differs("origin"))
        }
        return (Int64(signed.checkpoint.size), epoch, signed)
    }

    /// The bytes that a token is of: the note of its checkpoint, or the token that it renews.
    ///
    /// - Throws: `ArchiveError.damaged` where they are not there, or no longer the same.
    public func stamped(by stamp: StoredTimeStamp) throws -> [UInt8] {
        let object: String, bytes: [UInt8]?
        if let renewed = stamp.renewed {
            object = "time-stamp \(renewed)"
            let record = try record(renewed)
            guard record.leaf.type == .timeStamp, record.position < stamp.position else {
                throw ArchiveError.damaged(object: object, reason: LocalizedText(zh: "此前没有时间戳", en: "no earlier time stamp"))
            }
            let old = try StoredTimeStamp(record, in: self)
            guard old.size == stamp.size, old.epoch == stamp.epoch else { throw ArchiveError.damaged(object: object, reason: Damage.differs("size, epoch")) }
            bytes = old.token
        } else {
            object = "checkpoint \(stamp.size) of epoch \(stamp.epoch)"
            bytes = try database.read { connection in
                try connection.first("select note from checkpoint where size = $1 and epoch = $2", [.integer(stamp.size), .integer(stamp.epoch)])
                    .map { Array(try $0.text(0).utf8) }
            }
        }
        guard let bytes else { throw ArchiveError.damaged(object: object, reason: Damage.missing) }
        guard TimeStampHash.sha256.digest(of: bytes) == stamp.digest else { throw ArchiveError.damaged(object: object, reason: Damage.digest) }
        return bytes
    }
}
