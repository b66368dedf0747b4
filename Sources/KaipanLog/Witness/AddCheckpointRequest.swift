import Foundation

/// What a log sends to a witness: a checkpoint, and the proof that it continues the one the witness knows.
///
/// The body of `POST add-checkpoint`, C2SP tlog-witness v1.0.0.
public struct AddCheckpointRequest: Sendable, Hashable {
    /// Of the checkpoint that the witness is believed to know last, in leaves; 0 where it knows none.
    public let oldSize: Int
    /// From the old size to the checkpoint's; at most 63 hashes.
    public let proof: [LogHash]
    /// Not verified yet.
    public let checkpoint: SignedCheckpoint

    /// - Parameters:
    ///   - oldSize: of the checkpoint that the witness is believed to know last, in leaves.
    ///   - proof: from the old size to the checkpoint's; none from size 0.
    ///   - checkpoint: signed by the log.
    public init(oldSize: Int, proof: [LogHash], checkpoint: SignedCheckpoint) {
        self.oldSize = oldSize
        self.proof = proof
        self.checkpoint = checkpoint
    }

    /// Reads the body of a request.
    ///
    /// - Throws: `WitnessError.oldSize`, `.proofLine`, `.proofTooLong`, `.noCheckpoint`, `.checkpoint`; a witness answers each with 400.
    public init(parsing body: some ContiguousBytes) throws(WitnessError) {
        let bytes = body.withUnsafeBytes { Array($0) }
        let newline = UInt8(ascii: "\n")
        guard let end = bytes.indices.dropLast().first(where: { bytes[$0] == newline && bytes[$0 + 1] == newline }) else {
            throw .noCheckpoint
        }
        let lines = bytes[..<end].split(separator: newline, omittingEmptySubsequences: false)
        guard let first = lines.first, first.starts(with: "old ".utf8), let size = DecimalNumber.parse(first.dropFirst(4)) else {
            throw .oldSize
        }
        guard lines.count <= 64 else { throw .proofTooLong(lines.count - 1) }
        var proof: [LogHash] = []
        for (place, line) in lines.enumerated().dropFirst() {
            guard let bytes = Base64.decode(line), let hash = LogHash(bytes) else { throw .proofLine(place + 1) }
            proof.append(hash)
        }
        oldSize = size
        self.proof = proof
        do {
            checkpoint = try SignedCheckpoint.read(Array(bytes[(end + 2)...]))
        } catch {
            throw .checkpoint(error)
        }
    }

    /// The body of the request.
    public var bytes: [UInt8] {
        Array((["old \(oldSize)"] + proof.map(\.base64)).map { $0 + "\n" }.joined().utf8) + [UInt8(ascii: "\n")] + checkpoint.bytes
    }

    /// Which log the checkpoint says it is of; not verified.
    public var origin: String { checkpoint.checkpoint.origin }
}
