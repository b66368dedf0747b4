/// A value that goes into a statement or comes out of a row.
public enum SQLValue: Sendable, Hashable {
    case null
    case integer(Int64)
    case text(String)
    case bytes([UInt8])

    static func integer(_ value: Int) -> SQLValue { .integer(Int64(value)) }

    static func optional(_ value: Int64?) -> SQLValue { value.map(SQLValue.integer) ?? .null }

    static func optional(_ value: [UInt8]?) -> SQLValue { value.map(SQLValue.bytes) ?? .null }
}
