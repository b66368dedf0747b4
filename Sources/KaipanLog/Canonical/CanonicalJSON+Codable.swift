extension CanonicalJSON {
    /// The value as which something encodes itself; whether its keys lie in the profile is found out by `serialized()`.
    ///
    /// - Throws: `EncodingError` where it encodes a fraction or an integer outside of `integers`; what it throws itself.
    public init(encoding value: some Encodable) throws {
        self = try CanonicalEncoder.value(of: value, path: [])
    }

    /// Reads something that decodes itself from the value.
    ///
    /// - Throws: `DecodingError`; what it throws itself.
    public func decode<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
        try CanonicalDecoder(value: self, codingPath: []).unbox(type)
    }
}

/// A value can stand within what is encoded and decoded.
extension CanonicalJSON: Codable {
    public init(from decoder: any Decoder) throws {
        guard let decoder = decoder as? CanonicalDecoder else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "a canonical value is read from canonical values only"))
        }
        self = decoder.value
    }

    public func encode(to encoder: any Encoder) throws {
        guard let encoder = encoder as? CanonicalEncoder else {
            throw EncodingError.invalidValue(
                self, .init(codingPath: encoder.codingPath, debugDescription: "a canonical value is written into canonical values only"))
        }
        encoder.node.content = .value(self)
    }
}
