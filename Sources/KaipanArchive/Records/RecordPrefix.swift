import Foundation
import KaipanLog

/// An id as people type it: whole or its beginning, in either case.
public struct RecordPrefix: Sendable, Hashable {
    /// As ids are spelled.
    let text: String

    /// How many characters are enough to begin with; fewer are taken for something else.
    public static let shortest = 6

    /// - Returns: nil where no id begins so, or the text is too short.
    public init?(_ typed: String) {
        // Crockford's base 32 reads I and L as 1 and O as 0.
        let text = typed.precomposedStringWithCompatibilityMapping.trimmingCharacters(in: .whitespacesAndNewlines).uppercased()
            .replacing("I", with: "1").replacing("L", with: "1").replacing("O", with: "0")
        let count = text.utf8.count
        guard (Self.shortest...26).contains(count), RecordID(text + String(repeating: "0", count: 26 - count)) != nil else { return nil }
        self.text = text
    }
}

extension Archive {
    private static let mostCandidates = 12

    /// The record whose id begins so.
    ///
    /// - Parameters:
    ///   - types: only records of these; empty for all.
    ///   - end: only what stands before this place in the log.
    /// - Returns: nil where there is none.
    /// - Throws: `ArchiveError.ambiguous` where there are several.
    /// - Complexity: O(log n) in the size of the archive.
    public func record(beginning prefix: RecordPrefix, of types: Set<RecordType> = [], before end: Int64 = .max) throws -> RecordID? {
        let room = 26 - prefix.text.utf8.count
        let first = prefix.text + String(repeating: "0", count: room), last = prefix.text + String(repeating: "Z", count: room)
        let names = types.map(\.rawValue).sorted()
        let condition = names.isEmpty ? "" : " and type in (" + names.indices.map { "$\($0 + 4)" }.joined(separator: ", ") + ")"
        let found = try database.read { connection in
            try connection.rows(
                "select distinct id, type from entry where id between $1 and $2 and position < $3\(condition) order by id limit \(Self.mostCandidates + 1)",
                [.text(first), .text(last), .integer(end)] + names.map { .text($0) }
            ).map { (id: try $0.text(0), type: try $0.text(1)) }
        }
        guard let only = found.first else { return nil }
        guard found.count == 1 else {
            throw ArchiveError.ambiguous(
                text: prefix.text, candidates: found.prefix(Self.mostCandidates).map { "\($0.id) \($0.type)" }, isCut: found.count > Self.mostCandidates)
        }
        return RecordID(only.id)
    }

    /// The record that somebody names by its id, or by the beginning of it.
    ///
    /// - Parameters:
    ///   - text: at least six characters of an id.
    ///   - types: only records of these; empty for all.
    /// - Throws: `ArchiveError.noRecord`, `.ambiguous`.
    public func id(of text: String, _ types: Set<RecordType> = []) throws -> RecordID {
        // A whole id is taken as it is: whoever uses it says better what is wrong with it.
        if let id = RecordID(text) { return id }
        guard let prefix = RecordPrefix(text), let id = try record(beginning: prefix, of: types) ?? RecordID(prefix.text) else {
            throw ArchiveError.noRecord(id: text)
        }
        return id
    }
}
