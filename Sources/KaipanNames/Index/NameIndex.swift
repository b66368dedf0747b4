import Foundation
import KaipanText

/// The registers as one file to search, with a small one beside it for what came since.
public struct NameIndex: Sendable {
    let base: IndexFile
    let delta: IndexFile?
    public let vocabulary: NameVocabulary

    /// Opens an index.
    /// - Parameters:
    ///   - path: the index file; its delta stands beside it under the same name with `.delta`.
    /// - Complexity: O(1) but for the list of checksums, 4 bytes a page of 4096.
    public init(contentsOf path: String, vocabulary: NameVocabulary = NameVocabulary()) throws(NameIndexError) {
        self.vocabulary = vocabulary
        base = try IndexFile(path)
        let place = Self.deltaPath(path)
        guard FileManager.default.fileExists(atPath: place) else {
            delta = nil
            return
        }
        let delta = try IndexFile(place)
        if delta.header.parent == base.header.id {
            self.delta = delta
        } else if delta.header.parent == base.header.parent, base.header.parent != 0 {
            // The base was merged with this delta, and the program ended before it was removed.
            self.delta = nil
        } else {
            throw .strangeDelta(path: place)
        }
    }

    static func deltaPath(_ path: String) -> String { path + ".delta" }

    /// The batches in the index, in the order of their import.
    public func batches() throws(NameIndexError) -> [RegisterBatch] {
        let reader = IndexReader(delta ?? base)
        let batches = reader.batches
        try reader.requireIntact()
        return batches
    }

    /// The rows in the index, without those that the delta replaces.
    public var rowCount: Int {
        base.header.rowCount + (delta.map { $0.header.rowCount - $0.header.extents[IndexLayout.Section.replaced.rawValue].count / 4 } ?? 0)
    }

    /// The distinct cores, those of the delta counted apart.
    public var coreCount: Int { base.header.coreCount + (delta?.header.coreCount ?? 0) }

    /// Examines every page of both files.
    /// - Complexity: O(n) in their size.
    public func verify() throws(NameIndexError) {
        try base.verify()
        try delta?.verify()
    }
}
