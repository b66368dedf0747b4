import KaipanText

/// Makes times without a day comparable with each other and, where a day is known, moments.
///
/// Whether `10:02` is two minutes past ten or ten minutes into a recording is told by the first time of the file: recordings begin
/// with speech within minutes, sales offices open after six.
struct TimeLine {
    enum Meaning: Equatable {
        /// Times count from the start of the recording.
        case recording
        /// Times are those of a clock on the wall.
        case clock
    }

    /// A time as the file places it.
    struct Placed {
        var moment: Timestamp?
        /// Milliseconds since the start of the recording, or since midnight of the first day.
        var offset: Int64?
    }

    /// Two parts up to this are minutes and seconds, in milliseconds.
    private static let firstWords: Int64 = 300_000

    private(set) var meaning: Meaning
    private let clockOffset: Int
    private var day: CivilDate?
    /// The last time of day and how many midnights have passed.
    private var last: Int64?
    private var midnights: Int64 = 0

    /// - Parameters:
    ///   - first: the first time of the file that names no day, or nil.
    ///   - day: the day of the first time, where it is known.
    ///   - offset: of the clock from UTC, in minutes.
    init(first: SpelledTime?, day: CivilDate?, offset: Int) {
        clockOffset = offset
        self.day = day
        switch first {
        case .two(let first, let second, _)?: meaning = first * 60_000 + second * 1000 > Self.firstWords ? .clock : .recording
        case .three(let value)?: meaning = value > 3_600_000 ? .clock : .recording
        case .ofDay?: meaning = .clock
        case .moment?, nil: meaning = .recording
        }
    }

    /// Says which day the times that follow belong to.
    mutating func turn(to day: CivilDate) {
        self.day = day
        meaning = .clock
        last = nil
        midnights = 0
    }

    mutating func place(_ time: SpelledTime) -> Placed {
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
