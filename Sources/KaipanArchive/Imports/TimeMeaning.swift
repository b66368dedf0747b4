/// What times without a day count from.
public enum TimeMeaning: String, Sendable, CaseIterable, Codable {
    /// From the start of the recording; two parts are minutes and seconds.
    case recording
    /// From midnight, as a clock on the wall does; two parts are hours and minutes.
    case clock
}
