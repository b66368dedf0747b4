import KaipanText

/// Makes times without a day comparable with each other and, where a day is known, moments.
package struct TimeLine {
    /// The hours in which people talk about flats.
    private static let openHours: ClosedRange<Int64> = 6...23

    /// A time as the file places it.
    package struct Placed {
        package var moment: Timestamp?
        /// Milliseconds since the start of the recording, or since midnight of the first day.
        var offset: Int64?
    }

    private(set) var meaning: TimeMeaning
    private let clockOffset: Int
    private var day: CivilDate?
    /// The last time of day and how many midnights have passed.
    private var last: Int64?
    private var midnights: Int64 = 0

    /// - Parameters:
    ///   - first: the first time of the file that names no day, or nil.
    ///   - day: the day of the first time, where it is known.
    package init(first: SpelledTime?, day: CivilDate?, options: ImportOptions) {
        clockOffset = options.clockOffset
        self.day = day
        meaning = options.times ?? Self.meaning(of: first)
    }

    /// Whether `10:02` is two minutes past ten or ten minutes into a recording: recordings begin with speech within minutes.
    private static func meaning(of first: SpelledTime?) -> TimeMeaning {
        switch first {
        case .two(let hour, _, _)?: openHours.contains(hour) ? .clock : .recording
        case .three(let value)?: openHours.contains(value / 3_600_000) ? .clock : .recording
        case .ofDay?: .clock
        case .moment?, nil: .recording
        }
    }

    /// Says which day the times that follow belong to.
    mutating func turn(to day: CivilDate) {
        self.day = day
        meaning = .clock
        last = nil
        midnights = 0
    }

    package mutating func place(_ time: SpelledTime) -> Placed {
        let value: Int64
        switch time {
        case .moment(let moment):
            // Times behind it that name no day belong to the same.
            turn(to: CivilDate(daysSince1970: Self.day(of: moment, offset: clockOffset)))
            return Placed(moment: moment)
        case .two(let first, let second, let milliseconds):
            value = meaning == .clock ? first * 3_600_000 + second * 60_000 : first * 60_000 + second * 1000 + milliseconds
        case .three(let milliseconds), .ofDay(let milliseconds): value = milliseconds
        }
        guard meaning == .clock else { return Placed(offset: value) }
        // A time that falls back by more than half a day is past midnight.
        if let last, last - value > 43_200_000 { midnights += 1 }
        last = value
        let total = value + midnights * 86_400_000
        guard let day else { return Placed(offset: total) }
        let midnight = Int64(day.daysSince1970) * 86_400_000 - Int64(clockOffset) * 60_000
        return Placed(moment: Timestamp(milliseconds: midnight + total), offset: total)
    }

    private static func day(of moment: Timestamp, offset: Int) -> Int {
        let local = moment.milliseconds + Int64(offset) * 60_000
        return Int(local >= 0 ? local / 86_400_000 : -((-local + 86_399_999) / 86_400_000))
    }
}
