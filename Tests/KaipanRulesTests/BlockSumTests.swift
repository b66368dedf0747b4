import KaipanRules
import KaipanTestSupport
import Testing

@Suite("The sum over a cache file")
struct BlockSumTests {
    private func sum(_ bytes: [UInt8]) -> [UInt8] { bytes.withUnsafeBytes { BlockSum(of: $0).bytes } }

    @Test("Every flipped bit shows", arguments: [0, 1, 7, 8, 31, 32, 33, 63, 64, 100, 257])
    func flips(_ count: Int) {
        var generator = SeededGenerator(seed: UInt64(count))
        let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
        let whole = sum(bytes)
        for index in bytes.indices {
            for bit in 0..<8 {
                var bad = bytes
                bad[index] ^= 1 << bit
                #expect(sum(bad) != whole)
            }
        }
    }

    @Test func lengthAndOrderCount() {
        #expect(Set((0..<100).map { sum([UInt8](repeating: 0, count: $0)) }).count == 100)
        let a = [UInt8](repeating: 1, count: 32)
        let b = [UInt8](repeating: 2, count: 32)
        #expect(sum(a + b) != sum(b + a))
        // The highest bit of two words of one lane: a factor alone would let them cancel.
        var c = a + a
        c[7] ^= 0x80
        c[39] ^= 0x80
        #expect(sum(c) != sum(a + a))
    }
}
