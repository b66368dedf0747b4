/// Lists of values in statements, `in ($1, $2 …)`.
///
/// Lengths are powers of two, so that an engine plans few statements; the last value stands again in the places that are left.
enum SQLList {
    /// The places of a list.
    ///
    /// - Parameters:
    ///   - count: of the values, at least 1.
    ///   - first: the number of the first place.
    static func places(_ count: Int, from first: Int = 1) -> String {
        (first..<first + length(count)).map { "$\($0)" }.joined(separator: ", ")
    }

    /// The values for these places.
    static func padded(_ values: [SQLValue]) -> [SQLValue] {
        guard let last = values.last else { return [] }
        return values + Array(repeating: last, count: length(values.count) - values.count)
    }

    private static func length(_ count: Int) -> Int {
        var length = 1
        while length < count { length *= 2 }
        return length
    }
}
