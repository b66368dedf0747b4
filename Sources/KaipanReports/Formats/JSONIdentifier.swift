import Foundation

/// An identifier that is given back as it came: any JSON value.
enum JSONIdentifier: Codable, Sendable {
    case string(String)
    case integer(Int)
    /// Holds 38 digits, so that long numbers come back whole.
    case number(Decimal)
    case boolean(Bool)
    case array([JSONIdentifier])
    case object([String: JSONIdentifier])
    case null

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let text = try? container.decode(String.self) {
            self = .string(text)
        } else if let truth = try? container.decode(Bool.self) {
            self = .boolean(truth)
        } else if let integer = try? container.decode(Int.self) {
            self = .integer(integer)
        } else if let number = try? container.decode(Decimal.self) {
            self = .number(number)
        } else if let array = try? container.decode([JSONIdentifier].self) {
            self = .array(array)
        } else {
            self = .object(try container.decode([String: JSONIdentifier].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .string(let text): try container.encode(text)
        case .integer(let integer): try container.encode(integer)
        case .number(let number): try container.encode(number)
        case .boolean(let truth): try container.encode(truth)
        case .array(let array): try container.encode(array)
        case .object(let object): try container.encode(object)
        case .null: try container.encodeNil()
        }
    }
}
