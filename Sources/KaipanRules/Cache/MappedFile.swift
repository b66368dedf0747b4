import Glibc

/// A file's bytes, mapped: nothing is copied, and processes that read the same file share its memory.
///
/// `@unchecked Sendable` is sound: the bytes are never written. A file that somebody shortens or writes over meanwhile would end
/// the process or give wrong answers, so only files are mapped that are replaced by renaming and never changed.
final class MappedFile: @unchecked Sendable {
    let path: String
    let bytes: UnsafeRawBufferPointer

    init?(_ path: String) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size > 0 else { return nil }
        let count = Int(status.st_size)
        let place = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0)
        guard let place, place != MAP_FAILED else { return nil }
        self.path = path
        bytes = UnsafeRawBufferPointer(start: place, count: count)
    }

    deinit { munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count) }
}
