/// Patterns in which `*` stands for any characters.
enum Wildcard {
    /// Complexity: O(n·m) at worst, O(n) for one star.
    static func matches(_ pattern: [UInt8], _ text: [UInt8]) -> Bool {
        var position = 0
        var index = 0
        var star: (pattern: Int, text: Int)?
        while index < text.count {
            if position < pattern.count, pattern[position] == UInt8(ascii: "*") {
                star = (position, index)
                position += 1
            } else if position < pattern.count, pattern[position] == text[index] {
                position += 1
                index += 1
            } else if let last = star {
                position = last.pattern + 1
                index = last.text + 1
                star = (last.pattern, index)
            } else {
                return false
            }
        }
        return pattern[position...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}
