/// Words to look for at the start or the end of a name.
///
/// Kept as 64-bit hashes of their scalars: the sets are small and fixed, and a look-up allocates nothing.
struct WordSet: Sendable {
    private var hashes: Set<UInt64> = []
    private(set) var longest = 0

    /// - Parameter words: words separated by white space.
    init(_ words: String) {
        self.init(words.split(whereSeparator: \.isWhitespace).map(String.init))
    }

    init(_ words: some Sequence<String>) {
        insert(words)
    }

    mutating func insert(_ words: some Sequence<String>) {
        for word in words {
            let scalars = word.unicodeScalars.map(\.value)
            hashes.insert(Self.hash(scalars[...]))
            longest = max(longest, scalars.count)
        }
    }

    func contains(_ scalars: ArraySlice<UInt32>) -> Bool { hashes.contains(Self.hash(scalars)) }

    /// The length of the longest word that a slice begins with and that leaves at least `rest` scalars, or 0.
    func prefix(of scalars: ArraySlice<UInt32>, leaving rest: Int) -> Int {
        var length = min(longest, scalars.count - rest)
        while length > 0 {
            if contains(scalars.prefix(length)) { return length }
            length -= 1
        }
        return 0
    }

    /// The length of the longest word that a slice ends with and that leaves at least `rest` scalars, or 0.
    func suffix(of scalars: ArraySlice<UInt32>, leaving rest: Int) -> Int {
        var length = min(longest, scalars.count - rest)
        while length > 0 {
            if contains(scalars.suffix(length)) { return length }
            length -= 1
        }
        return 0
    }

    /// FNV-1a over scalars instead of bytes.
    private static func hash(_ scalars: ArraySlice<UInt32>) -> UInt64 {
        scalars.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
