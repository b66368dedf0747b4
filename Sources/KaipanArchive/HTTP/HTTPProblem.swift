import KaipanText

/// Why there is no answer.
enum HTTPProblem: Error, Sendable, Hashable {
    /// With the number that the library gives.
    case unreachable(reason: String)
    /// libcurl cannot be used.
    case library(LocalizedText)
    case timedOut
    /// The answer has more bytes than may be read.
    case tooLarge
}
