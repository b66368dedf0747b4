import Glibc

/// A file's bytes, mapped: nothing is copied, and processes that read the same index share its memory.
///
/// `@unchecked Sendable` is sound: the bytes are never written, and index files are replaced by renaming, never changed.
final class MappedBytes: @unchecked Sendable {
    let bytes: UnsafeRawBufferPointer

    init(_ path: String) throws(NameIndexError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unreadable(path: path, reason: String(cString: strerror(errno))) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw .notAnIndex(path: path)
        }
        let count = Int(status.st_size)
        guard count > 0 else {
            bytes = UnsafeRawBufferPointer(start: nil, count: 0)
            return
        }
        let place = mmap(nil, count, PROT_READ, MAP_SHARED, descriptor, 0)
        guard let place, place != MAP_FAILED else { throw .unreadable(path: path, reason: String(cString: strerror(errno))) }
        // Pages are wanted one by one.
        madvise(place, count, MADV_RANDOM)
        bytes = UnsafeRawBufferPointer(start: place, count: count)
    }

    deinit {
        if let base = bytes.baseAddress { munmap(UnsafeMutableRawPointer(mutating: base), bytes.count) }
    }
}
