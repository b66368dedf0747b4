import Foundation

/// What a server answered.
struct HTTPAnswer: Sendable, Hashable {
    var status: Int
    /// The `Content-Type` as it came.
    var type: String
    /// Empty where the body was not wanted.
    var bytes: [UInt8]

    /// The type in small letters, without its parameters.
    var kind: String { type.split(separator: ";").first.map { $0.trimmingCharacters(in: .whitespaces).lowercased() } ?? "" }
}
