import Glibc

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

    private static func fits(_ name: String, _ pattern: String) -> Bool { fnmatch(pattern, name, FNM_PERIOD) == 0 }

    private static func expandBraces(_ text: String) -> [String] {
        guard let open = text.firstIndex(of: "{"), let close = text[open...].firstIndex(of: "}") else { return [text] }
        let options = text[text.index(after: open)..<close].split(separator: ",", omittingEmptySubsequences: false)
        return options.flatMap { option in
            expandBraces("\(text[..<open])\(option)\(text[text.index(after: close)...])")
        }
    }
}
