/// Who speaks in a conversation; a customer's words never count as the company's.
public enum Speaker: String, Sendable, CaseIterable, Codable {
    case seller
    case customer
}
