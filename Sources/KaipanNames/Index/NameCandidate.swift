/// A core of an index that is like the query's.
struct NameCandidate: Sendable, Hashable {
    var core: Int
    var score: Float
    /// Whether it stands in the delta.
    var isInDelta: Bool
}
