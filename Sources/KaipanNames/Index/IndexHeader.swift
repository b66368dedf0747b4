import CXXHash

/// The first page of an index file.
struct IndexHeader: Equatable {
    var fileSize = 0
    /// Names this very file; a delta names its base by it.
    var id: UInt64 = 0
    /// For a delta its base, for a base the one that it was merged from.
    var parent: UInt64 = 0
    var isDelta = false
    var rowCount = 0
    var coreCount = 0
    var postingCount = 0
    /// XXH3 of the checksums' section.
    var checksumDigest: UInt64 = 0
    var extents = [IndexLayout.Extent](repeating: IndexLayout.Extent(), count: IndexLayout.Section.allCases.count)

    /// The page's bytes; its last eight are the XXH3 of the others.
    var bytes: [UInt8] {
        var page: [UInt8] = []
        func append(_ value: UInt64) { withUnsafeBytes(of: value.littleEndian) { page.append(contentsOf: $0) } }
        page.append(contentsOf: IndexLayout.magic)
        append(UInt64(IndexLayout.version))
        for value in [UInt64(fileSize), id, parent, isDelta ? 1 : 0, UInt64(rowCount), UInt64(coreCount), UInt64(postingCount), checksumDigest] {
            append(value)
        }
        for extent in extents {
            append(UInt64(extent.offset))
            append(UInt64(extent.count))
        }
        page.append(contentsOf: [UInt8](repeating: 0, count: IndexLayout.headerSize - 8 - page.count))
        append(page.withUnsafeBytes { XXH3_64bits($0.baseAddress, $0.count) })
        return page
    }

    /// Reads the first page.
    init(_ page: UnsafeRawBufferPointer, path: String, fileSize actual: Int) throws(NameIndexError) {
        guard actual >= IndexLayout.headerSize else {
            throw actual >= 8 && page.prefix(8).elementsEqual(IndexLayout.magic)
                ? .truncated(path: path, bytes: actual, expected: IndexLayout.headerSize) : .notAnIndex(path: path)
        }
        guard page.prefix(8).elementsEqual(IndexLayout.magic) else { throw .notAnIndex(path: path) }
        func value(_ index: Int) -> UInt64 { UInt64(littleEndian: page.loadUnaligned(fromByteOffset: 8 + index * 8, as: UInt64.self)) }
        let end = IndexLayout.headerSize - 8
        let digest = UInt64(littleEndian: page.loadUnaligned(fromByteOffset: end, as: UInt64.self))
        guard XXH3_64bits(page.baseAddress, end) == digest else { throw .damaged(path: path, page: 0) }
        guard value(0) == UInt64(IndexLayout.version) else {
            throw .version(path: path, found: Int(truncatingIfNeeded: value(0)), expected: Int(IndexLayout.version))
        }
        fileSize = Int(value(1))
        guard fileSize == actual else { throw .truncated(path: path, bytes: actual, expected: fileSize) }
        id = value(2)
        parent = value(3)
        isDelta = value(4) == 1
        rowCount = Int(value(5))
        coreCount = Int(value(6))
        postingCount = Int(value(7))
        checksumDigest = value(8)
        for index in extents.indices {
            extents[index] = IndexLayout.Extent(offset: Int(value(9 + index * 2)), count: Int(value(10 + index * 2)))
        }
    }

    init() {}
}
