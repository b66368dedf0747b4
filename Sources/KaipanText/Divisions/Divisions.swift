/// The administrative divisions of China from the province to the county, after the list of the Ministry of Civil Affairs.
public enum Divisions {
    /// How many there are.
    public static let count = DivisionTable.count

    /// The day as of which the list was published, as `2025-12-31`.
    public static let asOf = DivisionTable.asOf

    /// The division of a code.
    ///
    /// - Parameter code: Six digits, as GB/T 2260 has them.
    /// - Returns: nil where no division has it.
    /// - Complexity: O(log *n*).
    public static func division(code: String) -> Division? {
        guard DivisionCode.isValid(code), let wanted = Int(code) else { return nil }
        var low = 0, high = DivisionTable.count
        while low < high {
            let middle = (low + high) / 2
            let found = DivisionRecord(middle).code
            if found == wanted { return DivisionRecord(middle).division }
            if found < wanted { low = middle + 1 } else { high = middle }
        }
        return nil
    }

    /// The divisions that are called so, in full or for short: 天河区 and 天河, 恩施土家族苗族自治州 and 恩施.
    ///
    /// - Parameter text: At least two characters; nothing is called by a single one.
    /// - Returns: Provinces first, then cities, then counties, each by code; empty where nothing is called so.
    /// - Complexity: O(log *n*) and the number of those found.
    public static func named(_ text: String) -> [Division] {
        matches(of: Array(text.unicodeScalars)[...]).map { DivisionRecord(DivisionKey($0).division).division }
    }

    /// How many scalars at the start of a text are the name of a division, in full or for short; the longest counts.
    ///
    /// Many short names are words as well (朝阳, 鼓楼, 龙湖), so that a name of an estate may begin like a county at the other
    /// end of the country. `near` tells which divisions can be meant.
    ///
    /// - Parameters:
    ///   - text: The text; only its start is read.
    ///   - near: Six digits. Only the divisions that hold this one, itself and those in the same city count. nil: all count.
    ///   - deepest: Without `near`, the lowest level that counts.
    /// - Returns: 0 where none stands there, else at least 2.
    /// - Complexity: O(log *n*) for each of at most `DivisionTable.longestKey` lengths.
    public static func longestPrefix(of text: [Unicode.Scalar], near: String? = nil, deepest: Division.Level = .county) -> Int {
        var length = min(text.count, DivisionTable.longestKey)
        while length >= 2 {
            let found = matches(of: text[..<length])
            if let near {
                if found.contains(where: { isNear(DivisionRecord(DivisionKey($0).division).code, near) }) { return length }
            } else if found.contains(where: { deepest == .county || DivisionRecord(DivisionKey($0).division).division.level <= deepest }) {
                return length
            }
            length -= 1
        }
        return 0
    }

    /// Whether a division holds a place or lies in the same city.
    private static func isNear(_ division: Int, _ place: String) -> Bool {
        guard DivisionCode.isValid(place), let code = Int(place) else { return false }
        guard division / 10000 == code / 10000 else { return false }
        // A province, and whatever lies in the same 直辖市 or in the province that was asked for.
        if division % 10000 == 0 || code % 10000 == 0 || municipalities.contains(code / 10000) { return true }
        return division / 100 == code / 100
    }

    /// 北京, 天津, 上海, 重庆: provinces that are cities.
    private static let municipalities: Set<Int> = [11, 12, 31, 50]

    /// The keys that are a text.
    private static func matches(of text: ArraySlice<Unicode.Scalar>) -> Range<Int> {
        guard text.count >= 2, text.count <= DivisionTable.longestKey else { return 0..<0 }
        let start = firstKey { $0.precedes(text) }
        var end = start
        while end < DivisionTable.keyCount, DivisionKey(end).equals(text) { end += 1 }
        return start..<end
    }

    /// The first key of which something is not so that is so of all before.
    private static func firstKey(isBefore: (DivisionKey) -> Bool) -> Int {
        var low = 0, high = DivisionTable.keyCount
        while low < high {
            let middle = (low + high) / 2
            if isBefore(DivisionKey(middle)) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
