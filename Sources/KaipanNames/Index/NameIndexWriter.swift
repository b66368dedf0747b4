import CXXHash
import Foundation
import KaipanText

/// Builds an index file from rows in any order, in memory that does not grow with their number beyond a few bytes a row.
///
/// The rows go to the file as they come. Their cores wait in 512 files by the sound of their first character; each of those fits into
/// memory, is sorted and gives the cores in the order of their sound. Postings are made in passes over the cores, as many as memory
/// asks for. Only `finish` makes a file of it that can be read; until then nothing of that name exists.
final class NameIndexWriter {
    private let path: String
    private let vocabulary: NameVocabulary
    private let output: FileOutput
    private let starts: FileOutput
    private let keys: FileOutput
    private var buckets: [FileOutput] = []
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
        starts = try FileOutput(path + ".new.starts")
        keys = try FileOutput(path + ".new.keys")
        try output.append(IndexHeader().bytes)
        header.extents[IndexLayout.Section.rows.rawValue].offset = output.count
        for number in 0..<Self.bucketCount { buckets.append(try FileOutput(path + ".new.\(number)")) }
    }

    deinit {
        for file in [output, starts, keys] + buckets { unlink(file.path) }
        for suffix in [".new.references", ".new.ids"] { unlink(path + suffix) }
    }

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
        record.kind = kind
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
        let mapped = try file.map()
        var position = 0
        while position < mapped.bytes.count {
            let end = min(position + 1 << 20, mapped.bytes.count)
            try output.append(UnsafeRawBufferPointer(rebasing: mapped.bytes[position..<end]))
            position = end
        }
        close(section)
        unlink(file.path)
    }

    private func writeKeys() throws(NameIndexError) {
        let mapped = try keys.map()
        var pairs: [RowKey] = []
        pairs.reserveCapacity(header.rowCount)
        for row in 0..<header.rowCount {
            pairs.append(
                RowKey(
                    hash: mapped.bytes.loadUnaligned(fromByteOffset: row * 12, as: UInt64.self),
                    row: mapped.bytes.loadUnaligned(fromByteOffset: row * 12 + 8, as: UInt32.self)))
        }
        pairs.sort { ($0.hash, $0.row) < ($1.hash, $1.row) }
        try begin(.rowKeys)
        for pair in pairs {
            try output.append(pair.hash)
            try output.append(pair.row)
        }
        close(.rowKeys)
        unlink(keys.path)
    }

    private struct RowKey {
        var hash: UInt64
        var row: UInt32
    }

    private func writeCores() throws(NameIndexError) {
        let references = try FileOutput(path + ".new.references")
        try begin(.cores)
        var referenceCount = 0
        var record = [UInt8](repeating: 0, count: CoreRecord.stride)
        func write(_ core: CoreRecord) throws(NameIndexError) {
            record.withUnsafeMutableBytes { core.write(to: $0.baseAddress!) }
            try output.append(record)
        }
        for bucket in buckets {
            let mapped = try bucket.map()
            var entries = Array(mapped.bytes.bindMemory(to: Reference.self))
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
                    let reference = entry.row << 2 | UInt32(entry.kind)
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
            unlink(bucket.path)
        }
        var end = CoreRecord()
        end.firstReference = UInt32(referenceCount)
        try write(end)
        close(.cores)
        try copy(references, as: .references)
    }

    /// Calls the body with every posting: its key, and its core's number.
    private func forEachPosting(_ cores: MappedBytes, _ body: (NameKeys.Key, UInt32) -> Void) {
        let section = header.extents[IndexLayout.Section.cores.rawValue]
        var characters: [UInt16] = []
        for number in 0..<header.coreCount {
            let record = CoreRecord(cores.bytes.baseAddress! + section.offset + number * CoreRecord.stride)
            characters.removeAll(keepingCapacity: true)
            for index in 0..<Int(record.length) { characters.append(record.character(index)) }
            NameKeys.keys(of: characters, isCantonese: record.provinces & CoreRecord.guangdong != 0) { body($0, UInt32(number)) }
        }
    }

    private func writePostings() throws(NameIndexError) {
        let mapped = try output.map()
        var counts = [Int](repeating: 0, count: 65_537)
        forEachPosting(mapped) { key, _ in counts[Int(key.value >> 16) + 1] += 1 }
        for index in 1...65_536 { counts[index] += counts[index - 1] }
        header.postingCount = counts[65_536]
        try begin(.directory)
        for count in counts { try output.append(UInt64(count)) }
        close(.directory)
        let ids = try FileOutput(path + ".new.ids")
        try begin(.postingKeys)
        var first = 0
        while first < 65_536 {
            var last = first + 1
            while last < 65_536, counts[last + 1] - counts[first] <= postingsAtOnce { last += 1 }
            let base = counts[first], count = counts[last] - base
            var places = Array(counts[first..<last])
            var postings = [UInt64](repeating: 0, count: count)
            forEachPosting(mapped) { key, core in
                let prefix = Int(key.value >> 16)
                guard prefix >= first, prefix < last else { return }
                postings[places[prefix - first] - base] = UInt64(key.value & 0xFFFF) << 40 | UInt64(key.check) << 32 | UInt64(core)
                places[prefix - first] += 1
            }
            for prefix in first..<last {
                postings[counts[prefix] - base..<counts[prefix + 1] - base].sort()
            }
            for posting in postings {
                try output.append(UInt8(truncatingIfNeeded: posting >> 32))
                try output.append(UInt16(truncatingIfNeeded: posting >> 40))
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
        let end = output.count
        let mapped = try output.map()
        try begin(.checksums)
        var sums: [UInt8] = []
        for page in stride(from: IndexLayout.headerSize, to: end, by: IndexLayout.pageSize) {
            let sum = UInt32(truncatingIfNeeded: XXH3_64bits(mapped.bytes.baseAddress! + page, IndexLayout.pageSize))
            withUnsafeBytes(of: sum.littleEndian) { sums.append(contentsOf: $0) }
        }
        header.checksumDigest = sums.withUnsafeBytes { XXH3_64bits($0.baseAddress, $0.count) }
        try output.append(sums)
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
    /// A core of a row, while it waits to be sorted.
    private struct Reference: Comparable {
        var sound: UInt64 = 0
        var core = CoreRecord()
        var row: UInt32
        var kind: UInt8 = 0

        init(row number: UInt32, _ row: RegisterRow) {
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
