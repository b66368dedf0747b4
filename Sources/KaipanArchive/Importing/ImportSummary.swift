import KaipanLog
import KaipanText

/// What the import of one file brought into the archive.
public struct ImportSummary: Sendable, Hashable {
    public var format: ImportFormat
    public var conversations: [RecordID] = []
    public var utterances = 0
    /// Utterances that an earlier file had brought already.
    public var known = 0
    public var media = 0
    public var gaps = 0
    /// Findings of the rules in the seller's words, by severity.
    public var findings: [String: Int] = [:]
    public var warnings: [ImportWarning] = []
    /// Whether the same bytes had been imported before; then nothing was added.
    public var repeated = false
    public var positions: Range<Int64>
}
