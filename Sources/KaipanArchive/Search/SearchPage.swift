/// Some results of a search, the newest recorded first.
public struct SearchPage: Sendable, Hashable {
    public var hits: [SearchHit]
    /// Where the next page begins; nil where there are no more results. The page after a full one may be empty.
    public var next: Int64?
    /// How many utterances were decrypted for it.
    public var scanned: Int
    /// How many might have matched, had they not been erased.
    public var erased: Int
    /// Utterances that might have matched but did not decrypt: `kaipan archive verify` says more.
    public var unreadable: [Int64]
    /// Whether the index had a part in it; without it a search is right but slow.
    public var usedIndex: Bool
    /// Blocks of 65,536 utterances whose part of the index is damaged, so that they were searched without it.
    public var damagedBlocks: [Int64]

    init() {
        hits = []
        scanned = 0
        erased = 0
        unreadable = []
        usedIndex = false
        damagedBlocks = []
    }
}
