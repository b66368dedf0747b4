import KaipanArchive
import KaipanText

/// A complaint with what was done about it; nothing of it is content.
public struct ComplaintCase: Sendable, Hashable {
    /// A step that was done.
    public struct Done: Sendable, Hashable {
        public var step: ComplaintStep
        public var time: Timestamp
        public var member: RecordID?

        public init(step: ComplaintStep, time: Timestamp, member: RecordID? = nil) {
            self.step = step
            self.time = time
            self.member = member
        }
    }

    /// Money that was agreed on.
    public struct Settlement: Sendable, Hashable {
        /// In yuan.
        public var amount: Int64
        public var time: Timestamp
        public var member: RecordID?

        public init(amount: Int64, time: Timestamp, member: RecordID? = nil) {
            self.amount = amount
            self.time = time
            self.member = member
        }
    }

    public var id: RecordID
    public var received: Timestamp
    public var opened: Timestamp
    public var closed: Timestamp?
    public var grade: ComplaintGrade
    public var cause: ComplaintCause
    public var channel: ComplaintChannel?
    /// What the customer asks for, in yuan; nil where no sum was named.
    public var claimed: Int64?
    public var steps: [Done]
    public var settlements: [Settlement]
    /// The points of the plan for major complaints that are done.
    public var planned: [String: Timestamp]

    public init(
        id: RecordID, received: Timestamp, opened: Timestamp? = nil, closed: Timestamp? = nil, grade: ComplaintGrade = .general,
        cause: ComplaintCause = .other, channel: ComplaintChannel? = nil, claimed: Int64? = nil, steps: [Done] = [],
        settlements: [Settlement] = [], planned: [String: Timestamp] = [:]
    ) {
        self.id = id
        self.received = received
        self.opened = opened ?? received
        self.closed = closed
        self.grade = grade
        self.cause = cause
        self.channel = channel
        self.claimed = claimed
        self.steps = steps
        self.settlements = settlements
        self.planned = planned
    }

    /// When a step was done first.
    public func time(of step: ComplaintStep) -> Timestamp? { steps.filter { $0.step == step }.map(\.time).min() }

    /// The first step that was not done; nil where all were.
    public var next: ComplaintStep? { ComplaintStep.allCases.first { time(of: $0) == nil } }

    /// All settlements together, in yuan.
    public var settled: Int64 { settlements.reduce(0) { $0 + $1.amount } }

    /// Checks that a step may be done now: the next one, or one that was done and is done again.
    /// - Throws: `ComplaintError.notYet` with the step that comes before.
    public func check(_ step: ComplaintStep) throws(ComplaintError) {
        guard let next, next.place < step.place else { return }
        throw .notYet(step: step, before: next)
    }

    /// Checks that something may have been done at a time.
    /// - Throws: `ComplaintError.beforeReceipt`.
    func check(at time: Timestamp) throws(ComplaintError) {
        guard time >= received else { throw .beforeReceipt(at: time, received: received) }
    }

    /// Checks that somebody may settle an amount.
    ///
    /// What was settled before counts, so that a sum above the tier is not reached in parts.
    /// - Throws: `ComplaintError.aboveAuthority` with who may.
    /// - Returns: up to where the roles may settle.
    public func check(settling amount: Int64, by roles: [MemberRole], _ policy: ComplaintPolicy) throws(ComplaintError) -> Int64 {
        guard amount > 0 else { throw .amount(amount) }
        let (total, overflow) = settled.addingReportingOverflow(amount)
        guard !overflow, let limit = policy.limit(of: roles), total <= limit else {
            throw .aboveAuthority(
                amount: amount, settled: settled, limit: policy.limit(of: roles), may: policy.roles(for: overflow ? .max : total),
                highest: policy.authority.last?.limit)
        }
        return limit
    }
}
