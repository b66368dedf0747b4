import Foundation

/// A text signed by one or more keys; nothing of it counts before it is verified.
///
/// C2SP signed-note v1.0.0.
public struct SignedNote: Sendable, Hashable {
    /// How many signatures a note may carry; the specification asks for 16 at least.
    public static let maximumSignatures = 100
    /// How long a note may be, in bytes; 100 post-quantum signatures have room in it.
    public static let maximumLength = 1 << 20

    /// In UTF-8, with its last newline.
    public let text: [UInt8]
    public private(set) var signatures: [NoteSignature]

    /// Reads a note, every byte of it.
    ///
    /// - Parameter bytes: the whole note.
    /// - Throws: `NoteError` with what is malformed.
    public init(parsing bytes: some ContiguousBytes) throws(NoteError) {
        let bytes = bytes.withUnsafeBytes { Array($0) }
        guard bytes.count <= Self.maximumLength else { throw .tooLong(bytes.count) }
        try Self.check(characters: bytes)
        // The last empty line separates; the text itself may have others.
        let newline = UInt8(ascii: "\n")
        guard let separator = bytes.indices.dropLast().last(where: { bytes[$0] == newline && bytes[$0 + 1] == newline }) else {
            throw .noSeparator
        }
        text = Array(bytes[...separator])
        signatures = try NoteSignature.parse(lines: bytes[(separator + 2)...])
    }

    /// Signs a text.
    ///
    /// - Parameters:
    ///   - text: in UTF-8, ending in a newline, without control characters other than newlines.
    ///   - key: whose signature the note gets.
    /// - Throws: `NoteError.text`, `.character`, `.signing`.
    public init(text: [UInt8], signedBy key: NoteSigningKey) throws(NoteError) {
        self.text = text
        signatures = [try key.sign(text)]
    }

    /// Adds signatures that others made; those the note has already are left out.
    ///
    /// - Throws: `NoteError.tooManySignatures`.
    public func adding(_ more: [NoteSignature]) throws(NoteError) -> SignedNote {
        var note = self
        for signature in more where !note.signatures.contains(signature) { note.signatures.append(signature) }
        guard note.signatures.count <= Self.maximumSignatures else { throw .tooManySignatures(note.signatures.count) }
        return note
    }

    /// The bytes of the note; what was parsed comes out as it was.
    public var bytes: [UInt8] { text + [UInt8(ascii: "\n")] + signatures.flatMap { Array($0.line.utf8) } }

    /// Checks the signatures of keys that are known; those of others are kept and count for nothing.
    ///
    /// - Parameter keys: the keys that are trusted to sign such notes.
    /// - Returns: what each key signed, at least one.
    /// - Throws: `NoteError.badSignature` where a known key's signature does not fit, `.noKnownSignature` where no known key signed,
    ///   `.ambiguousKey` where two of the keys cannot be told apart.
    public func verify(_ keys: [NoteVerifierKey]) throws(NoteError) -> [VerifiedSignature] {
        var verified: [VerifiedSignature] = []
        for signature in signatures {
            var known = Array(Set(keys.filter { $0.made(signature) }))
            guard let key = known.popLast() else { continue }
            guard known.isEmpty else { throw .ambiguousKey(name: key.name, id: key.id) }
            guard key.verifies(signature, of: text) else { throw .badSignature(name: key.name, id: key.id) }
            verified.append(VerifiedSignature(key: key, signature: signature))
        }
        guard !verified.isEmpty else { throw .noKnownSignature(signatures.map(\.name)) }
        return verified
    }

    static func check(text: [UInt8]) throws(NoteError) {
        guard text.last == UInt8(ascii: "\n") else { throw .text }
        try check(characters: text)
    }

    private static func check(characters bytes: [UInt8]) throws(NoteError) {
        if let place = bytes.firstIndex(where: { $0 < 0x20 && $0 != UInt8(ascii: "\n") }) { throw .character(bytes[place], offset: place) }
        guard String(validating: bytes, as: UTF8.self) != nil else { throw .invalidUTF8(offset: UTF8Text.validPrefix(of: bytes)) }
    }
}
