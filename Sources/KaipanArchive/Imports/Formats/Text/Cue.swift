/// A subtitle: words with a time.
struct Cue {
    /// Milliseconds.
    var start: Int64
    var end: Int64
    /// The lines of the words, as the file has them.
    var lines: [TextLine]
    /// From the identifier or the times to the last line, in bytes of the source's text.
    var range: Range<Int>

    /// Whether a line gives the times of a cue.
    static func isTiming(_ line: ArraySlice<UInt8>) -> Bool { line.contains("-->") }

    /// Reads `[hours:]minutes:seconds[.fraction] --> …`; settings behind it are left out.
    ///
    /// WebVTT wants a point and three digits, SRT a comma; programs mix them up, and the meaning stays plain.
    /// - Returns: the times, and whether both are spelled as the format with this mark wants.
    static func timing(_ line: ArraySlice<UInt8>, mark: UInt8) -> (start: Int64, end: Int64, isStrict: Bool)? {
        var rest = line.droppingSpaces()
        guard let start = time(&rest, mark: mark) else { return nil }
        rest = rest.droppingSpaces()
        guard rest.begins(with: "-->") else { return nil }
        rest = rest.dropFirst(3).droppingSpaces()
        guard let end = time(&rest, mark: mark), rest.first.map({ $0 == 0x20 || $0 == 0x09 }) ?? true else { return nil }
        return (start.value, end.value, start.isStrict && end.isStrict)
    }

    /// Reads a time at the start of a text.
    static func time(_ text: inout ArraySlice<UInt8>, mark: UInt8) -> (value: Int64, isStrict: Bool)? {
        var parts: [(value: Int64, digits: Int)] = []
        var rest = text
        while parts.count < 3 {
            guard let part = digits(&rest, limit: 6) else { return nil }
            parts.append(part)
            guard rest.first == UInt8(ascii: ":") else { break }
            rest = rest.dropFirst()
        }
        guard parts.count >= 2, parts.dropFirst().allSatisfy({ $0.digits == 2 && $0.value < 60 }),
            parts.count == 3 || parts[0].value < 60
        else { return nil }
        var milliseconds: Int64 = 0
        var isStrict = false
        if let byte = rest.first, byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") {
            rest = rest.dropFirst()
            guard let fraction = digits(&rest, limit: 3) else { return nil }
            milliseconds = fraction.value * [100, 10, 1][fraction.digits - 1]
            isStrict = byte == mark && fraction.digits == 3
        }
        text = rest
        let whole = parts.reduce(0) { $0 * 60 + $1.value }
        return (whole * 1000 + milliseconds, isStrict)
    }

    private static func digits(_ text: inout ArraySlice<UInt8>, limit: Int) -> (value: Int64, digits: Int)? {
        let run = text.prefix(limit + 1).prefix { (0x30...0x39).contains($0) }
        guard !run.isEmpty, run.count <= limit else { return nil }
        text = text.dropFirst(run.count)
        return (run.reduce(0) { $0 * 10 + Int64($1 - 0x30) }, run.count)
    }
}
