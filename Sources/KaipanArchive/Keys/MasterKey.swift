import Crypto
import Foundation

/// The key above all others, 32 bytes, which the archive never stores.
public struct MasterKey: Sendable {
    package let key: SymmetricKey

    /// - Parameter bytes: 32.
    public init(_ bytes: [UInt8]) throws(ArchiveError) {
        guard bytes.count == 32 else { throw .noMasterKey(reason: "\(bytes.count) ≠ 32") }
        key = SymmetricKey(data: bytes)
    }

    /// - Parameter text: 64 hexadecimal digits or 44 characters of Base64; white space around them does not count.
    public init(text: String) throws(ArchiveError) {
        let digits = text.filter { !$0.isWhitespace }
        if digits.utf8.count == 64 {
            var bytes: [UInt8] = []
            var rest = Substring(digits)
            while !rest.isEmpty {
                guard let byte = UInt8(rest.prefix(2), radix: 16), rest.first != "+" else { throw .noMasterKey(reason: "hexadecimal") }
                bytes.append(byte)
                rest = rest.dropFirst(2)
            }
            try self.init(bytes)
        } else {
            guard let data = Data(base64Encoded: digits) else { throw .noMasterKey(reason: "Base64") }
            try self.init([UInt8](data))
        }
    }

    /// A key of random bytes.
    public static func random() -> (key: MasterKey, text: String) {
        let key = SymmetricKey(size: .bits256)
        let text = key.withUnsafeBytes { Data($0).base64EncodedString() }
        return (MasterKey(key: key), text)
    }

    private init(key: SymmetricKey) { self.key = key }
}
