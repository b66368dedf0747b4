import Crypto
import KaipanLog
import KaipanText

extension ArchiveSession {
    /// Searches what was said.
    ///
    /// Before the results are returned, the log has who searched, what for, a keyed hash of the query, how many results there were, and
    /// whose conversations they are from. For reviewers, only words that they see are found.
    ///
    /// - Parameters:
    ///   - query: see `SearchQuery`.
    ///   - cursor: `next` of the page before; nil for the first.
    ///   - limit: the hits of a page, 1…500.
    /// - Throws: `ArchiveError.notAllowed`, `.noPurpose`.
    /// - Complexity: see `SearchIndex.search`; beside it one durable entry.
    public func search(_ query: SearchQuery, after cursor: Int64? = nil, limit: Int = 50) throws -> SearchPage {
        try require(.search)
        // Reviewers search what they see: a hit, or none, would tell them the rest.
        let view = try reviewerView(.search)
        let page = try archive.searchIndex.search(query, after: cursor, limit: min(limit, 500), reading: view.map { view in { view.words($0) } })
        var seen: Set<RecordID> = []
        let conversations = page.hits.map(\.conversation).filter { seen.insert($0).inserted }
        var more: CanonicalObject = view == nil ? [:] : Self.redacted
        more["query"] = .string(archive.hash(of: query))
        more["results"] = .integer(Int64(page.hits.count))
        try note(.search, on: conversations, result: "granted", more: more)
        return page
    }
}

extension Archive {
    /// What the log calls a query: nobody can guess the words from it without the archive's key.
    package func hash(of query: SearchQuery) -> String {
        Hexadecimal.string(HMAC<SHA256>.authenticationCode(for: Array("query\n\(query.text)".utf8), using: hashing))
    }

    /// Brings the index of what was said up to date.
    ///
    /// - Parameter progress: called after each batch with the utterances that are done and all that there are.
    public func indexForSearch(progress: (_ done: Int64, _ all: Int64) -> Void = { _, _ in }) throws {
        try searchIndex.catchUp(progress: progress)
    }

    /// Builds the index of what was said, and that of contract numbers, again.
    ///
    /// - Parameter sounds: whether like-sounding words are found fast, which takes about a third more room; nil leaves it as it is.
    public func rebuildSearchIndex(sounds: Bool? = nil, progress: (_ done: Int64, _ all: Int64) -> Void = { _, _ in }) throws {
        try searchIndex.rebuild(sounds: sounds, progress: progress)
        try contractIndex.rebuild()
    }
}

extension Archive {
    /// Searches without asking who does, and without an entry; for measuring what the search itself costs.
    package func hits(_ query: SearchQuery, after cursor: Int64? = nil, limit: Int = 50) throws -> SearchPage {
        try searchIndex.search(query, after: cursor, limit: limit)
    }
}
