/// How much a finding weighs.
public enum Severity: String, Sendable, Codable, CaseIterable, Comparable {
    /// Informs.
    case notice
    /// Needs a decision.
    case warning
    /// Stops a launch.
    case error

    private var rank: Int {
        switch self {
        case .notice: 0
        case .warning: 1
        case .error: 2
        }
    }

    public static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }
}
