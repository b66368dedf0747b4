import Crypto
import Foundation
import KaipanArchive
import KaipanText
import Testing

struct PostingTests {
    @Test(arguments: [1, 2, 50, 3000, 8191, 8192, 20_000, 65_536])
    func `postings come back as they were`(count: Int) throws {
        var random = SeededRandom(seed: UInt64(count))
        for spread in [count, min(65_536, count * 3), 65_536] {
            let places = Array(0..<spread).shuffled(using: &random).prefix(count).sorted().map(UInt16.init)
            let bytes = PostingList.encoded(places)
            #expect(bytes.count <= 8192)
            #expect(PostingList.decoded(bytes[...]) == places)
            var bits = BlockBits()
            #expect(PostingList.add(bytes[...], to: &bits))
            #expect(bits.members == places)
            let bound = Int.random(in: 0...65_536, using: &random)
            #expect(bits.descending(below: bound, limit: 70) == Array(places.filter { Int($0) < bound }.reversed().prefix(70)))
        }
    }

    @Test(arguments: [[], [0x80], [0xFF, 0xFF, 0xFF, 0x01], [0xFF, 0xFF, 0x03, 0x00], [0x00, 0x80]] as [[UInt8]])
    func `what is no posting is refused`(bytes: [UInt8]) {
        var bits = BlockBits()
        #expect(PostingList.decoded(bytes[...]) == nil)
        #expect(!PostingList.add(bytes[...], to: &bits))
    }

    @Test func `every flipped bit of a row is noticed, and a row in another's place`() throws {
        let entries: [(suffix: UInt64, posting: [UInt8])] = [
            (3, PostingList.encoded([1, 2, 900])), (0xFFFF_FFFF_FFFE, PostingList.encoded(Array(0..<300))),
        ]
        let row = GramBucket.row(key: 77, entries)
        let read = try GramBucket(key: 77, row: row)
        #expect(try read.posting(3).flatMap(PostingList.decoded) == [1, 2, 900])
        #expect(try read.posting(4) == nil)
        #expect(try read.entries().map(\.suffix) == entries.map(\.suffix))
        for bit in 0..<row.count * 8 {
            var flipped = row
            flipped[bit / 8] ^= 1 << (bit % 8)
            #expect(throws: SearchIndexDamage(row: 77)) { try GramBucket(key: 77, row: flipped) }
        }
        for length in 0..<row.count { #expect(throws: SearchIndexDamage.self) { try GramBucket(key: 77, row: Array(row.prefix(length))) } }
        #expect(throws: SearchIndexDamage.self) { try GramBucket(key: 78, row: row) }
    }

    @Test func `a span is made of its days, each once`() throws {
        var random = SeededRandom(seed: 5)
        for _ in 0..<200 {
            let first = Int.random(in: 10_000...22_000, using: &random), last = first + Int.random(in: 0...2000, using: &random)
            let facets = SearchFacet.times(from: CivilDate(daysSince1970: first), through: CivilDate(daysSince1970: last))
            #expect(facets.count <= 31 + 11 + 6 + 11 + 31)
            for day in first - 40...last + 40 {
                let times = SearchFacet.times(Timestamp(CivilDate(daysSince1970: day), hour: 12, minute: 0))
                #expect(times.count { facets.contains($0) } == ((first...last).contains(day) ? 1 : 0))
            }
        }
    }

    /// Where this fails the tables that texts are folded or sounded with have changed, and with them what is in an index:
    /// `SearchIndexState.version` must rise, so that indexes are built anew.
    @Test func `an index of this version has these grams`() {
        var hash = SHA256()
        for value in UInt32(1)..<0x32400 {
            guard let scalar = Unicode.Scalar(value) else { continue }
            hash.update(data: Folded(String(scalar)).bytes)
            let classes = Mandarin.soundClasses(of: value)
            for place in 0..<classes.count { withUnsafeBytes(of: classes[place].littleEndian) { hash.update(bufferPointer: $0) } }
        }
        #expect(SearchIndexState.version == 1)
        #expect(Hexadecimal.string(hash.finalize()) == "38896a59e46518fe77d476e64c6b35800c4db26533df2fc93a8ff642debf9115")
    }

    @Test func `a gram is the first bits of the keyed hash of its bytes`() {
        let key = SymmetricKey(data: [UInt8](repeating: 9, count: 32))
        let hasher = GramHasher(key)
        func first(_ bytes: [UInt8]) -> UInt64 { HMAC<SHA256>.authenticationCode(for: bytes, using: key).prefix(8).reduce(0) { $0 << 8 | UInt64($1) } }
        #expect(hasher.gram(.scalar(0x5B66)).value == first([1, 0, 0, 0, 0, 0, 0x5B, 0x66]) >> 3)
        #expect(hasher.gram(.indexed).value == first([16]) >> 3)
        #expect(hasher.gram(.pair(1, 2)) != hasher.gram(.pair(2, 1)))
        #expect(hasher.gram(.pair(1, 2)) != hasher.gram(.sounds(1, 2)))
    }
}
