/// The numbers by which PostgreSQL knows its types (`pg_type.oid`); those of built-in types never change.
enum PostgresType {
    static let bool: UInt32 = 16
    static let bytea: UInt32 = 17
    static let int8: UInt32 = 20
    static let int2: UInt32 = 21
    static let int4: UInt32 = 23
    static let text: UInt32 = 25
    static let oid: UInt32 = 26
    static let byteaArray: UInt32 = 1001
    static let int4Array: UInt32 = 1007
    static let textArray: UInt32 = 1009
    static let int8Array: UInt32 = 1016
    static let varchar: UInt32 = 1043
    static let name: UInt32 = 19
    static let unknown: UInt32 = 705
}
