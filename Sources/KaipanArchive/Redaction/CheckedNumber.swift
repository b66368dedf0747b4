/// The checks that tell a number of a person from prices, areas, dates and contract numbers.
public enum CheckedNumber {
    /// Whether digits are a mobile number of mainland China: 11 digits, 13 to 19 first.
    public static func isMobile(_ digits: some Collection<UInt8>) -> Bool {
        let digits = Array(digits)
        return digits.count == 11 && digits[0] == 1 && digits[1] >= 3
    }

    /// Whether digits are an area code and a local number.
    ///
    /// - Parameter code: how many digits the area code has, 3 or 4.
    public static func isLandline(_ digits: some Collection<UInt8>, code: Int) -> Bool {
        let digits = Array(digits)
        guard digits.count > code, digits[0] == 0, isLocal(digits[code...]) else { return false }
        // 010 and 020 to 029 have three digits, all others four.
        let isShort = digits[1] == 2 || (digits[1] == 1 && digits[2] == 0)
        return code == (isShort ? 3 : 4) && (isShort ? digits.count == 11 : digits[1] >= 3)
    }

    /// Whether digits are a local number without its area code.
    public static func isLocal(_ digits: some Collection<UInt8>) -> Bool {
        guard let first = digits.first else { return false }
        return (7...8).contains(digits.count) && (2...8).contains(first)
    }

    /// The last character of an identity number as GB 11643 computes it (ISO 7064 mod 11-2).
    ///
    /// - Parameter digits: the first 17.
    /// - Returns: 0 to 9; 10 stands for X.
    public static func identityCheck(_ digits: some Collection<UInt8>) -> UInt8 {
        let sum = digits.reduce(0) { (($0 + Int($1)) * 2) % 11 }
        return UInt8((12 - sum) % 11)
    }

    /// Whether digits are an identity number: region, date of birth, and the check character of the 18 digits of GB 11643.
    ///
    /// - Parameter digits: 18, the last up to 10 for X, or the 15 of old cards, which have no check character.
    public static func isIdentity(_ digits: some Collection<UInt8>) -> Bool {
        let digits = Array(digits)
        func number(_ range: Range<Int>) -> Int { digits[range].reduce(0) { $0 * 10 + Int($1) } }
        // GB/T 2260: 11 to 15 for the north, to 65 for the north-west, 71, 81 to 83.
        guard digits.count == 15 || digits.count == 18, digits.dropLast().allSatisfy({ $0 <= 9 }),
            [11...15, 21...23, 31...37, 41...46, 50...54, 61...65, 71...71, 81...83].contains(where: { $0.contains(number(0..<2)) })
        else { return false }
        if digits.count == 15 { return digits[14] <= 9 && isDay(1900 + number(6..<8), number(8..<10), number(10..<12)) }
        return (1880...2099).contains(number(6..<10)) && isDay(number(6..<10), number(10..<12), number(12..<14))
            && digits[17] == identityCheck(digits[..<17])
    }

    static func isDay(_ year: Int, _ month: Int, _ day: Int) -> Bool {
        guard (1...12).contains(month) else { return false }
        let isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
        return (1...[31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]).contains(day)
    }

    /// Whether digits have the length of a bank card's number and its check digit (ISO/IEC 7812-1, Luhn).
    public static func hasCardCheck(_ digits: some BidirectionalCollection<UInt8>) -> Bool {
        guard (13...19).contains(digits.count) else { return false }
        let sum = digits.reversed().enumerated().reduce(0) { sum, digit in
            let value = Int(digit.element) * (digit.offset % 2 == 0 ? 1 : 2)
            return sum + value / 10 + value % 10
        }
        return sum % 10 == 0
    }

    /// Whether a card's number begins as issuers' numbers do: 3 to 6, 95, and 2221 to 2720.
    public static func hasIssuer(_ digits: some Collection<UInt8>) -> Bool {
        let first = digits.prefix(4).reduce(0) { $0 * 10 + Int($1) }
        return (3000...6999).contains(first) || (9500...9599).contains(first) || (2221...2720).contains(first)
    }
}
