import Foundation

/// A JSON value of the profile that the log's entries are written in, with one spelling each.
///
/// The profile is RFC 8785 (JCS) restricted to what cannot be read in two ways: no fractions and no exponents, integers within
/// ±(2^53−1), keys of `a…z`, `0…9` and `_`, no key twice. The order of keys by UTF-16 that RFC 8785 asks for is then their order by
/// bytes. Text is kept as it is, never normalised.
public enum CanonicalJSON: Sendable {
    case null
    case bool(Bool)
    /// Within `integers`.
    case integer(Int64)
    case string(String)
    case array([CanonicalJSON])
    case object(CanonicalObject)

    /// The integers that every JSON reader keeps exactly, ±(2^53−1).
    public static let integers: ClosedRange<Int64> = -9_007_199_254_740_991...9_007_199_254_740_991

    /// How deep arrays and objects may stand within each other.
    public static let maximumDepth = 64

    /// Reads the canonical spelling of a value, and refuses every other bytes.
    ///
    /// - Parameter bytes: the whole text, without anything before or behind it.
    /// - Throws: `CanonicalJSONError` with the offset at which the bytes leave the profile or its spelling.
    /// - Complexity: O(n).
    public init(parsing bytes: some ContiguousBytes) throws(CanonicalJSONError) {
        let result = bytes.withUnsafeBytes { raw in
            raw.withMemoryRebound(to: UInt8.self) { bytes in
                Result { () throws(CanonicalJSONError) -> CanonicalJSON in
                    var reader = CanonicalReader(bytes)
                    return try reader.document()
                }
            }
        }
        self = try result.get()
    }

    /// The canonical spelling in UTF-8.
    ///
    /// - Throws: `CanonicalJSONError.integerOutOfRange`, `.key`, `.duplicateKey`, `.tooDeep`, with the offset in what had been written.
    /// - Complexity: O(n).
    public func serialized() throws(CanonicalJSONError) -> [UInt8] {
        var writer = CanonicalWriter()
        try writer.write(self, depth: 0)
        return writer.bytes
    }

    /// The member of an object; nil for other values and for keys that are not there.
    public subscript(key: String) -> CanonicalJSON? {
        guard case .object(let object) = self else { return nil }
        return object[key]
    }

    /// The text; nil for other values.
    public var string: String? {
        guard case .string(let string) = self else { return nil }
        return string
    }

    /// The integer; nil for other values.
    public var integer: Int64? {
        guard case .integer(let integer) = self else { return nil }
        return integer
    }

    /// The truth value; nil for other values.
    public var bool: Bool? {
        guard case .bool(let bool) = self else { return nil }
        return bool
    }

    /// The elements; nil for other values.
    public var array: [CanonicalJSON]? {
        guard case .array(let array) = self else { return nil }
        return array
    }

    /// The members; nil for other values.
    public var object: CanonicalObject? {
        guard case .object(let object) = self else { return nil }
        return object
    }

    /// Whether the value is null.
    public var isNull: Bool {
        guard case .null = self else { return false }
        return true
    }
}

extension CanonicalJSON: Hashable {
    // Texts compare by their bytes: Swift holds composed and decomposed letters to be equal, their spellings and hashes are not.
    public static func == (a: CanonicalJSON, b: CanonicalJSON) -> Bool {
        switch (a, b) {
        case (.null, .null): true
        case (.bool(let a), .bool(let b)): a == b
        case (.integer(let a), .integer(let b)): a == b
        case (.string(let a), .string(let b)): a.utf8.elementsEqual(b.utf8)
        case (.array(let a), .array(let b)): a == b
        case (.object(let a), .object(let b)): a == b
        default: false
        }
    }

    public func hash(into hasher: inout Hasher) {
        switch self {
        case .null: hasher.combine(0)
        case .bool(let bool): hasher.combine(bool)
        case .integer(let integer): hasher.combine(integer)
        case .string(let string): hasher.combine(string)
        case .array(let array): hasher.combine(array)
        case .object(let object): hasher.combine(object)
        }
    }
}

// Not by nil: `value["key"] == nil` would then ask for null.
extension CanonicalJSON: ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral, ExpressibleByStringLiteral, ExpressibleByArrayLiteral,
    ExpressibleByDictionaryLiteral
{
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(integerLiteral value: Int64) { self = .integer(value) }
    public init(stringLiteral value: String) { self = .string(value) }
    public init(arrayLiteral elements: CanonicalJSON...) { self = .array(elements) }
    /// - Precondition: no key stands twice.
    public init(dictionaryLiteral elements: (String, CanonicalJSON)...) { self = .object(CanonicalObject(elements)) }
}
