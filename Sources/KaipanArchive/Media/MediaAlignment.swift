import KaipanLog

/// How a recording lies beside the times of its conversation.
public struct MediaAlignment: Sendable, Hashable {
    /// When the recording begins, after the conversation does, in milliseconds; below 0 where it began earlier.
    public var offset: Int64
    /// Of the recording, in milliseconds; nil where it is not known.
    public var duration: Int64?

    public init(offset: Int64 = 0, duration: Int64? = nil) {
        self.offset = offset
        self.duration = duration
    }

    /// - Parameter data: of a media record; nil comes of one that says nothing of times.
    public init?(_ data: CanonicalObject) {
        guard let offset = data["offset_ms"]?.integer else { return nil }
        self.init(offset: offset, duration: data["duration_ms"]?.integer)
    }

    func write(to data: inout CanonicalObject) {
        data["offset_ms"] = .integer(offset)
        data["duration_ms"] = duration.map { .integer($0) }
    }

    /// Where in the recording a moment of the conversation is heard, in milliseconds; nil where it is not on it.
    ///
    /// - Parameter moment: since the conversation began, in milliseconds.
    public func place(of moment: Int64) -> Int64? {
        let (place, over) = moment.subtractingReportingOverflow(offset)
        guard !over, place >= 0, duration.map({ place < $0 }) ?? true else { return nil }
        return place
    }
}
