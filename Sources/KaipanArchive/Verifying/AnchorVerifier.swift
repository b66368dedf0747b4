import KaipanLog
import KaipanText
import KaipanTimeStamps

/// Compares what others signed of the log, time stamps and cosignatures, with the log as it is.
struct AnchorVerifier {
    let archive: Archive
    /// Whose cosignatures are verified.
    let witnesses: [NoteVerifierKey]
    /// Of the tree at each size, computed from the entries.
    let roots: [Int64: LogHash]

    /// How far the clocks of an authority and of the machine may lie apart before it is said, in milliseconds.
    private static let clockLimit: Int64 = 300_000

    func verify(_ report: inout VerificationReport) throws {
        for record in try records(.timeStamp) { verify(record, &report) { try verifyTimeStamp(record, $0, &$1) } }
        for record in try records(.cosignature) { verify(record, &report) { try verifyCosignature(record, $0, &$1) } }
    }

    /// Those that can be read; the others were named when the entries were gone through.
    private func records(_ type: RecordType) throws -> [StoredRecord] {
        let positions = try archive.database.read { connection in
            try connection.rows("select position from entry where type = $1 order by position", [.text(type.rawValue)]).map { try $0.integer(0) }
        }
        return positions.compactMap { try? archive.record(at: $0) }
    }

    private func verify(
        _ record: StoredRecord, _ report: inout VerificationReport, _ body: (String, inout VerificationReport) throws -> Void
    ) {
        let object = "entry \(record.position) (\(record.leaf.type.rawValue) \(record.leaf.id))"
        do { try body(object, &report) } catch { report.add(object, Damage.words(error)) }
    }

    private func verifyTimeStamp(_ record: StoredRecord, _ object: String, _ report: inout VerificationReport) throws {
        let stamp = try StoredTimeStamp(record, in: archive)
        if stamp.size > stamp.position {
            report.add(object, zh: "检查点有 \(stamp.size) 条，晚于它自己", en: "checkpoint of \(stamp.size) entries, which came later")
        }
        let data = try archive.stamped(by: stamp)
        let token = try TimeStampToken(stamp.token), info = token.info
        if !info.policy.utf8.elementsEqual(stamp.policy.utf8) { report.add(object, Damage.differs("policy")) }
        if !info.serialNumber.description.utf8.elementsEqual(stamp.serialNumber.utf8) { report.add(object, Damage.differs("serial")) }
        if info.time != stamp.time { report.add(object, Damage.differs("time")) }
        do throws(TimeStampError) {
            if case .unread(_, let error) = try TimeStampProof(token, of: data) { report.note(object, error.message) }
        } catch {
            // The certificate may be among those that the verifier of chains is given.
            guard error == .missingCertificate else { throw error }
            report.note(object, error.message)
        }
        let apart = info.time.milliseconds - stamp.recorded.milliseconds
        if abs(apart) > Self.clockLimit {
            report.note(object,
                zh: "时间戳机构与本机的时钟相差 \(apart / 1000) 秒", en: "the authority's clock and the machine's differ by \(apart / 1000) s")
        }
        report.timeStamps += 1
        report.stampedSize = max(report.stampedSize, stamp.size)
    }

    private func verifyCosignature(_ record: StoredRecord, _ object: String, _ report: inout VerificationReport) throws {
        let stored = try StoredCosignature(record)
        guard stored.size <= stored.position, let root = roots[stored.size] else {
            return report.add(object, zh: "检查点有 \(stored.size) 条，晚于它自己", en: "checkpoint of \(stored.size) entries, which came later")
        }
        guard let key = witnesses.first(where: { $0.algorithm == .cosignature && $0.made(stored.signature) }) else {
            return report.note(object,
                zh: "\(stored.signature.name)：没有给出密钥，未验证", en: "\(stored.signature.name): no key given, not verified")
        }
        let checkpoint = try Checkpoint(origin: archive.origin(epoch: stored.epoch), size: Int(stored.size), root: root)
        guard key.verifies(stored.signature, of: checkpoint.text) else {
            return report.add(object,
                zh: "\(key.name) 没有签过这里 \(stored.size) 条的树", en: "\(key.name) did not sign the tree of \(stored.size) entries that is here")
        }
        report.cosignatures += 1
        report.cosignedSize = max(report.cosignedSize, stored.size)
    }
}
