/// A name before a colon that says who speaks.
struct SpeakerLabel {
    var name: String
    /// What follows the colon and the spaces behind it.
    var rest: ArraySlice<UInt8>

    /// Longer names are sentences with a colon.
    private static let longest = 16

    /// Reads `张三：…` or `Name: …` at the start of a text.
    init?(_ text: ArraySlice<UInt8>) {
        let head = text.prefix(96)
        var index = head.startIndex
        var length = 0
        while index < head.endIndex {
            if head[index] == UInt8(ascii: ":") {
                length = 1
                break
            }
            if head[index...].begins(with: "：") {
                length = 3
                break
            }
            index += 1
        }
        guard length > 0 else { return nil }
        let name = String(decoding: head[..<index], as: UTF8.self).trimming()
        let rest = text[(index + length)...]
        // Addresses and times have colons, too.
        if length == 1, rest.begins(with: "//") { return nil }
        let digits: ClosedRange<UInt8> = 0x30...0x39
        if let before = head[..<index].last, let behind = rest.first, digits.contains(before), digits.contains(behind) { return nil }
        guard Self.isName(name) else { return nil }
        self.name = name
        self.rest = rest.droppingSpaces()
    }

    /// Whether a text can be a speaker's name.
    static func isName(_ text: String) -> Bool {
        guard !text.isEmpty, text.count <= longest, text.contains(where: \.isLetter) else { return false }
        return !text.contains { "，。！？,!?;；、\"“”<>{}=|\\…".contains($0) }
    }
}
