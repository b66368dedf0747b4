import KaipanText

/// Answers what stands in the way of a name: search, compare, grade.
public final class NameReviewer {
    private let searcher: any NameSearching
    private let grader: NameGrader
    private let batches: [RegisterBatch]

    /// - Parameters:
    ///   - index: the registers.
    ///   - context: the facts about the project.
    public convenience init(_ index: NameIndex, context: NameContext) throws(NameIndexError) {
        try self.init(try NameSearcher(index), context: context)
    }

    /// - Parameters:
    ///   - searcher: the registers, in a file or in a database.
    ///   - context: the facts about the project.
    public init(_ searcher: any NameSearching, context: NameContext) throws(NameIndexError) {
        self.searcher = searcher
        grader = NameGrader(context: context, vocabulary: searcher.vocabulary)
        batches = try searcher.searchedBatches()
    }

    /// - Parameters:
    ///   - name: the new name.
    ///   - limit: the most hits, 1…1000.
    ///   - excluding: whether an entry is the project itself.
    public func review(
        _ name: String, limit: Int = 20, excluding isSelf: (RegisterRow) -> Bool = { _ in false }
    ) throws(NameIndexError) -> NameAnswer {
        var query = NameQuery(name)
        query.city = grader.context.city
        // All classes are searched, because a well-known mark reaches across them; the grade tells them apart.
        query.limit = max(60, limit * 3)
        let found = try searcher.search(query)
        let hits = found.rows.filter { !isSelf($0.row) }.map { grader.hit(for: name, $0) }
            .sorted { ($1.grade, $1.comparison.score, $0.name) < ($0.grade, $0.comparison.score, $1.name) }
        return NameAnswer(
            name: name, hits: Array(hits.prefix(limit)), searched: batches, rowCount: searcher.rowCount,
            isTruncated: found.isTruncated)
    }
}
