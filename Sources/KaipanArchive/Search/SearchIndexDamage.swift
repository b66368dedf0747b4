/// A row of the index is not what was written.
struct SearchIndexDamage: Error, Equatable {
    /// The key of the row.
    var row: Int64
}
