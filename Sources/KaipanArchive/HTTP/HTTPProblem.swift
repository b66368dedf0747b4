/// Why there is no answer.
enum HTTPProblem: Error, Sendable, Hashable {
    /// With the number that the library gives.
    case unreachable(reason: String)
    case timedOut
    /// The answer has more bytes than may be read.
    case tooLarge
}
