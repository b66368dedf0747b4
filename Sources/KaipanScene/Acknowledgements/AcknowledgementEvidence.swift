import KaipanText

/// What there is of one acknowledgement of a disclosure.
public struct AcknowledgementEvidence: Sendable, Hashable {
    public var mark: AcknowledgementMark
    /// The marked page, or the record of it.
    public var page: Citation?
    /// What the seller said of the disclosure.
    public var explained: [Passage]
    /// Where it was read aloud; empty where it was not, or where nobody knows.
    public var readAloud: [Citation]
    /// Whether somebody stated that it was read aloud, without a passage to show.
    public var isReadAloudStated: Bool
    /// What the buyer answered.
    public var answered: [Passage]
    /// What the buyer wrote by hand, or is said to have answered; nil where nothing is kept.
    public var words: String?
    /// The clause as it is written, by which an answer is known to be about it; empty where nobody knows.
    public var clause: [String]
    /// What the buyer said right after the clause was said, where no answer is recorded.
    public var replies: [Passage]

    public init(
        mark: AcknowledgementMark, page: Citation? = nil, explained: [Passage] = [], readAloud: [Citation] = [], isReadAloudStated: Bool = false,
        answered: [Passage] = [], words: String? = nil, clause: [String] = [], replies: [Passage] = []
    ) {
        self.mark = mark
        self.page = page
        self.explained = explained
        self.readAloud = readAloud
        self.isReadAloudStated = isReadAloudStated
        self.answered = answered
        self.words = words
        self.clause = clause
        self.replies = replies
    }

    /// The evidence that an `acknowledgement` record names, with the passages of its conversation.
    ///
    /// - Parameters:
    ///   - marked: the record's field: none, tick, signature or handwriting; anything else counts as none.
    ///   - explained: numbers of utterances, as `explained_from` and `explained_to` give them; nil where they are not there.
    ///   - answer: the same of `answer_from` and `answer_to`.
    ///   - readAloud: the record's field.
    ///   - words: the content's field.
    ///   - passages: the conversation's, each found by its source's part, the number of the utterance.
    public init(
        marked: String, explained: ClosedRange<Int64>?, answer: ClosedRange<Int64>?, readAloud: Bool, words: String?, passages: [Passage],
        page: Citation? = nil
    ) {
        func within(_ range: ClosedRange<Int64>?) -> [Passage] {
            guard let range else { return [] }
            return passages.filter { passage in passage.source.part.flatMap { Int64($0) }.map(range.contains) ?? false }
        }
        let heard = within(explained)
        self.init(
            mark: AcknowledgementMark(rawValue: marked) ?? .none, page: page, explained: heard.filter { $0.role != .customer },
            readAloud: readAloud ? heard.filter { $0.role != .customer }.map { Citation($0) } : [], isReadAloudStated: readAloud,
            answered: within(answer).filter { $0.role != .seller }, words: words)
    }
}
