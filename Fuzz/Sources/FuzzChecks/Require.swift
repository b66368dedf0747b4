/// Ends the process where a property does not hold, with what is known of the case.
@inline(__always)
func require(
    _ holds: Bool, _ message: @autoclosure () -> String, file: StaticString = #fileID, line: UInt = #line
) {
    guard !holds else { return }
    fatalError("broken: \(message())", file: file, line: line)
}
