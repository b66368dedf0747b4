import ArgumentParser
import KaipanArchive
import KaipanLog
import KaipanScene

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
                throw ArchiveError.ambiguous(text: text, candidates: archive.candidates(signings), isCut: false)
            }
            if let signing = signings.first { return signing.leaf.id }
        }
        return try archive.id(of: text, Set(types))
    }

    /// A customer of a sale, for a copy.
    ///
    /// - Parameter subject: the signing, complaint or contract number.
    /// - Throws: `SceneError.customerNeedsID` with the sale's customers where no record has the name.
    func customer(of subject: String, _ session: ArchiveSession) throws -> RecordID {
        do { return try id(in: session.archive, .customer) } catch ArchiveError.noRecord {
            let customers = try SceneReader(session).customers(of: subject)
            throw SceneError.customerNeedsID(text: text, customers: customers.map { "\($0.id)\($0.name.map { " \($0)" } ?? "")" })
        }
    }
}
