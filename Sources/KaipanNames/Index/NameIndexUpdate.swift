import Foundation
import Glibc
import KaipanText

/// Brings one import into an index; the index as it was stays in force until the last step.
///
/// Rows wait in a file beside the index. At the end a small import becomes the new delta, a large one is merged with what is there into a
/// new base. Both are written whole, brought to the disk and renamed, so that a crash leaves the old index or gives the new one.
public final class NameIndexUpdate {
    private let path: String
    private let vocabulary: NameVocabulary
    private let lock: Int32
    private let staged: FileOutput
    private var rows: [StagedRow] = []
    private let mergeThreshold: Int

    private struct StagedRow {
        var hash: UInt64
        var start: Int
    }

    /// Begins an import.
    ///
    /// - Parameters:
    ///   - path: the index, which need not exist yet; its folder must.
    ///   - mergeThreshold: rows in the delta from which it is merged into the base.
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
        staged = try FileOutput(path + ".new.rows")
    }

    deinit {
        unlink(staged.path)
        close(lock)
    }

    /// Takes a row in; where its key came before, in this import or an earlier one, it replaces that row.
    public func add(_ row: RegisterRow) throws(NameIndexError) {
        guard rows.count < IndexLayout.rowLimit else { throw .tooManyRows(limit: IndexLayout.rowLimit) }
        rows.append(StagedRow(hash: RowCodec.keyHash(row), start: staged.count))
        buffer.removeAll(keepingCapacity: true)
        RowCodec.encode(row, batch: 0, into: &buffer)
        try staged.append(buffer)
    }

    private var buffer: [UInt8] = []

    /// What an import changed.
    public struct Outcome: Sendable, Hashable {
        public var added: Int
        public var replaced: Int
        /// Rows of the register that the new file no longer has, where it stands for the whole register.
        public var removed: Int
        /// Whether a new base was written, rather than a delta.
        public var isMerged: Bool
    }

    /// Ends the import.
    ///
    /// - Parameters:
    ///   - batch: what the import is; it is cited as searched from now on.
    ///   - isWholeRegister: whether rows of the same register that the import does not have are removed.
    /// - Complexity: O(n log n) in the import's rows, and in all rows where a new base is written.
    public func finish(_ batch: RegisterBatch, isWholeRegister: Bool = false) throws(NameIndexError) -> Outcome {
        let staged = try self.staged.map()
        let current = FileManager.default.fileExists(atPath: path) ? try NameIndex(contentsOf: path, vocabulary: vocabulary) : nil
        let last = lastOfEachKey()
        let base = current.map { IndexReader($0.base) }
        let delta = current?.delta.map { IndexReader($0) }
        var batches = (delta ?? base)?.batches ?? []
        if isWholeRegister { batches.removeAll { $0.register == batch.register } }
        // The numbers of the batches change where some are removed, so that rows name theirs anew.
        let renumbered = Self.renumbering((delta ?? base)?.batches ?? [], batches)
        batches.append(batch)
        let newHashes = last.map(\.hash)
        var replaced: [UInt32] = delta.map { Self.replaced($0) } ?? []
        var replacedCount = 0
        var removed = 0
        if let base {
            for hash in newHashes { for row in base.rows(withKeyHash: hash) { replaced.append(UInt32(row)) } }
        }
        if isWholeRegister, let base {
            let kind = RowCodec.kind(batch.register)
            for number in 0..<base.file.header.rowCount {
                guard let (row, _) = base.row(number), RowCodec.kind(row.register) == kind else { continue }
                replaced.append(UInt32(number))
            }
        }
        replaced = Set(replaced).sorted()
        let kept = delta.map { Self.keptRows($0, newHashes, without: isWholeRegister ? batch.register : nil) } ?? []
        replacedCount = (base.map { reader in newHashes.count { !reader.rows(withKeyHash: $0).isEmpty } } ?? 0)
        let isMerged = base == nil || isWholeRegister || kept.count + last.count > max(mergeThreshold, (base?.file.header.rowCount ?? 0) / 10)
        if isWholeRegister, let base { removed = max(0, replaced.count - (delta.map { Self.replaced($0).count } ?? 0) - min(replacedCount, base.file.header.rowCount)) }
        let writer = try NameIndexWriter(isMerged ? path : NameIndex.deltaPath(path), vocabulary: vocabulary)
        if isMerged, let base {
            var next = 0
            for number in 0..<base.file.header.rowCount {
                if next < replaced.count, Int(replaced[next]) == number {
                    next += 1
                    continue
                }
                guard let (row, batch) = base.row(number) else { continue }
                try writer.add(row, batch: renumbered(batch))
            }
        }
        if let delta {
            for number in kept {
                guard let (row, batch) = delta.row(number) else { continue }
                try writer.add(row, batch: renumbered(batch))
            }
        }
        // Before anything is written for good: a damaged page would otherwise be left out in silence.
        try base?.requireIntact()
        try delta?.requireIntact()
        for row in last {
            let end = row.end
            let (decoded, _) = RowCodec.decode(UnsafeRawBufferPointer(rebasing: staged.bytes[row.start..<end]))
            try writer.add(decoded, batch: batches.count - 1)
        }
        if isMerged {
            _ = try writer.finish(batches: batches, isDelta: false, parent: base?.file.header.id ?? 0)
            unlink(NameIndex.deltaPath(path))
        } else {
            _ = try writer.finish(batches: batches, isDelta: true, parent: base?.file.header.id ?? 0, replaced: replaced)
        }
        return Outcome(added: last.count - replacedCount, replaced: replacedCount, removed: removed, isMerged: isMerged)
    }

    private struct FinalRow {
        var hash: UInt64
        var start: Int
        var end: Int
    }

    /// Of rows with one key the one that came last, in the order of the file.
    private func lastOfEachKey() -> [FinalRow] {
        var order = Array(rows.indices)
        order.sort { (rows[$0].hash, $0) < (rows[$1].hash, $1) }
        var isLast = [Bool](repeating: true, count: rows.count)
        for (a, b) in zip(order, order.dropFirst()) where rows[a].hash == rows[b].hash { isLast[a] = false }
        var result: [FinalRow] = []
        for index in rows.indices where isLast[index] {
            result.append(
                FinalRow(hash: rows[index].hash, start: rows[index].start, end: index + 1 < rows.count ? rows[index + 1].start : staged.count))
        }
        return result
    }

    private static func replaced(_ delta: IndexReader) -> [UInt32] {
        (0..<delta.count(.replaced) / 4).map {
            UInt32(littleEndian: delta.bytes(.replaced, $0 * 4, 4).loadUnaligned(as: UInt32.self))
        }
    }

    /// The delta's rows that the import does not replace.
    private static func keptRows(_ delta: IndexReader, _ hashes: [UInt64], without register: RegisterKind?) -> [Int] {
        var replaced: Set<Int> = []
        for hash in hashes { replaced.formUnion(delta.rows(withKeyHash: hash)) }
        return (0..<delta.file.header.rowCount).filter { number in
            guard !replaced.contains(number) else { return false }
            guard let register else { return true }
            return delta.row(number).map { $0.row.register != register } ?? true
        }
    }

    private static func renumbering(_ old: [RegisterBatch], _ new: [RegisterBatch]) -> (Int) -> Int {
        let map = old.map { new.firstIndex(of: $0) ?? 0 }
        return { map.indices.contains($0) ? map[$0] : 0 }
    }
}
