/// An approved answer and how close its question is to the one that was asked.
public struct AnswerMatch: Sendable, Hashable {
    public var answer: ApprovedWords
    /// 0…1
    public var score: Double
}
