/// Registers that can be searched, in a file or in a database; a query gives the same entries in the same order in either.
public protocol NameSearching: AnyObject {
    /// The words by which names were taken apart when they were filed.
    var vocabulary: NameVocabulary { get }
    /// How many entries there are.
    var rowCount: Int { get }
    /// The imports that the entries came with, in their order.
    func searchedBatches() throws(NameIndexError) -> [RegisterBatch]
    /// The entries whose names are like the query's, the most alike first.
    func search(_ query: NameQuery) throws(NameIndexError) -> NameSearchResult
}

extension NameSearcher: NameSearching {
    public var vocabulary: NameVocabulary { index.vocabulary }
    public var rowCount: Int { index.rowCount }
    public func searchedBatches() throws(NameIndexError) -> [RegisterBatch] { try index.batches() }
}
