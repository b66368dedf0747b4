extension SearchIndex {
    /// How many new utterances a search reads without the index rather than adding them to it.
    static let tail: Int64 = 64

    /// A page of what matches.
    ///
    /// - Parameters:
    ///   - cursor: `next` of the page before; nil for the first.
    ///   - limit: the hits of a page, at least 1.
    ///   - reading: what becomes of each text before it is asked and shown; it may take away, not add.
    ///   - updating: whether the index is brought up to date first where it is behind; where that fails, the search goes on with what
    ///     there is.
    /// - Complexity: O(k + c) for k hits and c candidates that do not match, and a few rows of the index a block.
    package func search(
        _ query: SearchQuery, after cursor: Int64? = nil, limit: Int = 50, updating: Bool = true, reading: ((String) -> String)? = nil
    ) throws -> SearchPage {
        let limit = max(1, limit), bound = cursor ?? .max
        do {
            return try database.read { index in
                // The index first: what is recorded between the two is read without it.
                guard let state = try? SearchIndexState(index) else { throw UnreadableIndex() }
                return try archive.database.read { records in
                    guard try state.isOf(records) else { throw UnreadableIndex() }
                    let lag = try SearchIndexLag(behind: state, records)
                    guard !updating || lag.changed.isEmpty && lag.newest - state.utterances < Self.tail else { throw UnreadableIndex() }
                    var search = SearchRun(
                        archive, query, records, PostingReader(index, state, hasher), lag, below: bound, limit: limit, reading: reading)
                    return try search.run()
                }
            }
        } catch let error where !(error is ArchiveError) {
            // Errors of the index are no reason not to find; those of the records come up again.
            guard updating else { return try scan(query, below: bound, limit: limit, reading) }
            try? catchUp(atLeast: Self.tail)
            return try search(query, after: cursor, limit: limit, updating: false, reading: reading)
        }
    }

    private func scan(_ query: SearchQuery, below bound: Int64, limit: Int, _ reading: ((String) -> String)?) throws -> SearchPage {
        try archive.database.read { records in
            var search = SearchRun(archive, query, records, nil, nil, below: bound, limit: limit, reading: reading)
            return try search.run()
        }
    }
}
