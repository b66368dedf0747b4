/// The six-digit codes of administrative divisions, as GB/T 2260 numbers them.
package enum DivisionCode {
    package static func isValid(_ text: String) -> Bool {
        text.utf8.count == 6 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    /// Whether a division is another one or holds it: 440106 lies in 440100, and that in 440000.
    package static func covers(_ division: String, _ other: String) -> Bool {
        if division.hasSuffix("0000") { return other.hasPrefix(division.prefix(2)) }
        if division.hasSuffix("00") { return other.hasPrefix(division.prefix(4)) }
        return other == division
    }
}
