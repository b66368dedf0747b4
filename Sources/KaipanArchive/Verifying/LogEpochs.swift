import KaipanLog
import KaipanText

/// The epochs of a log, as its entries name them: each but the first begins with an entry that says what was lost before it.
struct LogEpochs {
    private struct Epoch {
        var number: Int64
        /// Entries before its first one.
        var size: Int64
        /// The highest checkpoint that was known when it began.
        var seen: Int64
        var seenEpoch: Int64
        var root: String?
    }

    /// What a checkpoint outside of the database is beside the log.
    enum Standing {
        /// Its entries are those of the log.
        case kept
        /// An epoch began without its last entries, and says so.
        case lost
        /// It is ahead of the log, and no entry says why.
        case unexplained
    }

    private var all = [Epoch(number: 1, size: 0, seen: 0, seenEpoch: 0)]

    /// The last epoch's number.
    var current: Int64 { all[all.count - 1].number }

    /// The number of each, in their order.
    var numbers: [Int64] { all.map(\.number) }

    /// Takes the first entry of an epoch.
    ///
    /// - Parameters:
    ///   - position: of the entry in the log, from 0.
    ///   - key: that its checkpoints have to be signed with, by its number.
    /// - Returns: what is wrong with the entry.
    mutating func begin(_ leaf: Leaf, at position: Int64, key: (Int64) throws -> NoteVerifierKey) rethrows -> LocalizedText? {
        guard let number = leaf.data["epoch"]?.integer, let previous = leaf.data["previous"]?.integer, let size = leaf.data["size"]?.integer,
            let seen = leaf.data["seen"]?.integer, let seenEpoch = leaf.data["seen_epoch"]?.integer, number > 0
        else { return Damage.malformed("epoch, previous, size, seen, seen_epoch") }
        guard previous == current, number > previous, number > seenEpoch else { return LocalizedText(zh: "第 \(number) 代不能接在第 \(current) 代之后", en: "epoch \(number) after \(current)") }
        guard size == position else { return LocalizedText(zh: "size 为 \(size)，应为 \(position)", en: "size \(size), \(position) expected") }
        guard seenEpoch > previous || seenEpoch == previous && seen > size else { return LocalizedText(zh: "并没有缺失什么", en: "nothing was lost") }
        all.append(Epoch(number: number, size: size, seen: seen, seenEpoch: seenEpoch, root: leaf.data["root"]?.string))
        return try leaf.data["log_key"]?.string == key(number).vkey ? nil : Damage.differs("log_key")
    }

    /// The epoch in which a checkpoint over so many entries was signed.
    func number(ofSize size: Int64) -> Int64 { all.last { $0.size < size }?.number ?? 1 }

    /// - Parameters:
    ///   - epoch: that signed the checkpoint.
    ///   - size: how many entries it covers.
    ///   - root: of their tree.
    func standing(epoch: Int64, size: Int64, root: LogHash) -> Standing {
        let next: Epoch?
        if let place = all.firstIndex(where: { $0.number == epoch }) {
            next = place + 1 < all.count ? all[place + 1] : nil
            if size <= next?.size ?? .max { return size > all[place].size ? .kept : .unexplained }
        } else {
            next = all.first { $0.number > epoch }
        }
        guard let next, next.seenEpoch > epoch || next.seenEpoch == epoch && size <= next.seen else { return .unexplained }
        // The highest one is named with its root.
        if next.seenEpoch == epoch, next.seen == size, next.root != root.hex { return .unexplained }
        return .lost
    }
}
