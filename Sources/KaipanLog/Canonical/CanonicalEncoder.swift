/// Collects what an `Encodable` encodes as a canonical value.
///
/// Foundation's encoder as a way between would lose what must be refused: it writes fractions, and gives numbers back as doubles.
final class CanonicalEncoder: Encoder {
    /// A value in the making; containers are handed out before they are filled, so they need an identity.
    final class Node {
        enum Content {
            case empty
            case value(CanonicalJSON)
            case array([Node])
            case object([(key: String, node: Node)])
        }

        var content = Content.empty

        var json: CanonicalJSON? {
            switch content {
            case .empty: nil
            case .value(let value): value
            case .array(let nodes): .array(nodes.map { $0.json ?? .object([:]) })
            case .object(let members):
                // A key that is encoded twice holds what came last.
                .object(members.reduce(into: CanonicalObject()) { $0[$1.key] = $1.node.json ?? .object([:]) })
            }
        }
    }

    let node: Node
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    init(node: Node, codingPath: [any CodingKey]) {
        self.node = node
        self.codingPath = codingPath
    }

    static func value(of value: some Encodable, path: [any CodingKey]) throws -> CanonicalJSON {
        let node = Node()
        try value.encode(to: CanonicalEncoder(node: node, codingPath: path))
        // What encodes nothing at all is an object without members, as in Foundation's encoder for empty structures.
        return node.json ?? .object([:])
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        if case .object = node.content {} else { node.content = .object([]) }
        return KeyedEncodingContainer(Keyed<Key>(node: node, codingPath: codingPath))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        if case .array = node.content {} else { node.content = .array([]) }
        return Unkeyed(node: node, codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { Single(node: node, codingPath: codingPath) }

    private static func integer(_ value: some BinaryInteger, path: [any CodingKey]) throws -> CanonicalJSON {
        guard let integer = Int64(exactly: value), CanonicalJSON.integers.contains(integer) else {
            throw EncodingError.invalidValue(value, .init(codingPath: path, debugDescription: "the integer lies outside of ±(2^53−1)"))
        }
        return .integer(integer)
    }

    // Takes every type that a container must take itself: the library's encode themselves through the container and would come back here.
    private static func box(_ value: some Encodable, path: [any CodingKey]) throws -> CanonicalJSON {
        switch value {
        case let value as String: return .string(value)
        case let value as Bool: return .bool(value)
        case let value as CanonicalJSON: return value
        case is Double, is Float:
            throw EncodingError.invalidValue(value, .init(codingPath: path, debugDescription: "canonical JSON has no fractions"))
        case let value as any BinaryInteger: return try integer(value, path: path)
        default: return try self.value(of: value, path: path)
        }
    }

    private struct Keyed<Key: CodingKey>: KeyedEncodingContainerProtocol {
        let node: Node
        let codingPath: [any CodingKey]

        private func add(_ key: some CodingKey) -> Node {
            let child = Node()
            if case .object(var members) = node.content {
                node.content = .empty
                members.append((key.stringValue, child))
                node.content = .object(members)
            }
            return child
        }

        mutating func encodeNil(forKey key: Key) throws { add(key).content = .value(.null) }

        mutating func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
            add(key).content = .value(try CanonicalEncoder.box(value, path: codingPath + [key]))
        }

        mutating func nestedContainer<NestedKey: CodingKey>(
            keyedBy keyType: NestedKey.Type, forKey key: Key
        ) -> KeyedEncodingContainer<NestedKey> {
            CanonicalEncoder(node: add(key), codingPath: codingPath + [key]).container(keyedBy: keyType)
        }

        mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
            CanonicalEncoder(node: add(key), codingPath: codingPath + [key]).unkeyedContainer()
        }

        mutating func superEncoder() -> any Encoder { CanonicalEncoder(node: add(SuperKey()), codingPath: codingPath + [SuperKey()]) }

        mutating func superEncoder(forKey key: Key) -> any Encoder { CanonicalEncoder(node: add(key), codingPath: codingPath + [key]) }
    }

    private struct Unkeyed: UnkeyedEncodingContainer {
        let node: Node
        let codingPath: [any CodingKey]

        var count: Int {
            guard case .array(let nodes) = node.content else { return 0 }
            return nodes.count
        }

        private func add() -> Node {
            let child = Node()
            if case .array(var nodes) = node.content {
                node.content = .empty
                nodes.append(child)
                node.content = .array(nodes)
            }
            return child
        }

        mutating func encodeNil() throws { add().content = .value(.null) }

        mutating func encode<T: Encodable>(_ value: T) throws {
            add().content = .value(try CanonicalEncoder.box(value, path: codingPath))
        }

        mutating func nestedContainer<NestedKey: CodingKey>(keyedBy keyType: NestedKey.Type) -> KeyedEncodingContainer<NestedKey> {
            CanonicalEncoder(node: add(), codingPath: codingPath).container(keyedBy: keyType)
        }

        mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
            CanonicalEncoder(node: add(), codingPath: codingPath).unkeyedContainer()
        }

        mutating func superEncoder() -> any Encoder { CanonicalEncoder(node: add(), codingPath: codingPath) }
    }

    private struct Single: SingleValueEncodingContainer {
        let node: Node
        let codingPath: [any CodingKey]

        mutating func encodeNil() throws { node.content = .value(.null) }

        mutating func encode<T: Encodable>(_ value: T) throws {
            node.content = .value(try CanonicalEncoder.box(value, path: codingPath))
        }
    }
}

/// The key under which a class encodes what it inherits.
struct SuperKey: CodingKey {
    var stringValue: String { "super" }
    var intValue: Int? { nil }

    init() {}
    init?(stringValue: String) { nil }
    init?(intValue: Int) { nil }
}
