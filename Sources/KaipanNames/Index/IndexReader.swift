import Foundation
import Glibc

/// Reads an index file for one search at a time and examines each page when it first touches it.
final class IndexReader {
    let file: IndexFile
    private let base: UnsafeRawPointer
    private let extents: [IndexLayout.Extent]
    private let isExamined: UnsafeMutablePointer<UInt8>
    private let coreCount: Int
    private let firstCore: UnsafeRawPointer
    /// The first page that was not what was written; whatever was read of it counts for nothing.
    private(set) var damagedPage: Int?

    init(_ file: IndexFile) {
        self.file = file
        base = file.base
        extents = file.header.extents
        coreCount = file.header.coreCount
        firstCore = base + extents[IndexLayout.Section.cores.rawValue].offset
        // calloc, because pages of the map that no search needs are never touched.
        isExamined = calloc(file.pageCount + 1, 1).assumingMemoryBound(to: UInt8.self)
    }

    deinit { free(isExamined) }

    /// The bytes of a section, examined.
    @inline(__always)
    func bytes(_ section: IndexLayout.Section, _ offset: Int, _ count: Int) -> UnsafeRawPointer {
        let start = extents[section.rawValue].offset + offset
        var page = start / IndexLayout.pageSize
        let last = (start + count - 1) / IndexLayout.pageSize
        while page <= last {
            if isExamined[page] == 0 { examine(page) }
            page += 1
        }
        return base + start
    }

    private func examine(_ page: Int) {
        isExamined[page] = 1
        if !file.isIntact(page), damagedPage == nil { damagedPage = page }
    }

    func count(_ section: IndexLayout.Section) -> Int { extents[section.rawValue].count }

    // MARK: - Postings

    /// The postings of a key: all of them, and among these the ones whose characters pass the check.
    func postings(of key: NameKeys.Key) -> (all: Range<Int>, checked: Range<Int>) {
        let prefix = Int(key.value >> 16)
        let pointer = bytes(.directory, prefix * 8, 16)
        // What stands on a damaged page may be any number.
        let start = Int(Int64(littleEndian: pointer.loadUnaligned(as: Int64.self)))
        let end = Int(Int64(littleEndian: pointer.loadUnaligned(fromByteOffset: 8, as: Int64.self)))
        guard start >= 0, start <= end, end <= file.header.postingCount else { return (0..<0, 0..<0) }
        let low = UInt32(key.value & 0xFFFF) << 8
        let lower = bound(low, start, end), upper = bound(low + 0x100, lower, end)
        guard lower < upper else { return (0..<0, 0..<0) }
        let checked = bound(low | UInt32(key.check), lower, upper)
        return (lower..<upper, checked..<bound(low | UInt32(key.check) + 1, checked, upper))
    }

    /// The first posting at or behind a value of key and check.
    private func bound(_ value: UInt32, _ start: Int, _ end: Int) -> Int {
        var low = start, high = end
        while low < high {
            let middle = (low + high) / 2
            let pointer = bytes(.postingKeys, middle * 3, 3)
            let found = UInt32(pointer.loadUnaligned(fromByteOffset: 1, as: UInt16.self)) << 8 | UInt32(pointer.load(as: UInt8.self))
            if found < value { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The cores of postings, examined.
    @inline(__always)
    func cores(ofPostings range: Range<Int>) -> UnsafeRawPointer { bytes(.postingCores, range.lowerBound * 4, range.count * 4) }

    // MARK: - Cores and rows

    @inline(__always)
    func record(_ core: Int) -> CoreRecord {
        guard core < coreCount else { return CoreRecord() }
        return CoreRecord(bytes(.cores, core * CoreRecord.stride, CoreRecord.stride))
    }

    /// The first characters of a core, unexamined: reading many of them first lets the processor wait for all of them at once.
    @inline(__always)
    func touch(_ core: Int) -> UInt64 {
        core < coreCount ? (firstCore + core * CoreRecord.stride).load(as: UInt64.self) : 0
    }

    /// The rows of a core with the kind of name that they have it by, 0 for the name itself.
    func references(_ core: Int, limit: Int) -> [(row: Int, kind: UInt8)] {
        guard core < file.header.coreCount else { return [] }
        let start = Int(record(core).firstReference)
        let next = CoreRecord(bytes(.cores, (core + 1) * CoreRecord.stride, CoreRecord.stride))
        let end = min(Int(next.firstReference), count(.references) / 4)
        guard start < end else { return [] }
        return (start..<min(end, start + limit)).map { index in
            let reference = UInt32(littleEndian: bytes(.references, index * 4, 4).loadUnaligned(as: UInt32.self))
            return (Int(reference >> 2), UInt8(reference & 3))
        }
    }

    /// How many rows have a core.
    func referenceCount(_ core: Int) -> Int {
        guard core < file.header.coreCount else { return 0 }
        let next = CoreRecord(bytes(.cores, (core + 1) * CoreRecord.stride, CoreRecord.stride))
        return max(0, Int(next.firstReference) - Int(record(core).firstReference))
    }

    func row(_ number: Int) -> (row: RegisterRow, batch: Int)? {
        body(ofRow: number).map(RowCodec.decode)
    }

    /// The register of a row, without the rest of it.
    func register(ofRow number: Int) -> RegisterKind? {
        body(ofRow: number).map { RowCodec.register($0[0]) }
    }

    private func body(ofRow number: Int) -> UnsafeRawBufferPointer? {
        guard number < file.header.rowCount else { return nil }
        let pointer = bytes(.rowStarts, number * 8, 16)
        let start = Int(Int64(littleEndian: pointer.loadUnaligned(as: Int64.self)))
        let end = Int(Int64(littleEndian: pointer.loadUnaligned(fromByteOffset: 8, as: Int64.self)))
        guard start >= 0, start < end, end <= count(.rows), end - start > RowCodec.fixedSize else { return nil }
        let body = bytes(.rows, start, end - start)
        guard damagedPage == nil else { return nil }
        return UnsafeRawBufferPointer(start: body, count: end - start)
    }

    /// The rows whose key has a hash.
    ///
    /// - Parameter start: the first place among the sorted hashes to look at; it is moved to that of the hash, so that a caller that
    ///   asks in ascending order looks ever further on.
    func rows(withKeyHash hash: UInt64, from start: inout Int) -> [Int] {
        var low = start, high = start, step = 1
        while high < file.header.rowCount, keyHash(high) < hash {
            low = high + 1
            high += step
            step *= 2
        }
        high = min(high, file.header.rowCount)
        while low < high {
            let middle = (low + high) / 2
            if keyHash(middle) < hash { low = middle + 1 } else { high = middle }
        }
        start = low
        var rows: [Int] = []
        while low < file.header.rowCount, keyHash(low) == hash {
            rows.append(Int(UInt32(littleEndian: bytes(.rowKeys, low * 12 + 8, 4).loadUnaligned(as: UInt32.self))))
            low += 1
        }
        return rows
    }

    private func keyHash(_ index: Int) -> UInt64 {
        UInt64(littleEndian: bytes(.rowKeys, index * 12, 8).loadUnaligned(as: UInt64.self))
    }

    /// The rows of the base that a delta replaces.
    func forEachReplaced(_ body: (Int) -> Void) {
        for index in 0..<count(.replaced) / 4 {
            body(Int(UInt32(littleEndian: bytes(.replaced, index * 4, 4).loadUnaligned(as: UInt32.self))))
        }
    }

    /// Whether a delta's base row was replaced.
    func replaces(_ row: Int) -> Bool {
        var low = 0, high = count(.replaced) / 4
        while low < high {
            let middle = (low + high) / 2
            let found = Int(UInt32(littleEndian: bytes(.replaced, middle * 4, 4).loadUnaligned(as: UInt32.self)))
            if found == row { return true }
            if found < row { low = middle + 1 } else { high = middle }
        }
        return false
    }

    var batches: [RegisterBatch] {
        let size = count(.batches)
        guard size > 0 else { return [] }
        let data = Data(bytes: bytes(.batches, 0, size), count: size)
        return (try? JSONDecoder().decode([RegisterBatch].self, from: data)) ?? []
    }

    /// Fails where a page that was touched is not what was written.
    func requireIntact() throws(NameIndexError) {
        if let damagedPage { throw .damaged(path: file.path, page: damagedPage) }
    }
}
