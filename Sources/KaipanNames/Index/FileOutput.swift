import Glibc

/// A file that is written from front to back, in large pieces.
final class FileOutput {
    let path: String
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    /// The bytes written so far.
    private(set) var count = 0

    private static let capacity = 1 << 20

    init(_ path: String) throws(NameIndexError) {
        self.path = path
        descriptor = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .unwritable(path: path, reason: String(cString: strerror(errno))) }
        buffer.reserveCapacity(Self.capacity + 4096)
    }

    deinit { close(descriptor) }

    func append(_ bytes: UnsafeRawBufferPointer) throws(NameIndexError) {
        buffer.append(contentsOf: bytes)
        count += bytes.count
        if buffer.count >= Self.capacity { try flush() }
    }

    func append(_ bytes: [UInt8]) throws(NameIndexError) {
        buffer.append(contentsOf: bytes)
        count += bytes.count
        if buffer.count >= Self.capacity { try flush() }
    }

    func append<Value: FixedWidthInteger>(_ value: Value) throws(NameIndexError) {
        withUnsafeBytes(of: value.littleEndian) { buffer.append(contentsOf: $0) }
        count += MemoryLayout<Value>.size
        if buffer.count >= Self.capacity { try flush() }
    }

    /// Fills up with zeros to the next page.
    func pad() throws(NameIndexError) {
        try append([UInt8](repeating: 0, count: IndexLayout.padded(count) - count))
    }

    /// Writes over bytes that are already in the file.
    func overwrite(_ bytes: [UInt8], at offset: Int) throws(NameIndexError) {
        try flush()
        try Self.write(bytes, to: descriptor, path) { pwrite(descriptor, $0, $1, off_t(offset + $2)) }
    }

    func flush() throws(NameIndexError) {
        guard !buffer.isEmpty else { return }
        try Self.write(buffer, to: descriptor, path) { base, length, _ in Glibc.write(descriptor, base, length) }
        buffer.removeAll(keepingCapacity: true)
    }

    /// Waits until the disk has everything.
    func synchronize() throws(NameIndexError) {
        try flush()
        guard fsync(descriptor) == 0 else { throw .unwritable(path: path, reason: String(cString: strerror(errno))) }
    }

    /// Maps what was written so far.
    func map() throws(NameIndexError) -> MappedBytes {
        try flush()
        return try MappedBytes(path, willNeed: true)
    }

    private static func write(
        _ bytes: [UInt8], to descriptor: Int32, _ path: String, _ put: (UnsafeRawPointer, Int, Int) -> Int
    ) throws(NameIndexError) {
        var done = 0
        var failure: Int32 = 0
        bytes.withUnsafeBytes { buffer in
            while done < buffer.count {
                let written = put(buffer.baseAddress! + done, buffer.count - done, done)
                if written < 0, errno == EINTR { continue }
                if written <= 0 {
                    failure = errno
                    break
                }
                done += written
            }
        }
        guard failure == 0 else { throw .unwritable(path: path, reason: String(cString: strerror(failure))) }
    }
}
