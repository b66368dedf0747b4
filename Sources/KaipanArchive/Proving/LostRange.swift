import KaipanLog

/// What an archive that was restored from an old backup does not have any more.
public struct LostRange: Sendable, Hashable {
    /// How many entries the database has.
    public var size: Int64
    /// The epoch that the database is in.
    public var epoch: Int64
    /// How many entries the highest checkpoint has that is known outside of the database.
    public var seen: Int64
    /// The epoch of that checkpoint.
    public var seenEpoch: Int64
    /// The root of that checkpoint.
    public var root: LogHash

    package init(size: Int64, epoch: Int64, seen: Int64, seenEpoch: Int64, root: LogHash) {
        self.size = size
        self.epoch = epoch
        self.seen = seen
        self.seenEpoch = seenEpoch
        self.root = root
    }

    /// The number that the next epoch gets.
    var next: Int64 { max(epoch, seenEpoch) + 1 }
}
