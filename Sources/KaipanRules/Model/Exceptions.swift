/// What excuses a hit, by where it stands.
public struct Exceptions: Sendable, Codable {
    /// Longer phrases that contain the hit.
    public var covering: [PatternID] = []
    /// In the same clause before the hit.
    public var clause: [PatternID] = []
    /// In the same clause behind the hit.
    public var after: [PatternID] = []
    /// Anywhere in the same sentence, outside the hit.
    public var sentence: [PatternID] = []
    public var block: [PatternID] = []
    public var document: [PatternID] = []
    /// Nowhere in the document, outside the hit: where one is given and none stands, the hit is excused.
    public var lacking: [PatternID] = []
    /// Whether a hit inside a proper name is excused.
    public var names = true

    public init() {}
}
