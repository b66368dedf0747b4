import ArgumentParser
import KaipanArchive

/// A record as somebody types it: its id, at least six characters that the id begins with, or a contract number where a signing may be meant.
struct RecordName: ExpressibleByArgument, Sendable {
    let text: String

    init?(argument: String) {
        guard argument.contains(where: { !$0.isWhitespace }) else { return nil }
        text = argument
    }

    /// - Parameter types: of which the record is; empty for any. With signings among them a contract number is one's name.
    /// - Throws: `ArchiveError.noRecord`, `.ambiguous`.
    func id(in archive: Archive, _ types: RecordType...) throws -> RecordID {
        if let id = RecordID(text) { return id }
        if types.isEmpty || types.contains(.signing) {
            let signings = try archive.signings(contract: text)
            guard signings.count < 2 else {
                throw ArchiveError.ambiguous(text: text, candidates: signings.map { "\($0.leaf.id) signing" }, isCut: false)
            }
            if let signing = signings.first { return signing.leaf.id }
        }
        return try archive.id(of: text, Set(types))
    }
}
