/// An entry that a search found, before it is compared in full.
public struct FoundRow: Sendable, Hashable {
    public var row: RegisterRow
    /// The name by which it was found, of those the entry has.
    public var name: String
    public var batch: RegisterBatch?
    /// The likeness of the cores, 0…1.
    public var score: Double
    /// How many entries of the index have the same core.
    public var sharing: Int

    public init(row: RegisterRow, name: String, batch: RegisterBatch?, score: Double, sharing: Int) {
        self.row = row
        self.name = name
        self.batch = batch
        self.score = score
        self.sharing = sharing
    }
}
