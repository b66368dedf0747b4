import KaipanTestSupport
import Testing

/// The databases that an archive can stand in; whatever holds of one must hold of the other.
enum StoreEngine: String, CaseIterable, CustomTestStringConvertible {
    case sqlite, postgres

    var testDescription: String { rawValue }

    /// Those that there are on this machine; in continuous integration all must be.
    static var here: [StoreEngine] { PostgresServer.isWanted ? allCases : [.sqlite] }
}
