import KaipanText

/// By when a step must be done, counted from when the complaint was received.
public struct ComplaintClock: Sendable, Hashable {
    public var name: LocalizedText
    public var step: ComplaintStep
    /// In milliseconds.
    public var limit: Int64
    /// Only for complaints of these grades; nil for all.
    public var grades: Set<ComplaintGrade>?

    public init(name: LocalizedText, step: ComplaintStep, minutes: Int, grades: Set<ComplaintGrade>? = nil) {
        self.name = name
        self.step = step
        limit = Int64(minutes) * 60_000
        self.grades = grades
    }

    /// How a clock stands.
    public struct Reading: Sendable, Hashable {
        public var clock: ComplaintClock
        public var due: Timestamp
        /// When the step was done; nil where it was not.
        public var done: Timestamp?
        /// By how much it was, or is, too late, in milliseconds; nil where it is in time.
        public var overdue: Int64?

        /// Whether it runs out now, with nobody having done anything.
        public var isOpenAndOverdue: Bool { done == nil && overdue != nil }
    }

    /// How the clock of a complaint stands at a moment; nil where it does not run for its grade.
    public func reading(of complaint: ComplaintCase, at now: Timestamp) -> Reading? {
        if let grades, !grades.contains(complaint.grade) { return nil }
        let due = complaint.received.advanced(by: limit)
        let done = complaint.time(of: step)
        // Nobody goes on waiting for what a closed complaint left out.
        let until = done ?? complaint.closed ?? now
        return Reading(clock: self, due: due, done: done, overdue: until > due ? until.milliseconds - due.milliseconds : nil)
    }
}
