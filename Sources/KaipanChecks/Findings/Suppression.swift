import KaipanRules
import KaipanText

/// A decision to leave a finding as it is.
public struct Suppression: Sendable, Hashable {
    /// Why; never empty where the suppression is in order.
    public var reason: String
    /// Who decided.
    public var by: String?
    /// The last day on which it holds; nil is open.
    public var until: CivilDate?
    /// Where it is written.
    public var origin: Origin
    public var file: String
    /// The line in that file, from 1.
    public var line: Int

    /// Where a suppression is written.
    public enum Origin: String, Sendable, Hashable {
        /// In a comment of the document.
        case document
        /// In the register of suppressions.
        case register
    }

    public init(reason: String, by: String?, until: CivilDate?, origin: Origin, file: String, line: Int) {
        self.reason = reason
        self.by = by
        self.until = until
        self.origin = origin
        self.file = file
        self.line = line
    }
}
