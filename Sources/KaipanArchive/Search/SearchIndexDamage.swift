/// A row of the index is not what was written.
package struct SearchIndexDamage: Error, Equatable {
    /// The key of the row.
    package var row: Int64

    package init(row: Int64) { self.row = row }
}
