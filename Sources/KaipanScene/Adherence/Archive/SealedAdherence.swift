import KaipanArchive

/// A comparison of a conversation with a script, and the record that keeps it.
public struct SealedAdherence: Sendable {
    public var record: RecordID
    public var conversation: RecordID
    public var script: RecordID
    public var report: AdherenceReport
    /// The places in the log of the transcripts that were read, in the conversation's order.
    public var transcripts: [Int64]
    /// The place of the transcript that has each utterance, by the utterance's number.
    public var places: [Int: Int64]
    /// Whether the archive had the script only after some of what is held against it was said.
    public var isLate = false
}
