/// The field that a column fills.
struct ColumnRole: Hashable {
    var field: RegisterField
    /// How well the title fits, 0 the best: of two columns for one field the better one that is not empty counts.
    var rank: Int
}
