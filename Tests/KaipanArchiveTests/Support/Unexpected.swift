/// What a test met in place of what it needs to go on.
struct Unexpected: Error, CustomStringConvertible {
    let description: String

    init(_ found: Any) { description = "\(found)" }
}
