import CXXHash
import Foundation
import KaipanText

/// Builds an index file from rows in any order, in memory that does not grow with their number beyond some 24 bytes a row.
///
/// The rows go to the file as they come. Their cores wait in 512 nameless files by the sound of their first character; each of those fits into
/// memory, is sorted and gives the cores in the order of their sound. Postings are made in passes over the cores, as many as memory
/// asks for. Only `finish` makes a file of it that can be read; until then nothing of that name exists.
final class NameIndexWriter {
    private let path: String
    private let vocabulary: NameVocabulary
    private let output: FileOutput
    private let starts: FileOutput
    private let keys: FileOutput
    private let buckets: [FileOutput]
    private var header = IndexHeader()
    private var rowBytes: [UInt8] = []
    private let postingsAtOnce: Int

    /// - Parameters:
    ///   - path: where the file is to stand; temporary files stand beside it.
    ///   - postingsAtOnce: postings sorted in memory at a time, eight bytes each.
    init(_ path: String, vocabulary: NameVocabulary, postingsAtOnce: Int = 48 << 20) throws(NameIndexError) {
        self.path = path
        self.vocabulary = vocabulary
        self.postingsAtOnce = postingsAtOnce
        output = try FileOutput(path + ".new")
        starts = try FileOutput(path + ".new.starts", isTemporary: true)
        keys = try FileOutput(path + ".new.keys", isTemporary: true)
        var buckets: [FileOutput] = []
        for number in 0..<Self.bucketCount {
            buckets.append(try FileOutput(path + ".new.\(number)", isTemporary: true, capacity: 64 << 10))
        }
        self.buckets = buckets
        try output.append(IndexHeader().bytes)
        header.extents[IndexLayout.Section.rows.rawValue].offset = output.count
    }

    deinit { unlink(output.path) }

    private static let bucketCount = 512

    /// Adds a row.
    /// - Parameter batch: the number of its batch in the list that `finish` is given.
    func add(_ row: RegisterRow, batch: Int) throws(NameIndexError) {
        guard header.rowCount < IndexLayout.rowLimit else { throw .tooManyRows(limit: IndexLayout.rowLimit) }
        let number = UInt32(header.rowCount)
        header.rowCount += 1
        try starts.append(UInt64(output.count - header.extents[IndexLayout.Section.rows.rawValue].offset))
        rowBytes.removeAll(keepingCapacity: true)
        RowCodec.encode(row, batch: batch, into: &rowBytes)
        try output.append(rowBytes)
        try keys.append(RowCodec.keyHash(row))
        try keys.append(number)
        var record = Reference(row: number, row)
        try add(row.name, kind: 0, near: row.division, &record)
        for other in row.otherNames { try add(other.text, kind: other.kind.rawValue, near: row.division, &record) }
    }

    private func add(_ name: String, kind: UInt8, near: String?, _ record: inout Reference) throws(NameIndexError) {
        record.kind = UInt32(kind)
        for core in NameForms.cores(of: NameText(name, vocabulary: vocabulary, near: near)) {
            record.setCore(core)
            let bucket = Int(record.sound >> 54) & (Self.bucketCount - 1)
            try withUnsafeBytes(of: record) { bytes throws(NameIndexError) in try buckets[bucket].append(bytes) }
        }
    }

    // MARK: - Finishing

    /// Writes everything else, waits for the disk and puts the file in its place.
    ///
    /// - Parameters:
    ///   - parent: for a delta its base, for a merged base the one before.
    ///   - replaced: for a delta, the rows of the base that it replaces or removes, sorted.
    func finish(batches: [RegisterBatch], isDelta: Bool, parent: UInt64, replaced: [UInt32] = []) throws(NameIndexError) -> UInt64 {
        header.isDelta = isDelta
        header.parent = parent
        header.id = UInt64.random(in: 1...UInt64.max)
        close(.rows)
        try starts.append(UInt64(header.extents[IndexLayout.Section.rows.rawValue].count))
        try copy(starts, as: .rowStarts)
        try writeKeys()
        try writeCores()
        try writePostings()
        try begin(.replaced)
        for row in replaced { try output.append(row) }
        close(.replaced)
        try begin(.batches)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        try output.append([UInt8]((try? encoder.encode(batches)) ?? Data("[]".utf8)))
        close(.batches)
        try writeChecksums()
        header.fileSize = output.count
        try output.overwrite(header.bytes, at: 0)
        try output.synchronize()
        guard rename(output.path, path) == 0 else { throw .unwritable(path: path, reason: String(cString: strerror(errno))) }
        try Self.synchronizeFolder(of: path)
        return header.id
    }

    private func begin(_ section: IndexLayout.Section) throws(NameIndexError) {
        try output.pad()
        header.extents[section.rawValue].offset = output.count
    }

    private func close(_ section: IndexLayout.Section) {
        header.extents[section.rawValue].count = output.count - header.extents[section.rawValue].offset
    }

    private func copy(_ file: FileOutput, as section: IndexLayout.Section) throws(NameIndexError) {
        try begin(section)
        let output = output
        try file.read(0..<file.count) { piece throws(NameIndexError) in try output.append(piece) }
        close(section)
    }

    private func writeKeys() throws(NameIndexError) {
        var pairs: [RowKey] = []
        pairs.reserveCapacity(header.rowCount)
        try keys.read(0..<keys.count, unit: 12) { piece in
            for offset in stride(from: 0, to: piece.count, by: 12) {
                pairs.append(
                    RowKey(
                        hash: piece.loadUnaligned(fromByteOffset: offset, as: UInt64.self),
                        row: piece.loadUnaligned(fromByteOffset: offset + 8, as: UInt32.self)))
            }
        }
        pairs.sort()
        try begin(.rowKeys)
        for pair in pairs {
            try output.append(pair.hash)
            try output.append(pair.row)
        }
        close(.rowKeys)
    }

    private func writeCores() throws(NameIndexError) {
        let references = try FileOutput(path + ".new.references", isTemporary: true)
        try begin(.cores)
        var referenceCount = 0
        var record = [UInt8](repeating: 0, count: CoreRecord.stride)
        func write(_ core: CoreRecord) throws(NameIndexError) {
            record.withUnsafeMutableBytes { core.write(to: $0.baseAddress!) }
            try output.append(record)
        }
        let unit = MemoryLayout<Reference>.stride
        for bucket in buckets {
            var entries: [Reference] = []
            entries.reserveCapacity(bucket.count / unit)
            try bucket.read(0..<bucket.count, unit: unit) { piece in entries.append(contentsOf: piece.bindMemory(to: Reference.self)) }
            entries.sort()
            var index = 0
            while index < entries.count {
                var core = entries[index].core
                core.firstReference = UInt32(referenceCount)
                var last: UInt32?
                while index < entries.count, entries[index].hasCore(of: core) {
                    let entry = entries[index]
                    core.classes |= entry.core.classes
                    core.provinces |= entry.core.provinces
                    core.kinds |= entry.core.kinds
                    let reference = entry.row << 2 | entry.kind
                    if last != reference {
                        try references.append(reference)
                        referenceCount += 1
                    }
                    last = reference
                    index += 1
                }
                try write(core)
                header.coreCount += 1
            }
        }
        var end = CoreRecord()
        end.firstReference = UInt32(referenceCount)
        try write(end)
        close(.cores)
        try copy(references, as: .references)
    }

    /// Calls the body with every posting: its key, and its core's number.
    private func forEachPosting(_ body: (NameKeys.Key, UInt32) -> Void) throws(NameIndexError) {
        let extent = header.extents[IndexLayout.Section.cores.rawValue]
        var number: UInt32 = 0
        let characters = UnsafeMutableBufferPointer<UInt16>.allocate(capacity: IndexLayout.coreLength)
        let codes = UnsafeMutablePointer<UInt16>.allocate(capacity: NameKeys.codeCount)
        defer {
            characters.deallocate()
            codes.deallocate()
        }
        // Without the record behind the last.
        try output.read(extent.offset..<extent.end - CoreRecord.stride, unit: CoreRecord.stride) { piece in
            for offset in stride(from: 0, to: piece.count, by: CoreRecord.stride) {
                let record = CoreRecord(piece.baseAddress! + offset)
                for index in 0..<Int(record.length) { characters[index] = record.character(index) }
                let core = UnsafeBufferPointer(rebasing: characters[..<Int(record.length)])
                let current = number
                NameKeys.keys(of: core, isCantonese: record.provinces & CoreRecord.guangdong != 0, codes) { body($0, current) }
                number += 1
            }
        }
    }

    private func writePostings() throws(NameIndexError) {
        let counts = UnsafeMutableBufferPointer<Int>.allocate(capacity: 65_537)
        let places = UnsafeMutableBufferPointer<Int>.allocate(capacity: 65_536)
        defer {
            counts.deallocate()
            places.deallocate()
        }
        counts.update(repeating: 0)
        try forEachPosting { key, _ in counts[Int(key.value &>> 16) + 1] += 1 }
        for index in 1...65_536 { counts[index] += counts[index - 1] }
        header.postingCount = counts[65_536]
        try begin(.directory)
        for count in counts { try output.append(UInt64(count)) }
        close(.directory)
        let ids = try FileOutput(path + ".new.ids", isTemporary: true)
        try begin(.postingKeys)
        var first = 0
        while first < 65_536 {
            var last = first + 1
            while last < 65_536, counts[last + 1] - counts[first] <= postingsAtOnce { last += 1 }
            let base = counts[first], range = UInt32(first)..<UInt32(last)
            for prefix in first..<last { places[prefix] = counts[prefix] - base }
            let postings = UnsafeMutableBufferPointer<UInt64>.allocate(capacity: counts[last] - base)
            defer { postings.deallocate() }
            try forEachPosting { key, core in
                guard range.contains(key.value &>> 16) else { return }
                let place = places[Int(key.value &>> 16)]
                postings[place] = UInt64(key.value & 0xFFFF) &<< 40 | UInt64(key.check) &<< 32 | UInt64(core)
                places[Int(key.value &>> 16)] = place + 1
            }
            for prefix in first..<last {
                var stretch = UnsafeMutableBufferPointer(rebasing: postings[counts[prefix] - base..<counts[prefix + 1] - base])
                stretch.sort()
            }
            for posting in postings {
                try output.append(UInt8(truncatingIfNeeded: posting &>> 32))
                try output.append(UInt16(truncatingIfNeeded: posting &>> 40))
                try ids.append(UInt32(truncatingIfNeeded: posting))
            }
            first = last
        }
        close(.postingKeys)
        try copy(ids, as: .postingCores)
    }

    /// A checksum for every page behind the header.
    private func writeChecksums() throws(NameIndexError) {
        try output.pad()
        var sums: [UInt32] = []
        sums.reserveCapacity(output.count / IndexLayout.pageSize)
        try output.read(IndexLayout.headerSize..<output.count, unit: IndexLayout.pageSize) { piece in
            for page in stride(from: 0, to: piece.count, by: IndexLayout.pageSize) {
                sums.append(UInt32(truncatingIfNeeded: XXH3_64bits(piece.baseAddress! + page, IndexLayout.pageSize)).littleEndian)
            }
        }
        try begin(.checksums)
        header.checksumDigest = sums.withUnsafeBytes { XXH3_64bits($0.baseAddress, $0.count) }
        try sums.withUnsafeBufferPointer { sums throws(NameIndexError) in try output.append(UnsafeRawBufferPointer(sums)) }
        close(.checksums)
    }

    private static func synchronizeFolder(of path: String) throws(NameIndexError) {
        let folder = (path as NSString).deletingLastPathComponent
        let descriptor = open(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY)
        guard descriptor >= 0 else { return }
        defer { Glibc.close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .unwritable(path: path, reason: String(cString: strerror(errno))) }
    }
}

extension NameIndexWriter {
    /// The hash of a row's key with the row's number.
    private struct RowKey: Comparable {
        var hash: UInt64
        var row: UInt32

        static func < (a: Self, b: Self) -> Bool { a.hash != b.hash ? a.hash < b.hash : a.row < b.row }
    }

    /// A core of a row, while it waits to be sorted.
    private struct Reference: Comparable {
        var sound: UInt64 = 0
        var core = CoreRecord()
        var row: UInt32
        var kind: UInt32 = 0
        /// Fills up to the stride: in its file one stands right behind the other.
        private var reserved: UInt32 = 0

        init(row number: UInt32, _ row: RegisterRow) {
            assert(MemoryLayout<Self>.size == MemoryLayout<Self>.stride)
            self.row = number
            core.classes = row.classes.rawValue
            core.provinces = row.register == .trademark ? 0 : CoreRecord.province(of: row.division)
            core.kinds = 1 << RowCodec.kind(row.register) | 1 << (4 + row.status.rawValue)
        }

        mutating func setCore(_ characters: [UInt16]) {
            core.setCharacters(characters[...])
            sound = 0
            for index in 0..<7 {
                var code: UInt64 = 0
                if index < characters.count {
                    let sound = SoundCode.of(UInt32(characters[index])).0
                    code = sound & 0x8000 == 0 ? UInt64(sound % 300) + 1 : 301 + UInt64(sound % 200)
                }
                sound = sound << 9 | code
            }
        }

        func hasCore(of other: CoreRecord) -> Bool {
            core.high == other.high && core.middle == other.middle && core.low == other.low && core.length == other.length
        }

        static func == (a: Reference, b: Reference) -> Bool { !(a < b) && !(b < a) }

        static func < (a: Reference, b: Reference) -> Bool {
            if a.sound != b.sound { return a.sound < b.sound }
            if a.core.high != b.core.high { return a.core.high < b.core.high }
            if a.core.middle != b.core.middle { return a.core.middle < b.core.middle }
            if a.core.low != b.core.low { return a.core.low < b.core.low }
            if a.core.length != b.core.length { return a.core.length < b.core.length }
            if a.row != b.row { return a.row < b.row }
            return a.kind < b.kind
        }
    }
}
