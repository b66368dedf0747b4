import Crypto
import Foundation
import KaipanText

/// A SHA-256 hash as leaves, nodes and roots of the log have it: 32 bytes, stored inline.
public struct LogHash: Sendable, Hashable, CustomStringConvertible {
    /// The length in bytes, 32.
    public static let length = 32

    // Four words in the machine's order, so that their memory is the bytes of the hash: an array would allocate for every node.
    private let words: (UInt64, UInt64, UInt64, UInt64)

    /// - Parameter bytes: 32 of them; nil for any other number.
    public init?(_ bytes: some ContiguousBytes) {
        let hash = bytes.withUnsafeBytes { $0.count == Self.length ? LogHash(raw: $0) : nil }
        guard let hash else { return nil }
        self = hash
    }

    /// The digest that Crypto computed.
    public init(_ digest: SHA256Digest) {
        self = digest.withUnsafeBytes { LogHash(raw: $0) }
    }

    /// - Parameter hex: 64 digits in lower case; nil for anything else.
    public init?(hex: String) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.length)
        var high: UInt8?
        for digit in hex.utf8 {
            let value: UInt8
            switch digit {
            case 0x30...0x39: value = digit - 0x30
            case 0x61...0x66: value = digit - 0x57
            default: return nil
            }
            if let first = high {
                bytes.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        guard high == nil else { return nil }
        self.init(bytes)
    }

    /// - Parameter base64: the 44 characters of RFC 4648, section 4, in their one canonical spelling; nil for anything else.
    public init?(base64: String) {
        guard let bytes = Base64.decode(base64.utf8) else { return nil }
        self.init(bytes)
    }

    /// - Precondition: the buffer holds 32 bytes.
    init(raw: UnsafeRawBufferPointer) {
        words = (
            raw.loadUnaligned(fromByteOffset: 0, as: UInt64.self), raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self),
            raw.loadUnaligned(fromByteOffset: 16, as: UInt64.self), raw.loadUnaligned(fromByteOffset: 24, as: UInt64.self)
        )
    }

    /// The 32 bytes.
    public var bytes: [UInt8] { withUnsafeBytes { Array($0) } }

    /// 64 digits in lower case.
    public var hex: String { withUnsafeBytes { Hexadecimal.string($0) } }

    /// The 44 characters of RFC 4648, section 4.
    public var base64: String { Base64.encode(bytes) }

    /// As hexadecimal.
    public var description: String { hex }

    public static func == (a: LogHash, b: LogHash) -> Bool { a.words == b.words }

    public func hash(into hasher: inout Hasher) { hasher.combine(words.0) }
}

extension LogHash: ContiguousBytes {
    /// Gives the 32 bytes without a copy.
    public func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try Swift.withUnsafeBytes(of: words, body)
    }
}

extension LogHash: Codable {
    /// Reads the hexadecimal spelling.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let hash = LogHash(hex: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "64 hexadecimal digits in lower case")
        }
        self = hash
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(hex)
    }
}
