import KaipanText

/// How an XML vocabulary is to be read: which elements and attributes are text, and what each is.
///
/// Paths are the subset of XPath that can be decided while streaming: `/a/b`, `//a`, `a/@b`, `*`, and `|` between
/// alternatives.
public struct XMLMapping: Sendable, Equatable {
    /// Elements or attributes whose text is a block of its own. Empty: every element that holds text directly.
    public var blocks: [String] = []
    /// Elements or attributes that hold the document's title.
    public var titles: [String] = []
    /// Elements or attributes that name who speaks; they hold for the utterance around or behind them.
    public var speakers: [String] = []
    /// Elements or attributes that hold the time of an utterance.
    public var times: [String] = []
    /// Elements or attributes that are form fields: blocks of the role `field`, by name.
    public var fields: [String: String] = [:]
    /// Elements inside a block that do not interrupt its text.
    public var inline: [String] = []
    /// Elements and attributes that are not text.
    public var skip: [String] = []
    /// Speakers' names and labels, and on whose side they stand.
    public var roles: [String: Speaker] = [:]

    public init() {}
}
