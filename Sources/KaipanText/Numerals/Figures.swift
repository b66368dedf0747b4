import Foundation

/// A number in Arabic figures, with thousands commas and decimals.
struct Figures {
    let value: Decimal
    let end: Int
    /// Whether it has neither commas nor decimals.
    let isWhole: Bool
    /// Whether nothing can multiply it, because it is too long for a count.
    let isFinal: Bool

    /// Reads the figures at an offset, or nil when there are none or more than a number has.
    init?(_ text: FoldedCursor, at start: Int) {
        var digits: [UInt8] = []
        var position = Self.skip(text, from: start, into: &digits)
        guard position > start else { return nil }
        var isWhole = true
        if position - start <= 3 {
            while digits.count <= 40, position < text.end, text.bytes[position] == UInt8(ascii: ",") {
                var group: [UInt8] = []
                let next = Self.skip(text, from: position + 1, into: &group)
                guard group.count == 3 else { break }
                digits += group
                position = next
                isWhole = false
            }
        }
        var decimals = 0
        if position < text.end, text.bytes[position] == UInt8(ascii: "."), !Self.isOutline(text, start, position) {
            var group: [UInt8] = []
            let next = Self.skip(text, from: position + 1, into: &group)
            if !group.isEmpty {
                digits += group
                decimals = group.count
                position = next
                isWhole = false
            }
        }
        let significant = digits.drop { $0 == UInt8(ascii: "0") }
        // Decimal holds 38 digits; a longer row is a serial number.
        guard significant.count <= 36, decimals <= 36 else { return nil }
        var value = significant.reduce(into: Decimal(0)) { $0 = $0 * 10 + Decimal(Int($1 - UInt8(ascii: "0"))) }
        if decimals > 0 { value = Decimal(sign: .plus, exponent: -decimals, significand: value) }
        self.value = value
        self.isWhole = isWhole
        end = position
        isFinal = significant.count > 18
    }

    private static func skip(_ text: FoldedCursor, from start: Int, into digits: inout [UInt8]) -> Int {
        var position = start
        while position < text.end, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(text.bytes[position]) {
            digits.append(text.bytes[position])
            position += 1
        }
        return position
    }

    /// Dates and outline numbers (2024.5.1, 3.1.2) have a point on both sides of a part, decimals have not.
    private static func isOutline(_ text: FoldedCursor, _ start: Int, _ point: Int) -> Bool {
        var ignored: [UInt8] = []
        let next = skip(text, from: point + 1, into: &ignored)
        let continues = next + 1 < text.bytes.count && text.bytes[next] == UInt8(ascii: ".")
            && (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(text.bytes[next + 1])
        let continued = start > 1 && text.bytes[start - 1] == UInt8(ascii: ".")
            && (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(text.bytes[start - 2])
        return continues || continued
    }
}
