import KaipanArchive

/// A comparison of a conversation with a script, and the record that keeps it.
public struct SealedAdherence: Sendable {
    public var record: RecordID
    public var conversation: RecordID
    public var script: RecordID
    public var report: AdherenceReport
}
