import KaipanArchive
import KaipanLog
import KaipanText

/// Rebuilds the scene of a signing from an archive, in a member's name.
///
/// Whatever is opened is in the log before the scene is given out, as one reading of the member's.
public struct SceneReader: Sendable {
    let session: ArchiveSession
    let parts: SceneParts
    let known: Timestamp?
    let size: Int64?

    /// - Parameters:
    ///   - parts: what judges promises, scripts and acknowledgements; what is nil is left out.
    ///   - known: only what was recorded by then counts; nil for all.
    ///   - size: only what is under the checkpoint over so many entries counts, and the same size gives the same scene; nil for the newest.
    public init(_ session: ArchiveSession, parts: SceneParts = SceneParts(), asKnownAt known: Timestamp? = nil, size: Int64? = nil) {
        self.session = session
        self.parts = parts
        self.known = known
        self.size = size
    }

    /// The scene of a signing.
    ///
    /// - Parameters:
    ///   - name: the id of a signing or a complaint or at least six characters that it begins with, or a contract number in any spelling.
    ///   - variant: for whom; quality reviewers get their own, whatever is asked for.
    ///   - customer: whose copy it is, of those who bought together; nil for all of them.
    /// - Throws: `SceneError`; `ArchiveError.notAllowed`, `.noPurpose`, `.damaged`, `.ambiguous`.
    /// - Complexity: O(log n) in the size of the archive, linear in what belongs to the scene.
    public func scene(of name: String, variant: Scene.Variant = .full, customer: RecordID? = nil) throws -> Scene {
        try session.require(.read)
        guard variant == .full || parts.redact != nil else { throw SceneError.noRedactor }
        let archive = session.archive
        // Before anything is read, so that all of it is under this checkpoint.
        let signed = try size.map { try archive.checkpoint(over: $0) } ?? archive.checkpoint()
        let horizon = try min(archive.horizon(known), Int64(signed.checkpoint.size))
        var assembly = SceneAssembly(
            collector: SceneCollector(archive, horizon: horizon), parts: parts, known: known, checkpoint: signed,
            only: variant == .customer ? customer : nil)
        var scene = try assembly.scene(of: try subject(name, &assembly.collector))
        if let size { scene.made = try archive.record(at: size - 1).leaf.time }
        try session.allow(.read, on: assembly.opened)
        if let view = try session.reviewerView(.read, on: assembly.opened) { return SceneRedaction(of: scene, for: view).copy }
        guard variant == .customer, let redact = parts.redact else { return scene }
        return try SceneRedaction(of: scene, for: customer, numbers: archive.numbersOnRecord(before: horizon), redact: redact).copy
    }

    /// The customers of a sale with their names, which quality reviewers do not get; the reading is in the log.
    ///
    /// - Parameter name: as of `scene(of:)`.
    /// - Throws: `SceneError`; `ArchiveError.notAllowed`, `.noPurpose`, `.ambiguous`.
    public func customers(of name: String) throws -> [(id: RecordID, name: String?)] {
        try session.require(.read)
        var collector = SceneCollector(session.archive, horizon: try session.archive.horizon(known))
        let subject = try subject(name, &collector), signing = try subject.leaf.named(.signing).first.flatMap { try collector.record($0) }
        let ids = (signing ?? subject).leaf.named(.customer)
        try session.allow(.read, on: ids)
        let isReview = try session.reviewerView(.read, on: ids) != nil
        return try ids.map { id in (id, isReview ? nil : try collector.record(id).flatMap { try collector.content($0)?.text("name") }) }
    }

    /// The signing or complaint that a name means.
    private func subject(_ name: String, _ collector: inout SceneCollector) throws -> StoredRecord {
        if let id = RecordID(name) {
            guard let record = try collector.record(id) else { throw SceneError.notFound(name) }
            guard record.leaf.type == .signing || record.leaf.type == .complaint else {
                throw SceneError.noSubject(id: name, type: record.leaf.type.rawValue)
            }
            return record
        }
        let found = try session.archive.signings(contract: name, before: collector.horizon)
        guard found.count < 2 else {
            let isReview = try session.reviewerView(.read) != nil
            try session.allow(.read, on: found.map(\.leaf.id))
            throw try SceneError.severalSignings(number: name, ids: isReview ? session.archive.candidates(found) : found.map { "\($0.leaf.id) \(try session.archive.contractNumber(of: $0) ?? "")" })
        }
        if let first = found.first {
            collector.keep(first)
            return first
        }
        let subjects: Set<RecordType> = [.signing, .complaint]
        guard let prefix = RecordPrefix(name), let id = try session.archive.record(beginning: prefix, of: subjects, before: collector.horizon),
            let record = try collector.record(id)
        else { throw SceneError.notFound(name) }
        return record
    }
}
