import Foundation

/// A proof in one text that an entry is in a log and that witnesses saw the log so: a file `.tlog-proof`.
///
/// C2SP tlog-proof at commit 5ba5ee8 (not yet tagged).
public struct TlogProof: Sendable, Hashable {
    /// How long a proof may be, in bytes.
    public static let maximumLength = 2 << 20
    /// The first line.
    static let header = "c2sp.org/tlog-proof@v1"

    /// Opaque, not covered by any signature, not to be trusted.
    public let extra: [UInt8]?
    /// Its size is that of the checkpoint.
    public let inclusion: InclusionProof
    /// As it stands in the file; not verified yet.
    public let checkpoint: SignedCheckpoint

    /// - Parameters:
    ///   - extra: opaque data that travels along.
    ///   - inclusion: for the size of the checkpoint.
    ///   - checkpoint: with its cosignatures.
    /// - Throws: `TlogProofError.size` where proof and checkpoint are of two sizes.
    public init(extra: [UInt8]? = nil, inclusion: InclusionProof, checkpoint: SignedCheckpoint) throws(TlogProofError) {
        guard inclusion.size == checkpoint.checkpoint.size else {
            throw .size(proof: inclusion.size, checkpoint: checkpoint.checkpoint.size)
        }
        self.extra = extra
        self.inclusion = inclusion
        self.checkpoint = checkpoint
    }

    /// Reads the text of a proof.
    ///
    /// - Parameter text: the whole file.
    /// - Throws: `TlogProofError` with the line that is malformed.
    public init(parsing text: some ContiguousBytes) throws(TlogProofError) {
        let bytes = text.withUnsafeBytes { Array($0) }
        guard bytes.count <= Self.maximumLength else { throw .tooLong(bytes.count) }
        let newline = UInt8(ascii: "\n")
        guard let end = bytes.indices.dropLast().first(where: { bytes[$0] == newline && bytes[$0 + 1] == newline }) else {
            throw .noCheckpoint
        }
        var lines = bytes[..<end].split(separator: newline, omittingEmptySubsequences: false).enumerated().map { ($0 + 1, $1) }[...]
        guard lines.popFirst()?.1.elementsEqual(Self.header.utf8) == true else { throw .header }
        if let (_, line) = lines.first, line.starts(with: "extra ".utf8) {
            guard let data = Base64.decode(line.dropFirst(6)) else { throw .extra }
            extra = data
            lines.removeFirst()
        } else {
            extra = nil
        }
        guard let (_, line) = lines.popFirst(), line.starts(with: "index ".utf8), let index = DecimalNumber.parse(line.dropFirst(6)) else {
            throw .index(line: extra == nil ? 2 : 3)
        }
        guard lines.count <= 63 else { throw .tooManyHashes(lines.count) }
        var path: [LogHash] = []
        for (place, line) in lines {
            guard let bytes = Base64.decode(line), let hash = LogHash(bytes) else { throw .hash(line: place) }
            path.append(hash)
        }
        do {
            checkpoint = try SignedCheckpoint.read(Array(bytes[(end + 2)...]))
        } catch {
            throw .checkpoint(error)
        }
        inclusion = InclusionProof(index: index, size: checkpoint.checkpoint.size, path: path)
    }

    /// The bytes of the file.
    public var bytes: [UInt8] {
        var lines = [Self.header]
        if let extra { lines.append("extra " + Base64.encode(extra)) }
        lines.append("index \(inclusion.index)")
        lines += inclusion.path.map(\.base64)
        return Array((lines.joined(separator: "\n") + "\n\n").utf8) + checkpoint.bytes
    }

    /// Checks the proof whole: the log's signature, the cosignatures, the entry's place in the tree.
    ///
    /// - Parameters:
    ///   - entry: the bytes of the entry.
    ///   - policy: which logs and witnesses are believed.
    /// - Throws: `TlogProofError.policy`, `.inclusion`.
    @discardableResult
    public func verify(entry: some ContiguousBytes, policy: TrustPolicy) throws(TlogProofError) -> VerifiedCheckpoint {
        try verify(leaf: MerkleTree.leafHash(entry), policy: policy)
    }

    /// Checks the proof whole for an entry of which only the hash is at hand.
    ///
    /// - Parameters:
    ///   - leaf: the hash of the entry as a leaf.
    ///   - policy: which logs and witnesses are believed.
    /// - Throws: `TlogProofError.policy`, `.inclusion`.
    @discardableResult
    public func verify(leaf: LogHash, policy: TrustPolicy) throws(TlogProofError) -> VerifiedCheckpoint {
        let verified: VerifiedCheckpoint
        do {
            verified = try policy.verify(checkpoint)
        } catch {
            throw .policy(error)
        }
        do {
            try inclusion.verify(leaf: leaf, root: verified.checkpoint.root)
        } catch {
            throw .inclusion(error)
        }
        return verified
    }
}
