import KaipanLog
import KaipanText

/// An utterance that was proved.
public struct DisclosedUtterance: Sendable, Hashable {
    public var utterance: Utterance
    public var conversation: RecordID
    public var transcript: RecordID
    /// When the transcript was recorded, by the clock of the machine that did.
    public var recorded: Timestamp
    /// Of the transcript's entry in the log, from 0.
    public var position: Int64
    /// That the log and its witnesses signed.
    public var checkpoint: VerifiedCheckpoint
}
