import Crypto
import KaipanText

/// Finds what was said without decrypting it all.
///
/// Every scalar of a folded text, every two next to each other and what is known of the utterance beside its text is hashed under a key of
/// the index's own, and each hash lists the utterances that have it. What the lists give is verified against the decrypted text, so that
/// the index can cost time when it is wrong, behind or gone, but shows nothing that does not match. It holds no text; who has the file
/// without the key learns how often equal hashes occur together. All of it can be built again.
package struct SearchIndex: Sendable {
    let archive: Archive
    package let database: any SQLDatabase
    package let hasher: GramHasher

    init(_ archive: Archive) {
        self.archive = archive
        database = archive.search
        hasher = GramHasher(
            HKDF<SHA256>.expand(pseudoRandomKey: archive.hashing, info: Array("kaipan search index".utf8), outputByteCount: 32))
    }

    /// The block that an utterance is in.
    package static func block(_ utterance: Int64) -> Int64 { utterance / Int64(BlockBits.count) }

    /// The place of an utterance in its block.
    package static func place(_ utterance: Int64) -> UInt16 { UInt16(truncatingIfNeeded: utterance) }

    // MARK: - State

    /// How far the index is built; nil where there is none that this program can read.
    func state() throws -> SearchIndexState? { try database.read { try SearchIndexState($0) } }

    /// Begins anew: the next `catchUp` builds the index from the records.
    ///
    /// - Parameter sounds: whether to look for like-sounding words fast, which takes about a third more room; nil leaves it as it is.
    package func reset(sounds: Bool? = nil) throws {
        try database.write { connection in
            for statement in SearchIndexState.statements { try connection.run(database.dialect.spelled(statement)) }
            let row = try connection.first("select revision, sounds from state where id = 1")
            var state = SearchIndexState(hasSounds: try sounds ?? row.map { try $0.integer(1) == 1 } ?? true)
            // Whoever gathers postings for the old index must notice.
            state.revision = try row?.integer(0) ?? 0
            try connection.run("delete from posting")
            try state.write(connection)
        }
    }

    /// Builds the index again from the records.
    ///
    /// - Complexity: O(n); about a minute for a million utterances.
    package func rebuild(sounds: Bool? = nil, progress: (_ done: Int64, _ all: Int64) -> Void = { _, _ in }) throws {
        try reset(sounds: sounds)
        try catchUp(progress: progress)
        try database.wipe()
    }
}

extension Archive {
    package var searchIndex: SearchIndex { SearchIndex(self) }
}
