/// What the index does not know yet.
struct SearchIndexLag {
    /// The newest utterance that there is.
    var newest: Int64
    /// Conversations in the index of which it says what held once.
    var changed: Set<RecordID>

    init(behind state: SearchIndexState, _ records: any SQLConnection) throws {
        newest = try SearchIndex.newestUtterance(records)
        changed = try SearchIndex.changedConversations(from: state, records)
    }
}
