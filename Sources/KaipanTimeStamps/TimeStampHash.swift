import Crypto
import SwiftASN1

/// The digests that time stamps are asked for and verified with.
public enum TimeStampHash: String, Sendable, Hashable, CaseIterable {
    case sha256 = "SHA-256"
    case sha384 = "SHA-384"
    case sha512 = "SHA-512"

    /// The digest of the data.
    /// - Complexity: O(n)
    public func digest(of data: some Sequence<UInt8>) -> [UInt8] {
        let bytes = Array(data)
        return switch self {
        case .sha256: Array(SHA256.hash(data: bytes))
        case .sha384: Array(SHA384.hash(data: bytes))
        case .sha512: Array(SHA512.hash(data: bytes))
        }
    }

    /// In bytes.
    public var length: Int {
        switch self {
        case .sha256: 32
        case .sha384: 48
        case .sha512: 64
        }
    }

    var algorithm: ASN1ObjectIdentifier {
        switch self {
        case .sha256: .sha256
        case .sha384: .sha384
        case .sha512: .sha512
        }
    }

    init?(_ algorithm: ASN1ObjectIdentifier) {
        guard let found = Self.allCases.first(where: { $0.algorithm == algorithm }) else { return nil }
        self = found
    }
}
