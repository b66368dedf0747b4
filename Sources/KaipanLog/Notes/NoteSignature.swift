/// One signature line of a note, `— name base64(key id ‖ signature)`.
public struct NoteSignature: Sendable, Hashable {
    public let name: NoteKeyName
    public let keyID: NoteKeyID
    /// What the algorithm of the key made, without the identifier; not empty.
    public let bytes: [UInt8]

    public init(name: NoteKeyName, keyID: NoteKeyID, bytes: [UInt8]) {
        self.name = name
        self.keyID = keyID
        self.bytes = bytes
    }

    /// The line with its newline.
    public var line: String { "— \(name) \(Base64.encode(keyID.bytes + bytes))\n" }

    /// - Parameter line: without its newline.
    /// - Returns: nil for what is no signature line.
    init?(line: some Collection<UInt8>) {
        guard line.starts(with: "— ".utf8) else { return nil }
        let parts = line.dropFirst("— ".utf8.count).split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard parts.count == 2, let name = NoteKeyName(bytes: parts[0]), let bytes = Base64.decode(parts[1]), bytes.count > 4 else {
            return nil
        }
        self.init(name: name, keyID: NoteKeyID(bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }), bytes: Array(bytes.dropFirst(4)))
    }

    /// Reads signature lines, such as a witness answers.
    ///
    /// - Parameter lines: each with its newline; at least one.
    /// - Throws: `NoteError.noSignatures`, `.signatureLine`, `.tooManySignatures`.
    public static func parse(lines: some Collection<UInt8>) throws(NoteError) -> [NoteSignature] {
        guard !lines.isEmpty else { throw .noSignatures }
        let rows = lines.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        // What follows the last newline must be nothing.
        guard rows.last?.isEmpty == true else { throw .signatureLine(rows.count) }
        guard rows.count - 1 <= SignedNote.maximumSignatures else { throw .tooManySignatures(rows.count - 1) }
        var signatures: [NoteSignature] = []
        for (place, row) in rows.dropLast().enumerated() {
            guard let signature = NoteSignature(line: row) else { throw .signatureLine(place + 1) }
            signatures.append(signature)
        }
        return signatures
    }
}
