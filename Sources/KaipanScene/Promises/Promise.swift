import KaipanRules
import KaipanText

/// Words that promise something, or that take a promise back, at their place.
public struct Promise: Sendable, Hashable {
    /// The same for the same words at the same place under the same rule: 32 hexadecimal digits.
    public var id: String
    public var sense: PromiseCheck.Sense
    /// Nil for an exclusion of whatever was said.
    public var topic: PromiseTopic?
    public var claim: Claim
    public var specificity: Specificity
    /// The words that promise, with the name, the number and the date that belong to them.
    public var citation: Citation
    /// The sentence that they stand in.
    public var context: Citation
    public var role: Passage.Role
    /// The home that the words name, such as 3栋2单元1201.
    public var unit: String?
    /// The rule's identifier.
    public var rule: String
    /// Which way the number hurts the buyer.
    public var worse: PromiseCheck.Direction?
    /// Whether it lies within the planned development, as far as topic and words tell.
    public var insideDevelopment: Bool?

    /// A line for people: topic, subject, number and date.
    public func summary(in language: Language) -> String {
        // What the seller calls it is quoted among English words.
        let subject = language == .chinese || claim.subject.utf8.allSatisfy { $0 < 0x80 } ? claim.subject : "“\(claim.subject)”"
        let parts = [topic?.title[language], subject, claim.value?.text[language], claim.date?.description].compactMap(\.self)
        return parts.enumerated().filter { $0.offset == 0 || parts[0] != $0.element }.map(\.element).joined(separator: language == .chinese ? "，" : ", ")
    }
}
