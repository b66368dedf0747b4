/// Exact arithmetic on numbers as they are written.
package enum DecimalText {
    /// A whole number; `12.0` and `1.2e1` are whole, too.
    /// - Returns: nil where the text is no number, has a fraction, or passes 64 bits.
    package static func integer(_ text: String) -> Int64? {
        if let value = Int64(text), text.utf8.first != UInt8(ascii: "+") { return value }
        guard let (value, isExact) = scaled(text, by: 0), isExact else { return nil }
        return value
    }

    /// A length of time in whole milliseconds, from a number of milliseconds or of seconds; halves are rounded away from zero.
    ///
    /// It works on the decimal digits: as binary fractions, half milliseconds fall to either side.
    /// - Returns: nil where the text is no number, is below 0, as some services write "unknown", or is longer than any recording, so that
    ///   sums of lengths stay within 64 bits.
    package static func duration(_ text: String, inSeconds: Bool) -> Int64? {
        guard let value = scaled(text, by: inSeconds ? 3 : 0)?.value, (0...1_000_000_000_000_000).contains(value) else { return nil }
        return value
    }

    /// A number times a power of ten, rounded, and whether nothing was lost.
    private static func scaled(_ text: String, by power: Int) -> (value: Int64, isExact: Bool)? {
        var bytes = Array(text.utf8)[...]
        let isNegative = bytes.first == UInt8(ascii: "-")
        if isNegative { bytes = bytes.dropFirst() }
        var digits: [UInt8] = []
        var fraction = 0
        var hasPoint = false
        while let byte = bytes.first {
            if (0x30...0x39).contains(byte) {
                digits.append(byte - 0x30)
                if hasPoint { fraction += 1 }
            } else if byte == UInt8(ascii: "."), !hasPoint, !digits.isEmpty {
                hasPoint = true
            } else {
                break
            }
            bytes = bytes.dropFirst()
        }
        guard !digits.isEmpty, !hasPoint || fraction > 0 else { return nil }
        var exponent = 0
        if let byte = bytes.first {
            guard byte | 0x20 == UInt8(ascii: "e"), let value = Int(String(decoding: bytes.dropFirst(), as: UTF8.self)),
                (-9999...9999).contains(value)
            else { return nil }
            exponent = value
        }
        // The point stands behind this many digits.
        let whole = digits.count - fraction + exponent + power
        var value: Int64 = 0
        for index in 0..<max(0, whole) {
            let digit = Int64(index < digits.count ? digits[index] : 0)
            let (product, passes) = value.multipliedReportingOverflow(by: 10)
            let (sum, passesToo) = product.addingReportingOverflow(digit)
            guard !passes, !passesToo else { return nil }
            value = sum
        }
        let rest = whole < 0 ? digits[...] : digits.dropFirst(whole)
        let isExact = rest.allSatisfy { $0 == 0 }
        if whole >= 0, let next = rest.first, next >= 5 {
            guard value < Int64.max else { return nil }
            value += 1
        }
        return (isNegative ? -value : value, isExact)
    }
}
