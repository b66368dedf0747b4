/// One column of the strip that shows two names under each other.
public struct AlignmentColumn: Sendable, Hashable {
    /// What a column says.
    public enum Mark: String, Sendable, Hashable, Codable, CaseIterable {
        case same, variant, sameSound = "same-sound", nearSound = "near-sound", lookAlike = "look-alike", nearMeaning = "near-meaning"
        case different, added, missing, moved
    }

    /// The new name's character; nil where it has none.
    public var name: String?
    /// The registered name's character; nil where it has none.
    public var registered: String?
    public var mark: Mark
    /// What the likeness counts, 0…1.
    public var score: Double
    /// The part of each name that its character belongs to; all but the core is shown greyed.
    public var namePart: NamePart?
    public var registeredPart: NamePart?
    /// The readings that make it a matter of sound, such as `xīng` against `xīn`; empty otherwise.
    public var readings: [String] = []
}
