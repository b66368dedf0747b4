/// What a step of a guided signing means for the record.
///
/// Utterances are numbers in the conversation, from 0.
public enum SigningEffect: Sendable, Hashable {
    case consented(utterance: Int)
    /// A clause was presented, with its documents.
    case presented(clause: Int, utterance: Int)
    /// - Parameters:
    ///   - explained: from the first utterance that presented the clause to the last one.
    ///   - confirmed: where the buyer said to have understood.
    ///   - answer: where the buyer's own words stand.
    ///   - judgement: whether they are any.
    case acknowledged(clause: Int, explained: ClosedRange<Int>, confirmed: Int, answer: Int, judgement: OwnWords)
    case objected(clause: Int, utterance: Int)
    /// A question that no approved answer is close enough to.
    case unanswered(utterance: Int)
    case ended(SigningEnding)
}
