/// A value of a JSON text with its place.
///
/// Numbers keep their spelling, because times and sequence numbers are exact and a `Double` is not.
struct JSONNode: Sendable {
    var value: Value
    /// Where an array or object stands in the text, in bytes; of other values only the end is known, and the range is empty.
    var bytes: Range<Int>

    indirect enum Value: Sendable {
        case null
        case bool(Bool)
        case number(String)
        case string(String)
        case array([JSONNode])
        case object([Member])
    }

    struct Member: Sendable {
        var key: String
        var node: JSONNode
    }

    /// A member of an object; nil also where it is null.
    ///
    /// Complexity: O(n) in the members; the objects of these formats have few.
    subscript(key: String) -> JSONNode? {
        guard case .object(let members) = value,
            let found = members.first(where: { $0.key.utf8.elementsEqual(key.utf8) })
        else { return nil }
        if case .null = found.node.value { return nil }
        return found.node
    }

    /// The first of several members that is there.
    subscript(first keys: [String]) -> JSONNode? {
        for key in keys { if let node = self[key] { return node } }
        return nil
    }

    var members: [Member]? { if case .object(let members) = value { members } else { nil } }
    var elements: [JSONNode]? { if case .array(let elements) = value { elements } else { nil } }
    var string: String? { if case .string(let text) = value { text } else { nil } }
    var bool: Bool? { if case .bool(let bool) = value { bool } else { nil } }

    /// The text of a string or the spelling of a number, as ids are written either way.
    var label: String? {
        switch value {
        case .string(let text), .number(let text): text
        default: nil
        }
    }

    /// A whole number, also one in a string, as some services write them; nil where it has a fraction or passes 64 bits.
    var integer: Int64? { label.flatMap { DecimalText.integer($0) } }

    var double: Double? {
        guard let label, let value = Double(label), value.isFinite else { return nil }
        return value
    }
}
