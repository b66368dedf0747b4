import Foundation
import Glibc
import KaipanText

/// Brings one import into an index; the index as it was stays in force until the last step.
///
/// Rows wait in a nameless file beside the index. At the end a small import becomes the new delta, a large one is merged with what is there
/// into a new base. Both are written whole, brought to the disk and renamed, so that a crash leaves the old index or gives the new one.
public final class NameIndexUpdate {
    private let path: String
    private let vocabulary: NameVocabulary
    private let lock: Int32
    /// The rows, each behind its length in 4 bytes.
    private let staged: FileOutput
    private var hashes: [UInt64] = []
    private var buffer: [UInt8] = []
    private let mergeThreshold: Int

    /// Begins an import.
    ///
    /// - Parameters:
    ///   - path: the index, which need not exist yet; its folder must.
    ///   - mergeThreshold: rows beyond which a delta is merged into the base, if they are a tenth of it as well; 0 to merge always.
    /// - Throws: `unwritable`, also while another import into the same index runs.
    public init(_ path: String, vocabulary: NameVocabulary = NameVocabulary(), mergeThreshold: Int = 500_000) throws(NameIndexError) {
        self.path = path
        self.vocabulary = vocabulary
        self.mergeThreshold = mergeThreshold
        lock = open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard lock >= 0 else { throw .unwritable(path: path, reason: String(cString: strerror(errno))) }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            close(lock)
            throw .unwritable(path: path, reason: "另一个导入正在进行 another import is running")
        }
        do throws(NameIndexError) {
            staged = try FileOutput(path + ".new.rows", isTemporary: true)
        } catch {
            close(lock)
            throw error
        }
    }

    deinit { close(lock) }

    /// Takes a row in; where its key came before, in this import or an earlier one, it replaces that row.
    public func add(_ row: RegisterRow) throws(NameIndexError) {
        guard hashes.count < IndexLayout.rowLimit else { throw .tooManyRows(limit: IndexLayout.rowLimit) }
        buffer.removeAll(keepingCapacity: true)
        RowCodec.encode(row, batch: 0, into: &buffer)
        try staged.append(UInt32(buffer.count))
        try staged.append(buffer)
        hashes.append(RowCodec.keyHash(row))
    }

    /// What an import changed.
    public struct Outcome: Sendable, Hashable {
        public var added: Int
        public var replaced: Int
        /// Rows of the register that the new file no longer has, where it stands for the whole register.
        public var removed: Int
        /// Whether a new base was written, rather than a delta.
        public var isMerged: Bool

        package init(added: Int, replaced: Int, removed: Int, isMerged: Bool) {
            self.added = added
            self.replaced = replaced
            self.removed = removed
            self.isMerged = isMerged
        }
    }

    /// Ends the import.
    ///
    /// - Parameters:
    ///   - batch: what the import is; it is cited as searched from now on.
    ///   - isWholeRegister: whether rows of the same register that the import does not have are removed.
    /// - Complexity: O(n log n) in the import's rows, and in all rows where a new base is written. Memory: 8 bytes a row of the import,
    ///   one for each row that is there, then what the writing takes.
    public func finish(_ batch: RegisterBatch, isWholeRegister: Bool = false) throws(NameIndexError) -> Outcome {
        let current = FileManager.default.fileExists(atPath: path) ? try NameIndex(contentsOf: path, vocabulary: vocabulary) : nil
        // One that was merged already; behind the next merge nobody would know it for that.
        if current != nil, current?.delta == nil { unlink(NameIndex.deltaPath(path)) }
        let base = current.map { StoredRows($0.base) }
        let delta = current?.delta.map { StoredRows($0) }
        delta?.reader.forEachReplaced { base?.drop($0) }
        let live = (base?.liveCount ?? 0) + (delta?.liveCount ?? 0)
        let (isSuperseded, count) = supersede(base, delta)
        let replaced = live - (base?.liveCount ?? 0) - (delta?.liveCount ?? 0)
        var removed = 0
        if isWholeRegister {
            removed = (base?.drop(batch.register) ?? 0) + (delta?.drop(batch.register) ?? 0)
        }
        // Before anything is written for good: a damaged page would otherwise be left out in silence.
        try base?.reader.requireIntact()
        try delta?.reader.requireIntact()

        let former = (delta ?? base)?.reader.batches ?? []
        var batches = former
        if isWholeRegister { batches.removeAll { $0.register == batch.register } }
        // The numbers of the batches change where some are removed, so that rows name theirs anew.
        let numbers = former.map { batches.firstIndex(of: $0) ?? 0 }
        batches.append(batch)

        let waiting = (delta?.liveCount ?? 0) + count
        let isMerged = base == nil || isWholeRegister || mergeThreshold == 0 || waiting > max(mergeThreshold, (base?.reader.file.header.rowCount ?? 0) / 10)
        let writer = try NameIndexWriter(isMerged ? path : NameIndex.deltaPath(path), vocabulary: vocabulary)
        for rows in [isMerged ? base : nil, delta].compactMap(\.self) {
            for number in 0..<rows.count where !rows.isDropped(number) {
                guard let (row, batch) = rows.reader.row(number) else { break }
                try writer.add(row, batch: numbers.indices.contains(batch) ? numbers[batch] : 0)
            }
            try rows.reader.requireIntact()
        }
        try addStaged(to: writer, except: isSuperseded, batch: batches.count - 1)
        hashes = []
        if isMerged {
            _ = try writer.finish(batches: batches, isDelta: false, parent: base?.reader.file.header.id ?? 0)
            unlink(NameIndex.deltaPath(path))
        } else {
            _ = try writer.finish(batches: batches, isDelta: true, parent: base?.reader.file.header.id ?? 0, replaced: base?.dropped ?? [])
        }
        return Outcome(added: count - replaced, replaced: replaced, removed: removed, isMerged: isMerged)
    }

    /// Finds the rows of this import that a later one replaces, and drops those of the index that one of this import replaces.
    ///
    /// The hashes are sorted in 64 parts by their highest bits, so that only a small part of them is in memory twice.
    private func supersede(_ base: StoredRows?, _ delta: StoredRows?) -> (isSuperseded: [Bool], count: Int) {
        var isSuperseded = [Bool](repeating: false, count: hashes.count)
        var count = 0
        var part: [Entry] = []
        part.reserveCapacity(hashes.count / 60)
        var inBase = 0, inDelta = 0
        for high in 0..<64 as Range<UInt64> {
            part.removeAll(keepingCapacity: true)
            for (index, hash) in hashes.enumerated() where hash &>> 58 == high { part.append(Entry(hash: hash, index: UInt32(index))) }
            part.sort()
            for (place, entry) in part.enumerated() {
                if place + 1 < part.count, part[place + 1].hash == entry.hash {
                    isSuperseded[Int(entry.index)] = true
                    continue
                }
                count += 1
                base?.reader.rows(withKeyHash: entry.hash, from: &inBase).forEach { base?.drop($0) }
                delta?.reader.rows(withKeyHash: entry.hash, from: &inDelta).forEach { delta?.drop($0) }
            }
        }
        return (isSuperseded, count)
    }

    private struct Entry: Comparable {
        var hash: UInt64
        var index: UInt32

        static func < (a: Self, b: Self) -> Bool { a.hash != b.hash ? a.hash < b.hash : a.index < b.index }
    }

    private func addStaged(to writer: NameIndexWriter, except isSuperseded: [Bool], batch: Int) throws(NameIndexError) {
        // A row may reach over the end of a piece.
        var rest: [UInt8] = []
        var index = 0
        try staged.read(0..<staged.count) { piece throws(NameIndexError) in
            rest.append(contentsOf: piece)
            let end = try rest.withUnsafeBytes { bytes -> Result<Int, NameIndexError> in
                Result { () throws(NameIndexError) in
                    var position = 0
                    while position + 4 <= bytes.count {
                        let length = Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt32.self)))
                        guard position + 4 + length <= bytes.count else { break }
                        if !isSuperseded[index] {
                            let row = UnsafeRawBufferPointer(rebasing: bytes[position + 4..<position + 4 + length])
                            try writer.add(RowCodec.decode(row).row, batch: batch)
                        }
                        index += 1
                        position += 4 + length
                    }
                    return position
                }
            }.get()
            rest.removeFirst(end)
        }
    }
}
