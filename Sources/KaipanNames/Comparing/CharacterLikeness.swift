import KaipanText

/// How two characters of two names are alike.
public enum CharacterLikeness: Sendable, Hashable {
    case same
    /// The same character in another form: traditional, full width, a capital.
    case variant
    /// The same syllable; the tone may differ.
    case sameSound(sameTone: Bool)
    /// Syllables easily taken for each other: -n and -ng, zh and z, n and l.
    case nearSound
    /// Characters that look alike, with how much, 0…1.
    case lookAlike(Double)
    /// Words for nearly the same thing: 苑 and 园, 都 and 城.
    case nearMeaning
    case different

    /// What the likeness counts in a score, 0…1.
    public var weight: Double {
        switch self {
        case .same: 1
        case .variant: 0.99
        case .sameSound(let sameTone): sameTone ? 0.88 : 0.85
        case .nearSound: 0.76
        case .lookAlike(let score): 0.85 * score
        case .nearMeaning: 0.7
        case .different: 0
        }
    }

    /// The likeness of two compared scalars; where several hold, the strongest.
    ///
    /// - Parameters: `a` and `b` are folded scalars, so that `variant` is for the caller to see.
    static func between(_ a: UInt32, _ b: UInt32) -> CharacterLikeness {
        if a == b { return .same }
        guard let first = Unicode.Scalar(a), let second = Unicode.Scalar(b) else { return .different }
        var result = CharacterLikeness.different
        switch SoundLikeness(first, second) {
        case .same: return .sameSound(sameTone: true)
        case .sameSyllable: return .sameSound(sameTone: false)
        case .near: result = .nearSound
        case .none: break
        }
        let look = Glyphs.similarity(first, second)
        if look > 0, 0.85 * look > result.weight { result = .lookAlike(look) }
        if result.weight < 0.7, NamingSynonyms.areNear(a, b) { result = .nearMeaning }
        return result
    }
}
