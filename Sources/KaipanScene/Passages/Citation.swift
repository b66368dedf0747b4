import KaipanText

/// The exact words that a statement rests on.
public struct Citation: Sendable, Hashable {
    public var source: SourceReference
    /// Of the source's text, in Unicode scalars, half open.
    public var characters: Range<Int>
    public var text: String
    /// By the source's clock.
    public var time: Timestamp?
    /// Since the recording began, in milliseconds.
    public var start: Int64?

    public init(source: SourceReference, characters: Range<Int>, text: String, time: Timestamp? = nil, start: Int64? = nil) {
        self.source = source
        self.characters = characters
        self.text = text
        self.time = time
        self.start = start
    }

    /// Cites a range of a passage.
    ///
    /// - Parameter characters: in Unicode scalars of the passage's text; cut to its length.
    public init(_ passage: Passage, _ characters: Range<Int>? = nil) {
        let scalars = Array(passage.text.unicodeScalars)
        let range = (characters ?? 0..<scalars.count).clamped(to: 0..<scalars.count)
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars[range])
        self.init(source: passage.source, characters: range, text: String(text), time: passage.time, start: passage.start)
    }
}
