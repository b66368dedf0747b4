import Foundation
import KaipanLog
import KaipanText

extension Archive {
    /// The bytes of an imported file as they came.
    ///
    /// - Returns: nil in the place of bytes whose conversation was erased.
    /// - Throws: `ArchiveError.noRecord`, `.damaged`.
    public func original(of importID: RecordID) throws -> [UInt8?] {
        let pieces = try records(linkedTo: importID, .importBatch, type: .original)
        guard let length = pieces.first?.leaf.data["length"]?.integer else { throw ArchiveError.noRecord(id: importID.description) }
        var bytes = [UInt8?](repeating: nil, count: Int(length))
        for piece in pieces {
            guard case .open(let body, _) = try open(piece) else { continue }
            guard let ranges = body["ranges"]?.array, let text = body["bytes"]?.string, let data = Data(base64Encoded: text) else {
                throw ArchiveError.damaged(object: "original \(piece.leaf.id)", reason: Damage.malformed("ranges, bytes"))
            }
            var place = data.startIndex
            for range in ranges {
                guard let bounds = range.array, bounds.count == 2, let from = bounds[0].integer, let to = bounds[1].integer, from <= to,
                    to <= length, place + Int(to - from) <= data.endIndex
                else { throw ArchiveError.damaged(object: "original \(piece.leaf.id)", reason: Damage.malformed("ranges")) }
                for offset in 0..<Int(to - from) { bytes[Int(from) + offset] = data[place + offset] }
                place += Int(to - from)
            }
        }
        return bytes
    }

    /// How many utterances a conversation has, and the ids that its messages have in their source.
    func messages(of conversation: RecordID) throws -> (count: Int, ids: Set<String>) {
        var ids: Set<String> = [], count = 0
        for stored in try utterances(of: conversation) {
            count = stored.utterance.number + 1
            if let message = try open(stored)?.details["message"]?.string { ids.insert(message) }
        }
        return (count, ids)
    }
}
