/// The name of a file of a tiled log: 256 hashes of one level, or 256 entries, or fewer at the right edge.
///
/// C2SP tlog-tiles v0.1.0: `tile/<L>/<N>[.p/<W>]` and `tile/entries/<N>[.p/<W>]`, index 1234067 being `x001/x234/067`.
public struct TilePath: Sendable, Hashable, CustomStringConvertible {
    /// What a file holds.
    public enum Kind: Sendable, Hashable {
        /// Hashes of complete subtrees of height 8 × level; levels 0…63.
        case hashes(level: Int)
        /// A bundle of entries.
        case entries
    }

    /// How many hashes or entries a full file has.
    public static let fullWidth = 256

    public let kind: Kind
    /// Within its level, from 0.
    public let index: Int
    /// How many hashes or entries the file has, 1…256.
    public let width: Int

    /// - Parameters:
    ///   - kind: hashes of a level, or entries.
    ///   - index: within its level, from 0.
    ///   - width: 1…256.
    /// - Throws: `TileError.path` for numbers out of their ranges.
    public init(_ kind: Kind, index: Int, width: Int = fullWidth) throws(TileError) {
        if case .hashes(let level) = kind, !(0...63).contains(level) { throw .path("tile/\(level)") }
        guard index >= 0, (1...Self.fullWidth).contains(width) else { throw .path("\(index).p/\(width)") }
        self.init(unchecked: kind, index: index, width: width)
    }

    private init(unchecked kind: Kind, index: Int, width: Int) {
        self.kind = kind
        self.index = index
        self.width = width
    }

    /// Reads a path in its one spelling.
    ///
    /// - Parameter path: without a prefix, such as `tile/0/x001/067.p/12`.
    /// - Throws: `TileError.path` for any other spelling.
    public init(_ path: String) throws(TileError) {
        var parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)[...]
        guard parts.popFirst()?.elementsEqual("tile".utf8) == true, let second = parts.popFirst() else { throw .path(path) }
        if second.elementsEqual("entries".utf8) {
            kind = .entries
        } else if let level = DecimalNumber.parse(second), level <= 63 {
            kind = .hashes(level: level)
        } else {
            throw .path(path)
        }
        var width = Self.fullWidth
        if parts.dropLast().last?.suffix(2).elementsEqual(".p".utf8) == true, let last = parts.popLast(), let directory = parts.popLast() {
            guard let partial = DecimalNumber.parse(last), (1..<Self.fullWidth).contains(partial) else { throw .path(path) }
            width = partial
            parts.append(directory.dropLast(2))
        }
        var index = 0
        for (place, part) in parts.enumerated() {
            let isLast = place == parts.count - 1
            let digits = isLast ? part : part.dropFirst()
            guard isLast || part.first == UInt8(ascii: "x"), digits.count == 3, digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
                throw .path(path)
            }
            let (thousandfold, over) = index.multipliedReportingOverflow(by: 1000)
            let (sum, carried) = thousandfold.addingReportingOverflow(digits.reduce(0) { $0 * 10 + Int($1 - 0x30) })
            guard !over, !carried else { throw .path(path) }
            index = sum
        }
        self.index = index
        self.width = width
        // One spelling a file: no path that begins with x000, none without an index.
        guard description.utf8.elementsEqual(path.utf8) else { throw .path(path) }
    }

    /// The path, such as `tile/0/x001/067.p/12`.
    public var description: String {
        var elements = [Self.threeDigits(index % 1000)]
        var rest = index / 1000
        while rest > 0 {
            elements.append("x" + Self.threeDigits(rest % 1000))
            rest /= 1000
        }
        let name = elements.reversed().joined(separator: "/") + (width < Self.fullWidth ? ".p/\(width)" : "")
        switch kind {
        case .hashes(let level): return "tile/\(level)/\(name)"
        case .entries: return "tile/entries/\(name)"
        }
    }

    /// Whether the file can still grow.
    public var isPartial: Bool { width < Self.fullWidth }

    /// The leaves that the entries of a bundle, or the hashes of a tile of level 0, stand for.
    public var leaves: Range<Int> { index * Self.fullWidth..<index * Self.fullWidth + width }

    /// The hash tiles that a tree has, by level and index.
    ///
    /// - Parameters:
    ///   - size: of the tree, in leaves.
    ///   - old: of the tree whose tiles are there already; only tiles that are new or wider since then are named.
    /// - Complexity: O(number of tiles).
    public static func hashTiles(ofSize size: Int, since old: Int = 0) -> [TilePath] {
        var paths: [TilePath] = []
        for level in 0..<8 {
            let count = size >> (8 * level), before = old >> (8 * level)
            if count == 0 { break }
            paths += files(.hashes(level: level), count: count, before: before)
        }
        return paths
    }

    /// The entry bundles that a tree has, by index.
    ///
    /// - Parameters:
    ///   - size: of the tree, in leaves.
    ///   - old: of the tree whose bundles are there already; only bundles that are new or wider since then are named.
    public static func entryBundles(ofSize size: Int, since old: Int = 0) -> [TilePath] {
        files(.entries, count: size, before: old)
    }

    private static func files(_ kind: Kind, count: Int, before: Int) -> [TilePath] {
        guard before < count else { return [] }
        return (before / fullWidth..<(count - 1) / fullWidth + 1).map {
            TilePath(unchecked: kind, index: $0, width: min(fullWidth, count - $0 * fullWidth))
        }
    }

    private static func threeDigits(_ value: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: 3 - digits.utf8.count) + digits
    }
}
