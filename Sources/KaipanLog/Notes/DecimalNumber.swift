/// The ASCII decimals of the C2SP formats: digits only, no leading zeroes.
enum DecimalNumber {
    /// - Returns: nil for anything else, and for what `Int` has no room for.
    static func parse(_ text: some Collection<UInt8>) -> Int? {
        guard let first = text.first, first != 0x30 || text.count == 1 else { return nil }
        var value = 0
        for digit in text {
            guard (0x30...0x39).contains(digit) else { return nil }
            let (tenfold, over) = value.multipliedReportingOverflow(by: 10)
            let (sum, carried) = tenfold.addingReportingOverflow(Int(digit - 0x30))
            guard !over, !carried else { return nil }
            value = sum
        }
        return value
    }
}
