import KaipanText

/// Words that a rule takes out of a talk or a document instead of complaining about them: a promise, or what takes one back.
public struct PromiseCheck: Sendable, Codable {
    /// What the words do.
    public enum Sense: String, Sendable, Codable, CaseIterable {
        /// They promise.
        case promise
        /// They say that it is not promised: 不承诺入学.
        case denial
        /// They put something else in the promise's place: 以教育部门公布为准, 广告仅为要约邀请.
        case exclusion
    }

    /// A kind of number, or a date, that a promise may state.
    public enum Quantity: String, Sendable, Codable, CaseIterable {
        case length, area, money, rate, duration, count, discount, date
    }

    /// Which way a number hurts the buyer when it moves.
    public enum Direction: String, Sendable, Codable, CaseIterable {
        case more, less
    }

    public var sense: Sense
    /// What it is about; nil for an exclusion of whatever was said.
    public var topic: PromiseTopic?
    /// What of the topic: `admission`, `walking-time`; two claims are compared by it. Nil for all of the topic.
    public var attribute: String?
    public var items: [PatternItem]
    /// The numbers that it takes, the most telling one first.
    public var quantities: [Quantity]
    /// Nil where no number says what is better.
    public var worse: Direction?

    /// The check in the words of the rule format, without its patterns.
    public var words: String {
        var parts = ["\(sense.rawValue): \(topic?.rawValue ?? "any")"]
        if let attribute { parts.append(attribute) }
        if !quantities.isEmpty { parts.append("takes " + quantities.map(\.rawValue).joined(separator: " | ")) }
        if let worse { parts.append("worse: \(worse.rawValue)") }
        return parts.joined(separator: ", ")
    }
}
