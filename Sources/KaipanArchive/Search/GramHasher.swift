import Crypto

/// Hashes grams under the index's own key, so that the index alone tells nobody what was said.
package struct GramHasher: Sendable {
    private let keyed: HMAC<SHA256>

    /// - Parameter key: derived from the archive's data key.
    package init(_ key: SymmetricKey) { keyed = HMAC(key: key) }

    package func gram(_ text: TextGram) -> SearchGram {
        withUnsafeBytes(of: text.packed.bigEndian) { hash($0) }
    }

    package func gram(_ facet: SearchFacet) -> SearchGram {
        facet.bytes.withUnsafeBytes { hash($0) }
    }

    private func hash(_ bytes: UnsafeRawBufferPointer) -> SearchGram {
        var hash = keyed
        hash.update(data: bytes)
        return hash.finalize().withUnsafeBytes { SearchGram(hash: UInt64(bigEndian: $0.loadUnaligned(as: UInt64.self))) }
    }
}
