/// A core of an index that is like the query's.
package struct NameCandidate: Sendable, Hashable {
    package var core: Int
    package var score: Float
    /// Whether it stands in the delta.
    package var isInDelta: Bool
}
