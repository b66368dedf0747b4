/// A character that another may be taken for when it is read.
public struct GlyphNeighbour: Hashable, Sendable {
    public let scalar: Unicode.Scalar
    /// How alike they look, above 0 and at most 1; see `Glyphs`.
    public let score: Double
}
