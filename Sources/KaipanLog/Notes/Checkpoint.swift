import Foundation

/// The head of a log's tree: which log, how many leaves, which root.
///
/// C2SP tlog-checkpoint v1.0.0. Extension lines are read and kept; a checkpoint made here has none, as nobody can audit them.
public struct Checkpoint: Sendable, CustomStringConvertible {
    /// Which log, `name/epoch`; not empty.
    public let origin: String
    /// In leaves.
    public let size: Int
    /// Of the tree of this size.
    public let root: LogHash
    /// Opaque further lines, none empty.
    public let extensions: [String]

    /// - Parameters:
    ///   - origin: which log; not empty, without control characters.
    ///   - size: in leaves, 0 or more.
    ///   - root: of the tree of this size.
    /// - Throws: `CheckpointError.origin`, `.size`.
    public init(origin: String, size: Int, root: LogHash) throws(CheckpointError) {
        guard !origin.isEmpty, origin.utf8.allSatisfy({ $0 >= 0x20 }) else { throw .origin }
        guard size >= 0 else { throw .size(String(size)) }
        self.origin = origin
        self.size = size
        self.root = root
        extensions = []
    }

    /// Reads the text of a note.
    ///
    /// - Parameter text: with its last newline.
    /// - Throws: `CheckpointError` with the line that is malformed.
    public init(parsing text: some ContiguousBytes) throws(CheckpointError) {
        let bytes = text.withUnsafeBytes { Array($0) }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .note(.invalidUTF8(offset: UTF8Text.validPrefix(of: bytes)))
        }
        let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        // What follows the last newline must be nothing.
        guard lines.count >= 4, lines.last?.isEmpty == true else { throw .lines(lines.count - 1) }
        if let empty = lines.dropLast().firstIndex(where: \.isEmpty) { throw .emptyLine(empty + 1) }
        guard let size = DecimalNumber.parse(lines[1]) else { throw .size(String(lines[1]) ?? "") }
        guard let bytes = Base64.decode(lines[2]), let root = LogHash(bytes) else { throw .root(String(lines[2]) ?? "") }
        guard lines[0].allSatisfy({ $0 >= 0x20 }) else { throw .origin }
        origin = String(lines[0]) ?? ""
        self.size = size
        self.root = root
        extensions = lines[3...].dropLast().map { String($0) ?? "" }
    }

    /// The text of the note, with its last newline.
    public var text: [UInt8] { Array(description.utf8) }

    /// The text of the note, with its last newline.
    public var description: String { ([origin, String(size), root.base64] + extensions).map { $0 + "\n" }.joined() }

    /// Signs the checkpoint.
    ///
    /// A log must never sign two that are not consistent; who calls this has to know the last one it signed.
    /// - Throws: `CheckpointError.note`.
    public func signed(by key: NoteSigningKey) throws(CheckpointError) -> SignedCheckpoint {
        do {
            return SignedCheckpoint(checkpoint: self, note: try SignedNote(text: text, signedBy: key))
        } catch {
            throw .note(error)
        }
    }
}

extension Checkpoint: Hashable {
    // By bytes: two origins that Swift holds to be equal may still be two logs.
    public static func == (a: Checkpoint, b: Checkpoint) -> Bool { a.text == b.text }

    public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
