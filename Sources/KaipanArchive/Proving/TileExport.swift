/// What an export of tiles wrote.
public struct TileExport: Sendable, Hashable {
    /// How many entries the folder has now.
    public var size: Int64
    /// How many it had before.
    public var previous: Int64
    /// Tiles and bundles that were written.
    public var files: Int

    package init(size: Int64, previous: Int64, files: Int) {
        self.size = size
        self.previous = previous
        self.files = files
    }
}
