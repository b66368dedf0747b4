import KaipanTimeStamps

/// What verifying a stored time stamp gave.
public struct TimeStampFinding: Sendable {
    public var stamp: StoredTimeStamp
    /// What it proves; `ArchiveError.damaged` where what was stamped is not there, `TimeStampError` where the token proves nothing.
    public var result: Result<TimeStampProof, any Error>

    public init(stamp: StoredTimeStamp, result: Result<TimeStampProof, any Error>) {
        self.stamp = stamp
        self.result = result
    }
}
