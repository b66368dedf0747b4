import KaipanLog
import KaipanText

/// One fact of a record: what it may be.
public struct RecordField: Sendable, Hashable {
    /// What a fact is made of.
    public indirect enum Kind: Sendable, Hashable {
        case text
        case integer(ClosedRange<Int64>)
        case bool
        /// `2026-03-01T08:30:00.000Z`
        case time
        case choice([String])
        /// A record's id.
        case id
        case list(Kind)
        case object([RecordField])
    }

    public var name: String
    public var kind: Kind
    public var isRequired: Bool

    init(_ name: String, _ kind: Kind, required: Bool = false) {
        self.name = name
        self.kind = kind
        isRequired = required
    }

    /// Whether a value is of the kind; nil where it is, else what was expected.
    static func mismatch(_ value: CanonicalJSON, _ kind: Kind, at path: String) -> (path: String, expected: String)? {
        switch (kind, value) {
        case (.text, .string), (.bool, .bool): return nil
        case (.integer(let range), .integer(let number)): return range.contains(number) ? nil : (path, "\(range.lowerBound)…\(range.upperBound)")
        case (.time, .string(let text)): return Timestamp(text) != nil ? nil : (path, "YYYY-MM-DDTHH:MM:SS.mmmZ")
        case (.choice(let words), .string(let text)): return words.contains(text) ? nil : (path, words.joined(separator: " | "))
        case (.id, .string(let text)): return RecordID(text) != nil ? nil : (path, "ULID")
        case (.list(let kind), .array(let values)):
            return values.enumerated().lazy.compactMap { mismatch($1, kind, at: "\(path)[\($0)]") }.first
        case (.object(let fields), .object(let object)): return mismatch(object, fields, at: path)
        case (.text, _): return (path, "text")
        case (.integer, _): return (path, "integer")
        case (.bool, _): return (path, "true | false")
        case (.time, _): return (path, "YYYY-MM-DDTHH:MM:SS.mmmZ")
        case (.choice(let words), _): return (path, words.joined(separator: " | "))
        case (.id, _): return (path, "ULID")
        case (.list, _): return (path, "[…]")
        case (.object, _): return (path, "{…}")
        }
    }

    /// What is wrong with the members of an object; nil where nothing is.
    static func mismatch(_ object: CanonicalObject, _ fields: [RecordField], at path: String) -> (path: String, expected: String)? {
        for field in fields where field.isRequired && object[field.name] == nil { return (path + "." + field.name, "required") }
        for member in object {
            guard let field = fields.first(where: { $0.name.utf8.elementsEqual(member.key.utf8) }) else {
                return (path + "." + member.key, fields.map(\.name).joined(separator: " | "))
            }
            if let wrong = mismatch(member.value, field.kind, at: path + "." + field.name) { return wrong }
        }
        return nil
    }
}
