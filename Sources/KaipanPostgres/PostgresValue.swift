/// A parameter of a statement, sent with its type, so that the statement needs no cast.
package enum PostgresValue: Sendable, Hashable {
    /// The statement must show the type by how it uses the parameter: `insert into t (a) values ($1)` does, `$1 is null` does not.
    case null
    /// `int8`
    case integer(Int64)
    /// `text`; the server refuses a NUL in it.
    case text(String)
    /// `bytea`
    case bytes([UInt8])
    /// `int8[]`
    case integers([Int64])
    /// `int4[]` from bit patterns.
    case shortIntegers([UInt32])
    /// `text[]`
    case texts([String])
    /// `bytea[]`
    case byteArrays([[UInt8]])

    /// The number by which PostgreSQL knows the type; 0 where the server finds it out.
    var type: UInt32 {
        switch self {
        case .null: 0
        case .integer: PostgresType.int8
        case .text: PostgresType.text
        case .bytes: PostgresType.bytea
        case .integers: PostgresType.int8Array
        case .shortIntegers: PostgresType.int4Array
        case .texts: PostgresType.textArray
        case .byteArrays: PostgresType.byteaArray
        }
    }

    /// Appends the value in the binary format of its type; nothing for null.
    func append(to bytes: inout [UInt8]) {
        switch self {
        case .null: break
        case .integer(let value): PostgresBinary.append(value, to: &bytes)
        case .text(let text): bytes.append(contentsOf: text.utf8)
        case .bytes(let value): bytes.append(contentsOf: value)
        case .integers(let values): PostgresBinary.append(array: values, of: PostgresType.int8, to: &bytes)
        case .shortIntegers(let values): PostgresBinary.append(array: values, of: PostgresType.int4, to: &bytes)
        case .texts(let values): PostgresBinary.append(array: values.map(\.utf8), of: PostgresType.text, to: &bytes)
        case .byteArrays(let values): PostgresBinary.append(array: values, of: PostgresType.bytea, to: &bytes)
        }
    }
}
