import Foundation
import KaipanArchive
import KaipanLog
import KaipanText

/// A folder that somebody outside verifies without Kaipan: BagIt 1.0 (RFC 8493), with the proofs of the log inside.
///
/// The archive is read as of one checkpoint: records before it, time stamps and cosignatures that were recorded before it. The same
/// selection and checkpoint give the same bytes, whatever was added since; what was erased since is missing, and the package says so.
/// Only what is disclosed is opened: of everything else there are hashes and salted commitments, which tell nothing about short texts.
public struct EvidencePackage: Sendable {
    /// The version of the layout.
    public static let format = "kaipan-evidence/1"
    /// What verifies a package, in Python, for its reader.
    public static let verifier: [UInt8] = PackageResources.verify_py

    public var selection: EvidenceSelection
    /// How many entries the checkpoint has; nil for the newest.
    public var size: Int64?
    /// Which log and witnesses a verifier has to believe; nil for this log without witnesses. Where it asks for witnesses, everything in
    /// the package has to be before a checkpoint that enough of them cosigned.
    public var policy: TrustPolicy?
    /// Certificates in PEM that go into `tsa/chain.pem` beside those of the tokens: the authorities' roots.
    public var roots: String
    /// Others that go in: `report.html`, `scene.json`.
    public var files: [EvidenceFile]

    public init(
        _ selection: EvidenceSelection, size: Int64? = nil, policy: TrustPolicy? = nil, roots: String = "", files: [EvidenceFile] = []
    ) {
        self.selection = selection
        self.size = size
        self.policy = policy
        self.roots = roots
        self.files = files
    }

    /// Writes the package, and an `export` record of it into the log.
    ///
    /// - Parameters:
    ///   - session: of a member who may export, with a purpose.
    ///   - folder: that does not exist; it appears when it is complete.
    /// - Throws: `ArchiveError.notAllowed`, `.noPurpose`, `.invalid` where the folder exists; `.noRecord` where a record or the checkpoint is not there;
    ///   `.notYet` where the policy's witnesses have not cosigned; `.damaged`; `.store` where a file can't be written.
    @discardableResult
    public func write(from session: ArchiveSession, to folder: String) throws -> EvidenceReceipt {
        guard !FileManager.default.fileExists(atPath: folder) else {
            throw ArchiveError.invalid(what: LocalizedText(
                zh: "\(folder)：已经存在。证据包写入一个新的文件夹，请换一个名字。", en: "\(folder): is there already. A package goes into a new folder; choose another name."))
        }
        let archive = session.archive
        // Before the export itself is in the log.
        let head = try archive.checkpoint(over: size ?? archive.size())
        try session.allow(.export, on: selection.subjects)
        let partial = "\(folder).part-\(RecordID.new())"
        defer { try? FileManager.default.removeItem(atPath: partial) }
        var builder = try EvidenceBuilder(archive, self, head: head)
        let bag = try BagWriter(folder: partial)
        let written = try builder.write(to: bag)
        do { try FileManager.default.moveItem(atPath: partial, toPath: folder) } catch {
            throw ArchiveError.store(reason: "\(folder): \(error.localizedDescription)")
        }
        return try record(written, size: Int64(head.checkpoint.size), by: session)
    }

    private func record(_ written: EvidenceBuilder.Written, size: Int64, by session: ArchiveSession) throws -> EvidenceReceipt {
        var data: CanonicalObject = [
            "format": .string(Self.format), "size": .integer(size), "manifest": .string(written.digest), "files": .integer(Int64(written.files)),
            "utterances": .integer(Int64(written.utterances)), "withheld": .integer(Int64(written.withheld)),
            "variant": .string(selection.copy == nil ? "full" : "customer-copy"),
        ]
        if selection.copy != nil { data["redactor"] = .string(Redactor.version) }
        data["purpose"] = session.purpose.map { .string($0.rawValue) }
        let subjects = selection.subjects
        // An entry has room for about a thousand links.
        if subjects.count > 500 { data["objects"] = .integer(Int64(subjects.count)) }
        var links = subjects.prefix(500).map { Link(.subject, $0) }
        if let subject = session.subject { links.append(Link(.complaint, subject)) }
        let receipt = try session.append([Draft(.export, links: links, data: data)])
        return EvidenceReceipt(
            size: size, digest: written.digest, files: written.files, utterances: written.utterances, withheld: written.withheld,
            position: receipt.positions.lowerBound)
    }
}
