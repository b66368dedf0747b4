/// Terms and how they stand together.
package indirect enum SearchExpression: Sendable, Hashable {
    /// The term at a place of the query's list.
    case term(Int)
    /// All of them; at least two.
    case and([SearchExpression])
    /// Any of them; at least two.
    case or([SearchExpression])
    case not(SearchExpression)

    /// Whether it holds, as far as the terms are known: nil where it turns on one that is not.
    func evaluate(_ known: (Int) throws -> Bool?) rethrows -> Bool? {
        switch self {
        case .term(let place): return try known(place)
        case .not(let inner): return try inner.evaluate(known).map { !$0 }
        case .and(let parts): return try Self.all(parts, false, known)
        case .or(let parts): return try Self.all(parts, true, known)
        }
    }

    /// The value that decides as soon as one part has it; its opposite where all have that.
    private static func all(_ parts: [SearchExpression], _ decisive: Bool, _ known: (Int) throws -> Bool?) rethrows -> Bool? {
        var isOpen = false
        for part in parts {
            guard let value = try part.evaluate(known) else {
                isOpen = true
                continue
            }
            if value == decisive { return decisive }
        }
        return isOpen ? nil : !decisive
    }

    /// Whether anything in it is denied.
    var hasNegation: Bool {
        switch self {
        case .term: false
        case .not: true
        case .and(let parts), .or(let parts): parts.contains(where: \.hasNegation)
        }
    }

    /// The terms that do not stand under a NOT, or under an even number of them.
    func affirmed(_ isAffirmed: Bool = true) -> [Int] {
        switch self {
        case .term(let place): isAffirmed ? [place] : []
        case .not(let inner): inner.affirmed(!isAffirmed)
        case .and(let parts), .or(let parts): parts.flatMap { $0.affirmed(isAffirmed) }
        }
    }
}
