import CXXHash
import Foundation

/// An index file that is open for reading.
///
/// Its header and the list of checksums are examined when it opens; a page is examined when a search first touches it, so that opening
/// takes a moment and a damaged page gives an error instead of a wrong answer.
struct IndexFile: Sendable {
    let path: String
    let header: IndexHeader
    private let mapped: MappedBytes

    init(_ path: String) throws(NameIndexError) {
        self.path = path
        mapped = try MappedBytes(path)
        header = try IndexHeader(mapped.bytes, path: path, fileSize: mapped.bytes.count)
        let checksums = header.extents[IndexLayout.Section.checksums.rawValue]
        guard header.extents.allSatisfy({ $0.offset >= 0 && $0.count >= 0 && $0.end <= mapped.bytes.count }),
            XXH3_64bits(mapped.bytes.baseAddress! + checksums.offset, checksums.count) == header.checksumDigest
        else { throw .damaged(path: path, page: checksums.offset / IndexLayout.pageSize) }
    }

    var pageCount: Int { header.extents[IndexLayout.Section.checksums.rawValue].offset / IndexLayout.pageSize }
    var base: UnsafeRawPointer { mapped.bytes.baseAddress! }

    /// The stored checksum of a page behind the header.
    func checksum(_ page: Int) -> UInt32 {
        let offset = header.extents[IndexLayout.Section.checksums.rawValue].offset + (page - 1) * 4
        return UInt32(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }

    func isIntact(_ page: Int) -> Bool {
        UInt32(truncatingIfNeeded: XXH3_64bits(base + page * IndexLayout.pageSize, IndexLayout.pageSize)) == checksum(page)
    }

    /// Examines every page.
    /// - Complexity: O(n) in the file's size.
    func verify() throws(NameIndexError) {
        for page in 1..<pageCount where !isIntact(page) { throw .damaged(path: path, page: page) }
    }
}
