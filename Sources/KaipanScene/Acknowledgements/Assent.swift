import KaipanText

/// Tells a nod from an answer in somebody's own words.
public enum Assent {
    /// The longest first. Single Latin letters would be found inside of words.
    private static let nods = (AgreeingWords.agreeing + AgreeingWords.empty + AgreeingWords.english.filter { $0.utf8.count > 1 })
        .map { $0.unicodeScalars.map(\.value) }.sorted { $0.count > $1.count }

    /// Whether nothing but a nod is said: fewer than four characters are left when all words of assent are taken away.
    ///
    /// - Complexity: O(n).
    public static func isAll(of text: String) -> Bool { rest(of: text) < 4 }

    /// How many characters say more than assent.
    static func rest(of text: String) -> Int { nods(in: SpokenText(text)).count { !$0 } }

    /// Of each unit whether it belongs to a word of assent.
    static func nods(in text: SpokenText) -> [Bool] {
        let scalars = text.units.map(\.scalar)
        var isNod = [Bool](repeating: false, count: scalars.count), place = 0
        while place < scalars.count {
            let length = nods.first { scalars[place...].starts(with: $0) }?.count ?? 0
            for unit in place..<place + length { isNod[unit] = true }
            place += max(1, length)
        }
        return isNod
    }
}
