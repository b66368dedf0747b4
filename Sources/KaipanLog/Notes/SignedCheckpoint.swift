import Foundation

/// A checkpoint with the note that carries its signatures.
public struct SignedCheckpoint: Sendable, Hashable {
    public let checkpoint: Checkpoint
    /// With the signature of the log and of whoever else signed.
    public let note: SignedNote

    init(checkpoint: Checkpoint, note: SignedNote) {
        self.checkpoint = checkpoint
        self.note = note
    }

    /// Opens the note of a checkpoint and checks that the log signed it.
    ///
    /// - Parameters:
    ///   - bytes: the whole note.
    ///   - key: of the log; its name need not be the origin, though it should.
    ///   - origin: the log that is expected.
    /// - Throws: `CheckpointError`.
    public static func open(
        _ bytes: some ContiguousBytes, key: NoteVerifierKey, origin: String
    ) throws(CheckpointError) -> SignedCheckpoint {
        let opened = try read(bytes)
        do {
            _ = try opened.note.verify([key])
        } catch {
            throw .note(error)
        }
        guard opened.checkpoint.origin.utf8.elementsEqual(origin.utf8) else {
            throw .otherOrigin(expected: origin, found: opened.checkpoint.origin)
        }
        return opened
    }

    /// Reads the note of a checkpoint without checking any signature, to learn which keys it needs.
    ///
    /// - Throws: `CheckpointError`.
    public static func read(_ bytes: some ContiguousBytes) throws(CheckpointError) -> SignedCheckpoint {
        let note: SignedNote
        do {
            note = try SignedNote(parsing: bytes)
        } catch {
            throw .note(error)
        }
        return SignedCheckpoint(checkpoint: try Checkpoint(parsing: note.text), note: note)
    }

    /// Adds signatures that witnesses made.
    ///
    /// - Throws: `CheckpointError.note`.
    public func adding(_ signatures: [NoteSignature]) throws(CheckpointError) -> SignedCheckpoint {
        do {
            return SignedCheckpoint(checkpoint: checkpoint, note: try note.adding(signatures))
        } catch {
            throw .note(error)
        }
    }

    /// The bytes of the note.
    public var bytes: [UInt8] { note.bytes }
}
