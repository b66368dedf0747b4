/// A value that the rule cache keeps; fields stand in a fixed order without names.
///
/// `Codable` would do, but looking up keys and containers for some thousand fields takes longer than checking a document.
protocol Archived {
    func write(to archive: inout ArchiveWriter)
    init(from archive: inout ArchiveReader) throws(ArchiveError)
}

/// The bytes are not what was written.
struct ArchiveError: Error {}

/// Collects values as bytes.
struct ArchiveWriter {
    private(set) var bytes: [UInt8] = []

    mutating func byte(_ value: UInt8) { bytes.append(value) }

    /// Seven bits a byte, the lowest first; the eighth says that more follow.
    mutating func count(_ value: Int) {
        var rest = UInt(value)
        while rest >= 0x80 {
            bytes.append(UInt8(rest & 0x7F | 0x80))
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    mutating func raw(_ value: some Collection<UInt8>) { bytes.append(contentsOf: value) }

    /// Many numbers, as they lie in memory: a file is read on the machine that wrote it.
    mutating func numbers(_ values: [UInt32]) {
        count(values.count)
        values.withUnsafeBytes { raw($0) }
    }
}

extension ArchiveWriter {
    /// Many numbers that are used where they lie in a file: they begin at a multiple of eight bytes.
    mutating func table<Number>(_ table: NumberTable<Number>) {
        count(table.count)
        raw(repeatElement(0, count: -bytes.count & 7))
        raw(UnsafeRawBufferPointer(table.numbers))
    }
}

/// Takes values back; whatever the bytes are, it neither traps nor reads outside them.
struct ArchiveReader {
    private let bytes: UnsafeRawBufferPointer
    private let owner: AnyObject?
    private var position = 0

    /// - Parameter owner: keeps the bytes where they are, so that tables need not be copied.
    init(_ bytes: UnsafeRawBufferPointer, owner: AnyObject? = nil) {
        self.bytes = bytes
        self.owner = owner
    }

    var isAtEnd: Bool { position == bytes.count }

    mutating func byte() throws(ArchiveError) -> UInt8 {
        guard position < bytes.count else { throw ArchiveError() }
        defer { position += 1 }
        return bytes[position]
    }

    mutating func count() throws(ArchiveError) -> Int {
        var value: UInt = 0
        var shift: UInt = 0
        while shift < 63 {
            let next = try byte()
            value |= UInt(next & 0x7F) << shift
            if next < 0x80 { return Int(value) }
            shift += 7
        }
        throw ArchiveError()
    }

    /// A number of things that take at least a byte each, so that a damaged one cannot ask for all memory.
    mutating func length() throws(ArchiveError) -> Int {
        let length = try count()
        guard length <= bytes.count - position else { throw ArchiveError() }
        return length
    }

    mutating func raw(_ length: Int) throws(ArchiveError) -> UnsafeRawBufferPointer {
        guard length <= bytes.count - position else { throw ArchiveError() }
        defer { position += length }
        return UnsafeRawBufferPointer(rebasing: bytes[position..<position + length])
    }
}

extension ArchiveReader {
    mutating func numbers() throws(ArchiveError) -> [UInt32] {
        let count = try length()
        let bytes = try raw(4 * count)
        return [UInt32](unsafeUninitializedCapacity: count) { buffer, used in
            UnsafeMutableRawBufferPointer(buffer).copyMemory(from: bytes)
            used = count
        }
    }
}

extension ArchiveReader {
    mutating func table<Number>() throws(ArchiveError) -> NumberTable<Number> {
        let count = try length()
        _ = try raw(-position & 7)
        return NumberTable(try raw(MemoryLayout<Number>.size * count), owner: owner)
    }
}

extension Bool: Archived {
    func write(to archive: inout ArchiveWriter) { archive.byte(self ? 1 : 0) }
    init(from archive: inout ArchiveReader) throws(ArchiveError) { self = try archive.byte() != 0 }
}

/// Never negative: numbers of patterns, lines, columns and days.
extension Int: Archived {
    func write(to archive: inout ArchiveWriter) { archive.count(self) }
    init(from archive: inout ArchiveReader) throws(ArchiveError) { self = try archive.count() }
}

extension Double: Archived {
    func write(to archive: inout ArchiveWriter) { withUnsafeBytes(of: bitPattern.littleEndian) { archive.raw($0) } }
    init(from archive: inout ArchiveReader) throws(ArchiveError) {
        self.init(bitPattern: UInt64(littleEndian: try archive.raw(8).loadUnaligned(as: UInt64.self)))
    }
}

extension String: Archived {
    func write(to archive: inout ArchiveWriter) {
        archive.count(utf8.count)
        archive.raw(utf8)
    }
    init(from archive: inout ArchiveReader) throws(ArchiveError) {
        self.init(decoding: try archive.raw(try archive.length()), as: UTF8.self)
    }
}

extension Optional: Archived where Wrapped: Archived {
    func write(to archive: inout ArchiveWriter) {
        archive.byte(self == nil ? 0 : 1)
        self?.write(to: &archive)
    }
    init(from archive: inout ArchiveReader) throws(ArchiveError) {
        self = try archive.byte() == 0 ? nil : try Wrapped(from: &archive)
    }
}

extension Array: Archived where Element: Archived {
    func write(to archive: inout ArchiveWriter) {
        archive.count(count)
        for element in self { element.write(to: &archive) }
    }
    init(from archive: inout ArchiveReader) throws(ArchiveError) {
        let count = try archive.length()
        self.init()
        reserveCapacity(count)
        for _ in 0..<count { append(try Element(from: &archive)) }
    }
}
