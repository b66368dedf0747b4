import CXXHash

/// A sum over bytes of a cache file that tells damage from what was written (XXH3, 128 bits).
///
/// Against somebody who writes into the cache's folder no sum helps: what he writes brings the right one along.
enum CacheSum {
    /// In bytes.
    static let size = 16

    /// Complexity: O(n), some ten bytes a nanosecond.
    static func of(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        let hash = XXH3_128bits(bytes.baseAddress, bytes.count)
        return [hash.low64, hash.high64].flatMap { withUnsafeBytes(of: $0.littleEndian, Array.init) }
    }
}
