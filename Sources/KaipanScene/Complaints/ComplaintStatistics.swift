import KaipanText

/// Complaints counted: by cause and grade, how fast their steps were, and what they cost.
public struct ComplaintStatistics: Sendable, Hashable {
    /// The complaints of one cause.
    public struct Cause: Sendable, Hashable {
        public var cause: ComplaintCause
        public var grades: [ComplaintGrade: Int]
        public var open: Int
        /// In yuan; of the complaints that named a sum.
        public var claimed: Int64
        /// In yuan.
        public var settled: Int64

        public var count: Int { grades.values.reduce(0, +) }
    }

    /// How long complaints took from being received to a step.
    public struct StepTime: Sendable, Hashable {
        public var step: ComplaintStep
        public var count: Int
        /// In milliseconds.
        public var median: Int64
        /// Nine in ten were as fast, in milliseconds.
        public var ninth: Int64
    }

    /// How a clock was kept.
    public struct ClockRecord: Sendable, Hashable {
        public var clock: ComplaintClock
        public var inTime: Int
        public var late: Int
        /// Not done, with time left.
        public var running: Int
        /// The worst delay, in milliseconds.
        public var worst: Int64

        /// How many in a hundred were in time, of those that were done or have run out; nil where all are still running.
        public var share: Int? {
            let decided = inTime + late
            return decided == 0 ? nil : inTime * 100 / decided
        }
    }

    public var from: Timestamp?
    public var to: Timestamp?
    public var count: Int
    public var open: Int
    /// Causes that there are, the most frequent first.
    public var causes: [Cause]
    /// Steps that were done, in their order.
    public var steps: [StepTime]
    public var clocks: [ClockRecord]
    public var claimed: Int64
    public var settled: Int64

    /// - Parameters:
    ///   - complaints: all of them; only those received from `from` until before `to` count.
    ///   - now: where running clocks stand.
    public init(_ complaints: [ComplaintCase], policy: ComplaintPolicy, from: Timestamp? = nil, to: Timestamp? = nil, at now: Timestamp) {
        let counted = complaints.filter { complaint in (from.map { $0 <= complaint.received } ?? true) && (to.map { complaint.received < $0 } ?? true) }
        self.from = from
        self.to = to
        count = counted.count
        open = counted.count { $0.closed == nil }
        claimed = counted.reduce(0) { $0 + ($1.claimed ?? 0) }
        settled = counted.reduce(0) { $0 + $1.settled }
        causes = ComplaintCause.allCases.compactMap { cause in
            let own = counted.filter { $0.cause == cause }
            guard !own.isEmpty else { return nil }
            return Cause(
                cause: cause, grades: Dictionary(own.map { ($0.grade, 1) }, uniquingKeysWith: +), open: own.count { $0.closed == nil },
                claimed: own.reduce(0) { $0 + ($1.claimed ?? 0) }, settled: own.reduce(0) { $0 + $1.settled })
        }.enumerated().sorted { $0.element.count != $1.element.count ? $0.element.count > $1.element.count : $0.offset < $1.offset }.map(\.element)
        steps = ComplaintStep.allCases.compactMap { step in
            let times = counted.compactMap { complaint in complaint.time(of: step).map { max(0, $0.milliseconds - complaint.received.milliseconds) } }.sorted()
            guard !times.isEmpty else { return nil }
            return StepTime(step: step, count: times.count, median: Self.rank(times, 50), ninth: Self.rank(times, 90))
        }
        clocks = policy.clocks.map { clock in
            var record = ClockRecord(clock: clock, inTime: 0, late: 0, running: 0, worst: 0)
            for reading in counted.compactMap({ clock.reading(of: $0, at: now) }) {
                if let overdue = reading.overdue {
                    record.late += 1
                    record.worst = max(record.worst, overdue)
                } else if reading.done == nil {
                    record.running += 1
                } else {
                    record.inTime += 1
                }
            }
            return record
        }
    }

    /// The smallest value that a share of the values is not above (nearest rank).
    static func rank(_ sorted: [Int64], _ percent: Int) -> Int64 {
        sorted[max(0, (sorted.count * percent + 99) / 100 - 1)]
    }
}
