import Foundation

/// Finds numbers with their units in folded text.
///
/// A number without a unit is a quantity of `.none`. Ordinals (第三年), calendar dates (2024年5月1日) and labels
/// (3号楼) count nothing and are left out. 5万 without 元 is money where the words before or after it speak of money.
public enum QuantityParser {
    /// All quantities that lie wholly in part of a text, in their order.
    ///
    /// - Parameters:
    ///   - text: The folded text.
    ///   - range: Byte offsets at characters' starts; by default the whole text.
    /// - Complexity: O(*n*) in the bytes read.
    public static func quantities(in text: [UInt8], range: Range<Int>? = nil) -> [Quantity] {
        let range = (range ?? 0..<text.count).clamped(to: 0..<text.count)
        let reader = QuantityReader(text: FoldedCursor(bytes: text, end: range.upperBound), start: range.lowerBound)
        let numbers = NumeralReader(text: reader.text)
        var found: [Quantity] = []
        var position = range.lowerBound
        while let numeral = numbers.first(from: position) {
            position = numeral.range.upperBound
            if let quantity = reader.quantity(of: numeral) {
                found.append(quantity)
                position = max(position, quantity.range.upperBound)
            }
        }
        return found
    }
}
