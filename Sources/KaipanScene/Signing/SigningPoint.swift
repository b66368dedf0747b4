/// Where a guided signing waits for the buyer, and where it goes on after an interruption.
public enum SigningPoint: Sendable, Hashable {
    /// The clause is presented; its number in the script, from 0.
    case acknowledgement(clause: Int)
    case ownWords(clause: Int, askedAgain: Bool)

    public var clause: Int {
        switch self {
        case .acknowledgement(let clause), .ownWords(let clause, _): clause
        }
    }
}
