import KaipanText

/// Finds what tells who somebody is, and puts a word of its kind in its place; everything else stays as it is.
///
/// Numbers are told from prices, areas, dates and contract numbers by their check digits, their shape and the words before and after them.
/// Numbers may be written, in full width, spoken in Chinese digits (一三八, 幺, 洞, 拐), mixed, or broken by separators and hesitation.
/// Service numbers (400, 800, 95…) are no person's and stay. Addresses are a heuristic.
public struct Redactor: Sendable {
    /// The version of what is found, for records of what was redacted.
    public static let version = "kaipan-redactor/3"

    public var kinds: Set<RedactionKind>
    public var language: Language
    /// By their first character, the longest first.
    private let names: [Unicode.Scalar: [[Unicode.Scalar]]]
    private let numbers: KnownNumbers
    private let kept: Set<String>
    private let titled: TitledNames

    /// - Parameters:
    ///   - kinds: what is looked for.
    ///   - names: of persons, two characters at least; shorter ones are not looked for.
    ///   - numbers: of persons on record, hidden wherever they stand, in any groups, also spoken; seven digits at least.
    ///   - surnames: of persons on record, hidden in forms of address: 小江, 江姐, 江老师.
    ///   - keeping: numbers, addresses and names that may stay: the customer's own; with a name its surname before a title.
    ///   - language: of the replacements.
    public init(
        kinds: Set<RedactionKind> = Set(RedactionKind.allCases), names: [String] = [], numbers: [String] = [], surnames: [String] = [],
        keeping: [String] = [], language: Language = .chinese
    ) {
        self.kinds = kinds
        self.language = language
        // The longest first: 欧阳小岚 before 小岚.
        let spelled = Set(names).map { Array(Self.folded($0).filter { !Self.isSpace($0) }) }.filter { $0.count >= 2 }
            .sorted { $0.count == $1.count ? $0.lexicographicallyPrecedes($1) : $0.count > $1.count }
        self.names = Dictionary(grouping: spelled) { $0[0] }
        self.numbers = KnownNumbers(numbers)
        kept = Set(keeping.map(Self.key))
        titled = TitledNames(keeping: keeping, hiding: surnames)
    }

    /// What must not be shown, in the order of the text; nothing overlaps.
    ///
    /// - Complexity: O(n) in scalars, times the number of names that begin with the same character.
    public func redactions(in text: String) -> [Redaction] {
        let original = Array(text.unicodeScalars)
        let folded = Self.folded(text)
        var found: [(range: Range<Int>, kind: RedactionKind)] = []
        if !kinds.isDisjoint(with: [.mobile, .landline, .identity, .bankCard]) { found += NumberScan(folded).found(kinds, numbers) }
        if kinds.contains(.email) { found += WordScan.emails(folded).map { ($0, .email) } }
        if kinds.contains(.weChat) { found += WordScan.weChat(folded).map { ($0, .weChat) } }
        if kinds.contains(.plate) { found += WordScan.plates(folded).map { ($0, .plate) } }
        if kinds.contains(.address) { found += AddressScan.addresses(folded).map { ($0, .address) } }
        if kinds.contains(.name) { found += WordScan.names(names, in: folded).map { ($0, .name) } }
        if kinds.contains(.surname) { found += titled.found(in: original).map { ($0, .surname) } }
        if !kept.isEmpty {
            found.removeAll { range, _ in kept.contains(Self.key(String(String.UnicodeScalarView(original[range])))) }
        }
        found.sort { a, b in
            a.range.lowerBound != b.range.lowerBound ? a.range.lowerBound < b.range.lowerBound : a.range.upperBound > b.range.upperBound
        }
        var result: [Redaction] = []
        for (range, kind) in found {
            // What two kinds claim is hidden whole.
            if let last = result.last, range.lowerBound < last.range.upperBound {
                result[result.count - 1].range = last.range.lowerBound..<max(last.range.upperBound, range.upperBound)
            } else {
                result.append(Redaction(range: range, kind: kind, replacement: kind.replacement[language]))
            }
        }
        return result
    }

    /// The text with everything replaced that must not be shown.
    public func redacted(_ text: String) -> String { Self.applying(redactions(in: text), to: text) }

    /// Puts replacements into a text.
    ///
    /// - Parameter redactions: of this text, in order.
    public static func applying(_ redactions: [Redaction], to text: String) -> String {
        guard !redactions.isEmpty else { return text }
        let scalars = Array(text.unicodeScalars)
        var result = String.UnicodeScalarView(), place = 0
        for redaction in redactions {
            result.append(contentsOf: scalars[place..<redaction.range.lowerBound])
            result.append(contentsOf: redaction.replacement.unicodeScalars)
            place = redaction.range.upperBound
        }
        result.append(contentsOf: scalars[place...])
        return String(result)
    }

    // MARK: - Folding

    /// Full width as ASCII, scalar by scalar, so that places stay.
    static func folded(_ text: String) -> [Unicode.Scalar] {
        text.unicodeScalars.map { scalar in
            switch scalar.value {
            case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
            case 0x3000, 0xA0, 0x2000...0x200A, 0x202F: " "
            default: scalar
            }
        }
    }

    /// What shows nothing and parts nothing.
    static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xAD, 0x200B...0x200F, 0x2060, 0xFE0E...0xFE0F, 0xFEFF: true
        default: false
        }
    }

    static func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\t" || isInvisible(scalar) }

    /// A letter or digit that a word of Latin script goes on with.
    static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII && (scalar.properties.isAlphabetic || (0x30...0x39).contains(scalar.value) || scalar == "_")
    }

    /// What two spellings of one number have in common.
    private static func key(_ text: String) -> String {
        let scalars = folded(text), digits = SpokenDigits(scalars).digits
        var plain = String(decoding: digits.map { $0.value + 0x30 }, as: UTF8.self)
        guard digits.count >= 7 else { return String(String.UnicodeScalarView(scalars.filter { !isSpace($0) })).lowercased() }
        if plain.count > 11, CheckedNumber.isMobile(digits.suffix(11).map(\.value)), ["86", "0086"].contains(String(plain.dropLast(11))) {
            plain = String(plain.suffix(11))
        }
        if plain.utf8.count == 17, let last = scalars.last, "xX×叉".unicodeScalars.contains(last) { plain += "X" }
        return plain
    }
}
