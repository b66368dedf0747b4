import KaipanText

/// Reads a query by recursive descent: `OR` binds least, then `AND` or nothing between two terms, then `NOT` and `-`.
struct SearchQueryParser {
    private let text: [Unicode.Scalar]
    private var place = 0
    private var depth = 0
    private(set) var terms: [SearchTerm] = []

    private static let fields: Set<String> = [
        "role", "project", "unit", "customer", "agent", "visit", "conversation", "rule", "from", "to", "sounds",
    ]

    init(_ text: String) { self.text = Array(text.unicodeScalars) }

    mutating func query() throws(SearchQueryError) -> SearchExpression {
        skipSpace()
        guard place < text.count else { throw .empty }
        let expression = try alternatives()
        guard place == text.count else { throw .operatorExpected(column: column, found: String(text[place])) }
        return expression
    }

    private var column: Int { place + 1 }

    // MARK: - Operators

    private mutating func alternatives() throws(SearchQueryError) -> SearchExpression {
        var parts = [try conjunction()]
        while take("OR") { parts.append(try conjunction()) }
        return parts.count == 1 ? parts[0] : .or(parts)
    }

    private mutating func conjunction() throws(SearchQueryError) -> SearchExpression {
        var parts = [try negation()]
        while true {
            if take("AND") {
                parts.append(try negation())
            } else if place < text.count, !Self.isClosing(text[place]), !isAt("OR") {
                parts.append(try negation())
            } else {
                return parts.count == 1 ? parts[0] : .and(parts)
            }
        }
    }

    private mutating func negation() throws(SearchQueryError) -> SearchExpression {
        if take("NOT") { return try deeper { (parser) throws(SearchQueryError) in .not(try parser.negation()) } }
        // A hyphen alone is a word.
        if place + 1 < text.count, text[place] == "-", !Self.isSpace(text[place + 1]), !Self.isClosing(text[place + 1]) {
            place += 1
            return try deeper { (parser) throws(SearchQueryError) in .not(try parser.negation()) }
        }
        return try operand()
    }

    private mutating func deeper(
        _ body: (inout Self) throws(SearchQueryError) -> SearchExpression
    ) throws(SearchQueryError) -> SearchExpression {
        depth += 1
        guard depth <= SearchQuery.limit else { throw .tooLong(column: column, limit: SearchQuery.limit) }
        let expression = try body(&self)
        depth -= 1
        return expression
    }

    /// Whether an operator stands here as a word of its own.
    private func isAt(_ name: String) -> Bool {
        let letters = Array(name.unicodeScalars), end = place + letters.count
        guard end <= text.count, text[place..<end].elementsEqual(letters) else { return false }
        return end == text.count || Self.isSpace(text[end]) || Self.isOpening(text[end]) || Self.isClosing(text[end])
    }

    private mutating func take(_ name: String) -> Bool {
        guard isAt(name) else { return false }
        place += name.unicodeScalars.count
        skipSpace()
        return true
    }

    // MARK: - Terms

    private mutating func operand() throws(SearchQueryError) -> SearchExpression {
        guard place < text.count else { throw .operandExpected(column: column, found: "") }
        let start = place
        if Self.isOpening(text[place]) {
            return try deeper { (parser) throws(SearchQueryError) in
                parser.place += 1
                parser.skipSpace()
                let expression = try parser.alternatives()
                guard parser.place < parser.text.count else { throw .unclosed(column: start + 1, mark: String(parser.text[start])) }
                parser.place += 1
                parser.skipSpace()
                return expression
            }
        }
        guard !Self.isClosing(text[place]) else { throw .operandExpected(column: column, found: String(text[place])) }
        for name in ["AND", "OR"] where isAt(name) { throw .operandExpected(column: column, found: name) }
        let field = takeField()
        let valueStart = place
        let value = try value()
        skipSpace()
        guard let field else {
            guard let word = SearchWord(value) else { throw .nothingLeft(column: start + 1) }
            return try term(.word(word), at: start)
        }
        guard let term = Self.term(field, value) else { throw .value(column: valueStart + 1, field: field, found: value) }
        return try self.term(term, at: start)
    }

    private mutating func term(_ term: SearchTerm, at start: Int) throws(SearchQueryError) -> SearchExpression {
        guard terms.count < SearchQuery.limit else { throw .tooLong(column: start + 1, limit: SearchQuery.limit) }
        terms.append(term)
        return .term(terms.count - 1)
    }

    private static func term(_ field: String, _ value: String) -> SearchTerm? {
        switch field {
        case "role": Utterance.Role(name: value.lowercased()).map(SearchTerm.role)
        case "rule": value.isEmpty ? nil : .rule(value)
        case "from": CivilDate(value).map(SearchTerm.from)
        case "to": CivilDate(value).map(SearchTerm.through)
        case "sounds": SoundedWord(value).map(SearchTerm.sounds)
        default:
            if let relation = Relation(rawValue: field), let id = RecordID(value.uppercased()) { .record(Link(relation, id)) } else { nil }
        }
    }

    /// The name of a field with its colon; what is no field's name is a word that has a colon in it.
    private mutating func takeField() -> String? {
        guard let colon = text[place...].prefix(16).firstIndex(where: { $0 == ":" || $0 == "：" }) else { return nil }
        let name = String(String.UnicodeScalarView(text[place..<colon])).lowercased()
        guard Self.fields.contains(name) else { return nil }
        place = colon + 1
        return name
    }

    private mutating func value() throws(SearchQueryError) -> String {
        let start = place
        if place < text.count, Self.isQuote(text[place]) {
            place += 1
            guard let end = text[place...].firstIndex(where: Self.isQuote) else {
                throw .unclosed(column: start + 1, mark: String(text[start]))
            }
            defer { place = end + 1 }
            return String(String.UnicodeScalarView(text[place..<end]))
        }
        while place < text.count, !Self.isSpace(text[place]), !Self.isOpening(text[place]), !Self.isClosing(text[place]),
            place == start || !Self.isQuote(text[place])
        { place += 1 }
        return String(String.UnicodeScalarView(text[start..<place]))
    }

    private mutating func skipSpace() { while place < text.count, Self.isSpace(text[place]) { place += 1 } }

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace }
    private static func isOpening(_ scalar: Unicode.Scalar) -> Bool { scalar == "(" || scalar == "（" }
    private static func isClosing(_ scalar: Unicode.Scalar) -> Bool { scalar == ")" || scalar == "）" }
    private static func isQuote(_ scalar: Unicode.Scalar) -> Bool { scalar == "\"" || scalar == "“" || scalar == "”" }
}
