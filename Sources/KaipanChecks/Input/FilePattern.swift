/// A pattern of file names with `*`, `?`, `[…]`, `{a,b}` and `**` for any number of folders.
public struct FilePattern: Sendable, Hashable {
    /// The pattern as it was written.
    public let text: String
    /// The alternatives that braces stand for, as path components.
    private let alternatives: [[String]]

    public init(_ text: String) {
        self.text = text
        alternatives = Self.expandBraces(text).map { $0.split(separator: "/").map(String.init) }
    }

    /// Whether a text would be read as a pattern and not as a name.
    public static func isPattern(_ text: String) -> Bool { text.contains { "*?[{".contains($0) } }

    /// Whether a path fits, component by component; a pattern without a slash fits the last component alone.
    public func matches(_ path: String) -> Bool {
        let components = path.split(separator: "/").map(String.init)
        return alternatives.contains { pattern in
            if pattern.count == 1, pattern[0] != "**" {
                return components.last.map { Self.fits($0, pattern[0]) } ?? false
            }
            return Self.matches(components[...], pattern[...])
        }
    }

    private static func matches(_ path: ArraySlice<String>, _ pattern: ArraySlice<String>) -> Bool {
        guard let first = pattern.first else { return path.isEmpty }
        if first == "**" {
            let rest = pattern.dropFirst()
            return (0...path.count).contains { matches(path.dropFirst($0), rest) }
        }
        guard let name = path.first, fits(name, first) else { return false }
        return matches(path.dropFirst(), pattern.dropFirst())
    }

    /// A leading dot has to be written out, as in a shell.
    ///
    /// `fnmatch` would take a Han character for three outside of a UTF-8 locale.
    private static func fits(_ name: String, _ pattern: String) -> Bool {
        guard name.first != "." || pattern.first == "." else { return false }
        return fits(ArraySlice(name.unicodeScalars), ArraySlice(pattern.unicodeScalars))
    }

    private static func fits(_ name: ArraySlice<Unicode.Scalar>, _ pattern: ArraySlice<Unicode.Scalar>) -> Bool {
        var name = name
        var pattern = pattern
        /// Where to go on when what follows the last `*` does not fit: one character later.
        var retry: (name: ArraySlice<Unicode.Scalar>, pattern: ArraySlice<Unicode.Scalar>)?
        while true {
            if pattern.first == "*" {
                pattern.removeFirst()
                retry = (name, pattern)
                continue
            }
            if pattern.isEmpty, name.isEmpty { return true }
            if let scalar = name.first, let rest = Self.rest(of: pattern, fitting: scalar) {
                name.removeFirst()
                pattern = rest
                continue
            }
            guard var next = retry, !next.name.isEmpty else { return false }
            next.name.removeFirst()
            (name, pattern) = next
            retry = next
        }
    }

    /// What is left of a pattern whose first element fits a character; nil where it does not fit.
    private static func rest(of pattern: ArraySlice<Unicode.Scalar>, fitting scalar: Unicode.Scalar) -> ArraySlice<Unicode.Scalar>? {
        guard let first = pattern.first else { return nil }
        let rest = pattern.dropFirst()
        switch first {
        case "?": return rest
        case "\\": return rest.first == scalar ? rest.dropFirst() : nil
        case "[":
            let isNegated = rest.first == "!" || rest.first == "^"
            let members = isNegated ? rest.dropFirst() : rest
            // A bracket that comes first is a member.
            guard let end = members.dropFirst().firstIndex(of: "]") else { return scalar == "[" ? rest : nil }
            return contains(members[..<end], scalar) != isNegated ? members[(end + 1)...] : nil
        default: return first == scalar ? rest : nil
        }
    }

    private static func contains(_ members: ArraySlice<Unicode.Scalar>, _ scalar: Unicode.Scalar) -> Bool {
        var members = members
        while let low = members.popFirst() {
            if members.count > 1, members.first == "-" {
                members.removeFirst()
                guard let high = members.popFirst() else { return false }
                if low <= scalar, scalar <= high { return true }
            } else if low == scalar {
                return true
            }
        }
        return false
    }

    private static func expandBraces(_ text: String) -> [String] {
        guard let open = text.firstIndex(of: "{"), let close = text[open...].firstIndex(of: "}") else { return [text] }
        let options = text[text.index(after: open)..<close].split(separator: ",", omittingEmptySubsequences: false)
        return options.flatMap { option in
            expandBraces("\(text[..<open])\(option)\(text[text.index(after: close)...])")
        }
    }
}
