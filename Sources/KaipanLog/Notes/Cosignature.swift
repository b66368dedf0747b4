import KaipanText

/// What a witness states of a checkpoint: that it was, at a time, the largest consistent one the witness had seen.
///
/// C2SP tlog-cosignature v1.0.1, signature type 0x04: eight bytes of time and an Ed25519 signature.
public struct Cosignature: Sendable, Hashable {
    /// Since 1970 in UTC, in seconds, 0…2^63−1.
    public let time: Int64
    /// Of Ed25519, 64 bytes.
    let signature: [UInt8]

    /// - Returns: nil where the signature has not the form of a cosignature.
    public init?(_ signature: NoteSignature) {
        guard signature.bytes.count == 72 else { return nil }
        let time = signature.bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard let time = Int64(exactly: time) else { return nil }
        self.time = time
        self.signature = Array(signature.bytes.dropFirst(8))
    }

    /// The time as a moment; times behind the year 9999 become its end.
    public var timestamp: Timestamp {
        Timestamp(milliseconds: time > Timestamp.range.upperBound / 1000 ? Timestamp.range.upperBound : time * 1000)
    }

    /// What the witness signs.
    static func message(time: Int64, text: [UInt8]) -> [UInt8] {
        Array("cosignature/v1\ntime \(time)\n".utf8) + text
    }
}
