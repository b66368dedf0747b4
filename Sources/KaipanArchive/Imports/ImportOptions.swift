import KaipanDocuments
import KaipanText

/// What a caller knows about a file beyond its bytes.
public struct ImportOptions: Sendable {
    /// The format, where the caller forces one; otherwise the content decides.
    public var format: ImportFormat?
    /// The encoding of text that says none itself.
    public var encoding: TextEncoding?
    public var roles = RoleMapping()
    /// How an XML export is to be understood.
    public var mapping: XMLMapping?
    /// How the conversation was held, where the source does not say.
    public var medium: ConversationMedium?
    /// When the recording began, for sources that count from there.
    public var start: Timestamp?
    /// Of the clock that wrote times without a zone, from UTC, in minutes; China keeps 480 all year.
    public var clockOffset = 480
    /// What times without a day count from; nil: the first of them decides, which is a clock's from 6 o'clock on.
    public var times: TimeMeaning?
    /// How far times may run backwards before it is a gap, in milliseconds; 0 or more.
    ///
    /// Chat servers number messages in the order of arrival, which differs by seconds from the order of sending.
    public var clockTolerance: Int64 = 5000
    /// The longest silence that is no gap, in milliseconds; nil: no silence is one.
    public var longestSilence: Int64?
    public var doubt = DoubtThresholds()
    /// The largest file, in bytes.
    public var sizeLimit = 256 << 20
    /// The deepest nesting of JSON and markup.
    public var depthLimit = 256
    /// The most utterances of one file.
    public var utteranceLimit = 2_000_000

    public init() {}
}
