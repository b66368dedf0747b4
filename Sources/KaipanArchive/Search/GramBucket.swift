/// One row of the index: the postings of those grams of a block that begin with the same bits.
///
/// Of each gram 6 bytes, the length of its posting, and the posting; ascending by gram; at the end 8 bytes that tell whether the row is
/// as it was written and in its place. Many grams share a row because most are rare: a row each would be several times as large.
package struct GramBucket: Sendable {
    /// Block and bucket.
    package let key: Int64
    private let bytes: [UInt8]

    private static let sumLength = 8

    package static func key(block: Int64, bucket: UInt64) -> Int64 { block << Int64(SearchGram.bucketBits) | Int64(bucket) }

    /// Reads a row.
    /// - Throws: `SearchIndexDamage` where it is not what was written.
    package init(key: Int64, row: [UInt8]) throws(SearchIndexDamage) {
        guard row.count > Self.sumLength, Self.sum(key, row.dropLast(Self.sumLength)) == Self.number(row.suffix(Self.sumLength)) else {
            throw SearchIndexDamage(row: key)
        }
        self.key = key
        bytes = Array(row.dropLast(Self.sumLength))
    }

    /// The posting of a gram; nil where it has none.
    package func posting(_ suffix: UInt64) throws(SearchIndexDamage) -> ArraySlice<UInt8>? {
        var place = 0
        while place < bytes.count {
            let (found, posting) = try entry(at: place)
            if found == suffix { return posting }
            guard found < suffix else { return nil }
            place = posting.endIndex
        }
        return nil
    }

    /// All grams with their postings, ascending.
    package func entries() throws(SearchIndexDamage) -> [(suffix: UInt64, posting: ArraySlice<UInt8>)] {
        var entries: [(suffix: UInt64, posting: ArraySlice<UInt8>)] = []
        var place = 0
        while place < bytes.count {
            let entry = try entry(at: place)
            entries.append(entry)
            place = entry.posting.endIndex
        }
        return entries
    }

    private func entry(at place: Int) throws(SearchIndexDamage) -> (suffix: UInt64, posting: ArraySlice<UInt8>) {
        guard place + SearchGram.suffixLength < bytes.count else { throw SearchIndexDamage(row: key) }
        let suffix = Self.number(bytes[place..<place + SearchGram.suffixLength])
        var start = place + SearchGram.suffixLength, length = 0, shift = 0
        while true {
            guard start < bytes.count, shift <= 14 else { throw SearchIndexDamage(row: key) }
            let byte = bytes[start]
            start += 1
            length |= Int(byte & 0x7F) << shift
            shift += 7
            if byte & 0x80 == 0 { break }
        }
        guard length > 0, start + length <= bytes.count else { throw SearchIndexDamage(row: key) }
        return (suffix, bytes[start..<start + length])
    }

    /// A row as it is stored.
    package static func row(key: Int64, _ entries: some Sequence<(suffix: UInt64, posting: some Collection<UInt8>)>) -> [UInt8] {
        var row: [UInt8] = []
        for (suffix, posting) in entries {
            for shift in stride(from: (SearchGram.suffixLength - 1) * 8, through: 0, by: -8) {
                row.append(UInt8(truncatingIfNeeded: suffix >> UInt64(shift)))
            }
            var length = posting.count
            while length >= 0x80 {
                row.append(UInt8(length & 0x7F) | 0x80)
                length >>= 7
            }
            row.append(UInt8(length))
            row += posting
        }
        withUnsafeBytes(of: sum(key, row[...]).bigEndian) { row.append(contentsOf: $0) }
        return row
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }

    /// A sum in which every step can be undone, so that a single changed word always changes it; against accidents, not against people.
    private static func sum(_ key: Int64, _ bytes: ArraySlice<UInt8>) -> UInt64 {
        func mixed(_ sum: UInt64, _ word: UInt64) -> UInt64 {
            let value = (sum ^ word) &* 0x9E37_79B9_7F4A_7C15
            return value ^ value >> 32
        }
        return bytes.withUnsafeBytes { raw in
            var sum = mixed(UInt64(bitPattern: key), UInt64(raw.count))
            var place = 0
            while place + 8 <= raw.count {
                sum = mixed(sum, UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: place, as: UInt64.self)))
                place += 8
            }
            for byte in raw[place...] { sum = mixed(sum, UInt64(byte)) }
            return sum
        }
    }
}
