import KaipanArchive
import KaipanText

/// What a complaint is registered with.
public struct ComplaintProposal: Sendable, Hashable {
    /// What the customer says, as it was said.
    public var text: String
    public var received: Timestamp
    public var customer: RecordID?
    public var unit: RecordID?
    public var project: RecordID?
    public var channel: ComplaintChannel?
    public var grade: ComplaintGrade
    public var cause: ComplaintCause
    /// What is asked for, in yuan.
    public var claimed: Int64?

    public init(
        text: String, received: Timestamp, customer: RecordID? = nil, unit: RecordID? = nil, project: RecordID? = nil,
        channel: ComplaintChannel? = nil, grade: ComplaintGrade = .general, cause: ComplaintCause = .other, claimed: Int64? = nil
    ) {
        self.text = text
        self.received = received
        self.customer = customer
        self.unit = unit
        self.project = project
        self.channel = channel
        self.grade = grade
        self.cause = cause
        self.claimed = claimed
    }
}
