import CZip
import Glibc
import KaipanText

/// A ZIP archive in memory, read through libzip within limits.
struct ZipArchive: ~Copyable {
    /// The largest size that the parts read so far may have together once unpacked, in bytes.
    static let unpackedLimit = 256 << 20
    /// How many times larger than in the archive a part may be.
    static let ratioLimit = 200
    /// Parts up to this size may be compressed as well as they like: short XML repeats itself.
    static let freelyCompressed = 1 << 20

    let path: String
    private let archive: OpaquePointer
    private var unpacked = 0

    /// Opens an archive.
    /// - Throws: `ReadingError.malformed` where the bytes are no archive or a damaged one.
    init(_ bytes: [UInt8], path: String) throws(ReadingError) {
        self.path = path
        guard !bytes.isEmpty else {
            throw .malformed(path: path, part: nil, position: nil, excerpt: nil, reason: ContainerProblem.empty)
        }
        if let problem = LazyLibrary.libzip.problem { throw .unreadable(path: path, reason: problem) }
        var error = zip_error_t()
        // libzip reads from the memory for as long as the archive is open, and frees it then.
        guard let copy = malloc(bytes.count) else {
            throw .unreadable(path: path, reason: ContainerProblem.outOfMemory)
        }
        bytes.withUnsafeBytes { if let base = $0.baseAddress { memcpy(copy, base, bytes.count) } }
        guard let source = zip_source_buffer_create(copy, UInt64(bytes.count), 1, &error) else {
            free(copy)
            throw Self.failure(path: path, part: nil, &error)
        }
        guard let archive = zip_open_from_source(source, ZIP_RDONLY, &error) else {
            zip_source_free(source)
            throw Self.failure(path: path, part: nil, &error)
        }
        self.archive = archive
    }

    deinit { zip_discard(archive) }

    /// The names of the parts, in the archive's order.
    var names: [String] {
        (0..<UInt64(max(0, zip_get_num_entries(archive, 0)))).compactMap { index in
            zip_get_name(archive, index, 0).map { String(cString: $0) }
        }
    }

    /// Whether the archive has a part of a name.
    func contains(_ name: String) -> Bool { zip_name_locate(archive, name, 0) >= 0 }

    /// Unpacks a part.
    ///
    /// Complexity: O(n) in its unpacked size.
    /// - Throws: `ReadingError` where the part is missing, damaged, encrypted or passes a limit.
    mutating func read(_ name: String) throws(ReadingError) -> [UInt8] {
        var status = zip_stat_t()
        let index = zip_name_locate(archive, name, 0)
        guard index >= 0, zip_stat_index(archive, UInt64(index), 0, &status) == 0 else {
            throw .malformed(path: path, part: name, position: nil, excerpt: nil, reason: ContainerProblem.missingPart)
        }
        guard status.encryption_method == UInt16(ZIP_EM_NONE) else {
            throw .unreadable(path: path, reason: ContainerProblem.encryptedArchive)
        }
        // The sizes that the archive states are checked first, those that come out of it while unpacking.
        let limit = Self.unpackedLimit - unpacked
        let ratioBound = max(Self.freelyCompressed, Int(clamping: status.comp_size).multipliedClamping(by: Self.ratioLimit))
        try check(Int(clamping: status.size), limit: limit, ratioBound: ratioBound, part: name)
        guard let file = zip_fopen_index(archive, UInt64(index), 0) else {
            throw Self.failure(path: path, part: name, zip_get_error(archive))
        }
        defer { zip_fclose(file) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Int(clamping: status.size))
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = zip_fread(file, &chunk, UInt64(chunk.count))
            guard count >= 0 else { throw Self.failure(path: path, part: name, zip_file_get_error(file)) }
            guard count > 0 else { break }
            bytes.append(contentsOf: chunk[..<Int(count)])
            try check(bytes.count, limit: limit, ratioBound: ratioBound, part: name)
        }
        unpacked += bytes.count
        return bytes
    }

    private func check(_ size: Int, limit: Int, ratioBound: Int, part: String) throws(ReadingError) {
        if size > limit {
            throw .limitExceeded(path: path, part: part, position: nil, limit: .unpackedSize(Self.unpackedLimit))
        }
        if size > ratioBound {
            throw .limitExceeded(path: path, part: part, position: nil, limit: .compressionRatio(Self.ratioLimit))
        }
    }

    private static func failure(path: String, part: String?, _ error: UnsafeMutablePointer<zip_error_t>?) -> ReadingError {
        let reason = ContainerProblem.damaged(
            code: error?.pointee.zip_err ?? ZIP_ER_INTERNAL, reason: error.map { String(cString: zip_error_strerror($0)) } ?? "damaged")
        if let error { zip_error_fini(error) }
        return .malformed(path: path, part: part, position: nil, excerpt: nil, reason: reason)
    }
}

extension Int {
    fileprivate func multipliedClamping(by factor: Int) -> Int {
        let (product, overflows) = multipliedReportingOverflow(by: factor)
        return overflows ? .max : product
    }
}
