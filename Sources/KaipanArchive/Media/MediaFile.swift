import Glibc

/// A file that is read from its beginning to its end, in pieces of one length.
struct MediaFile: ~Copyable {
    private let path: String
    private let descriptor: Int32

    /// - Throws: `ArchiveError.store` where it can't be read, or is a folder.
    init(_ path: String) throws(ArchiveError) {
        self.path = path
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .store(reason: "\(path): \(String(cString: strerror(errno)))") }
        posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// The next bytes: as many as were asked for, fewer only at the end.
    func next(_ count: Int) throws(ArchiveError) -> [UInt8] {
        var failed = false
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let got = read(descriptor, buffer.baseAddress! + filled, count - filled)
                if got < 0, errno == EINTR { continue }
                failed = got < 0
                guard got > 0 else { return }
                filled += got
            }
        }
        guard !failed else { throw .store(reason: "\(path): \(String(cString: strerror(errno)))") }
        return bytes
    }
}
