import Glibc

/// A file that is written from front to back, in large pieces.
final class FileOutput {
    let path: String
    private let descriptor: Int32
    private let buffer: UnsafeMutableRawBufferPointer
    private var used = 0
    /// The bytes written so far.
    private(set) var count = 0

    /// - Parameters:
    ///   - isTemporary: whether the file has no name once it is open, so that nothing of it is left however the program ends.
    ///   - capacity: bytes that wait in memory, from 8.
    init(_ path: String, isTemporary: Bool = false, capacity: Int = 1 << 20) throws(NameIndexError) {
        self.path = path
        descriptor = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .unwritable(path: path, reason: String(cString: strerror(errno))) }
        if isTemporary { unlink(path) }
        buffer = .allocate(byteCount: capacity, alignment: 16)
    }

    deinit {
        close(descriptor)
        buffer.deallocate()
    }

    func append(_ bytes: UnsafeRawBufferPointer) throws(NameIndexError) {
        guard let base = bytes.baseAddress, bytes.count > 0 else { return }
        if bytes.count > buffer.count - used {
            try flush()
            if bytes.count > buffer.count {
                try write(bytes)
                count += bytes.count
                return
            }
        }
        (buffer.baseAddress! + used).copyMemory(from: base, byteCount: bytes.count)
        used += bytes.count
        count += bytes.count
    }

    func append(_ bytes: [UInt8]) throws(NameIndexError) {
        try bytes.withUnsafeBufferPointer { bytes throws(NameIndexError) in try append(UnsafeRawBufferPointer(bytes)) }
    }

    @inline(__always)
    func append<Value: FixedWidthInteger>(_ value: Value) throws(NameIndexError) {
        let size = MemoryLayout<Value>.size
        if size > buffer.count - used { try flush() }
        buffer.storeBytes(of: value.littleEndian, toByteOffset: used, as: Value.self)
        used += size
        count += size
    }

    /// Fills up with zeros to the next page.
    func pad() throws(NameIndexError) {
        try append([UInt8](repeating: 0, count: IndexLayout.padded(count) - count))
    }

    /// Writes over bytes that are already in the file.
    func overwrite(_ bytes: [UInt8], at offset: Int) throws(NameIndexError) {
        try flush()
        try bytes.withUnsafeBufferPointer { bytes throws(NameIndexError) in try write(UnsafeRawBufferPointer(bytes), at: offset) }
    }

    func flush() throws(NameIndexError) {
        guard used > 0 else { return }
        try write(UnsafeRawBufferPointer(rebasing: buffer[..<used]))
        used = 0
    }

    /// Waits until the disk has everything.
    func synchronize() throws(NameIndexError) {
        try flush()
        guard fsync(descriptor) == 0 else { throw .unwritable(path: path, reason: String(cString: strerror(errno))) }
    }

    /// Reads back a stretch of what was written, piece by piece: a map of it would count as this process's memory.
    ///
    /// - Parameter unit: bytes that stay together; every piece but the last has a multiple of it.
    func read(
        _ range: Range<Int>, unit: Int = 1, _ body: (UnsafeRawBufferPointer) throws(NameIndexError) -> Void
    ) throws(NameIndexError) {
        try flush()
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: max(unit, Self.pieceSize / unit * unit), alignment: 16)
        defer { piece.deallocate() }
        var position = range.lowerBound
        while position < range.upperBound {
            let wanted = min(piece.count, range.upperBound - position)
            var done = 0
            while done < wanted {
                let found = pread(descriptor, piece.baseAddress! + done, wanted - done, off_t(position + done))
                if found < 0, errno == EINTR { continue }
                guard found > 0 else {
                    throw .unreadable(path: path, reason: found == 0 ? "end of file" : String(cString: strerror(errno)))
                }
                done += found
            }
            try body(UnsafeRawBufferPointer(rebasing: piece[..<wanted]))
            position += wanted
        }
    }

    private static let pieceSize = 1 << 20

    private func write(_ bytes: UnsafeRawBufferPointer, at offset: Int? = nil) throws(NameIndexError) {
        var done = 0
        while done < bytes.count {
            let start = bytes.baseAddress! + done, length = bytes.count - done
            let written = offset.map { pwrite(descriptor, start, length, off_t($0 + done)) } ?? Glibc.write(descriptor, start, length)
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw .unwritable(path: path, reason: String(cString: strerror(written == 0 ? ENOSPC : errno))) }
            done += written
        }
    }
}
