/// The layout of an index file: a header page, sections that begin on pages, and a checksum for every page.
///
/// All numbers are little endian. Format 1.
enum IndexLayout {
    static let magic: [UInt8] = Array("KPNAMES\0".utf8)
    static let version: UInt32 = 1
    static let pageSize = 4096
    static let headerSize = pageSize
    /// Row numbers leave two bits of a word for the kind of name.
    static let rowLimit = 1 << 30
    /// The characters of a core that are kept for comparing; the rows have the whole names.
    static let coreLength = 12

    /// The stretches of a file, in its order.
    enum Section: Int, CaseIterable {
        /// The rows, each a record of `RowCodec`.
        case rows
        /// Where each row begins in `rows`, and where the last one ends: 8 bytes each.
        case rowStarts
        /// A hash of each row's register and key with its number, sorted: 8 + 4 bytes.
        case rowKeys
        /// The distinct cores, sorted by sound: `CoreRecord`, with one more behind the last.
        case cores
        /// For each core the rows that have it: row number × 4 + kind of name, 4 bytes each.
        case references
        /// The number of the first posting of each of 65,536 key prefixes, and the count: 8 bytes each.
        case directory
        /// The postings, sorted by key within their prefix: the key's low half and the check of the characters, 3 bytes each …
        case postingKeys
        /// … and the core of each, 4 bytes.
        case postingCores
        /// For a delta: the rows of the base that it replaces or removes, sorted, 4 bytes each.
        case replaced
        /// The batches as JSON.
        case batches
        /// The low half of XXH3 of each page from the header's on, 4 bytes each.
        case checksums
    }

    /// Where a section lies, in bytes of the file.
    struct Extent: Equatable {
        var offset = 0
        var count = 0
        var end: Int { offset + count }
    }

    static func padded(_ count: Int) -> Int { (count + pageSize - 1) / pageSize * pageSize }
}
