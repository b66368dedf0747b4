import KaipanText
import SwiftASN1

/// An integer of any size, as time stamps have it for serial numbers and nonces.
public struct TimeStampNumber: Sendable, Hashable, CustomStringConvertible {
    /// The two's complement, its highest byte first and without more bytes than needed; one at least.
    public let bytes: [UInt8]

    public init(_ value: UInt64) {
        self.init(complement: [0] + (0..<8).map { UInt8(truncatingIfNeeded: value >> UInt64(56 - 8 * $0)) })
    }

    /// - Parameter bytes: the two's complement, its highest byte first.
    public init(complement bytes: some Sequence<UInt8>) {
        var bytes = ArraySlice(Array(bytes))
        while let first = bytes.first, let second = bytes.dropFirst().first,
            (first == 0 && second < 0x80) || (first == 0xFF && second >= 0x80)
        {
            bytes = bytes.dropFirst()
        }
        self.bytes = bytes.isEmpty ? [0] : Array(bytes)
    }

    /// A random number of 63 bits, so that no old answer fits it.
    public static func random() -> TimeStampNumber { TimeStampNumber(UInt64.random(in: 1..<1 << 63)) }

    /// In hexadecimal, as OpenSSL prints it.
    public var description: String {
        guard bytes[0] >= 0x80 else {
            return "0x" + Hexadecimal.string(bytes[0] == 0 && bytes.count > 1 ? bytes.dropFirst() : bytes[...]).uppercased()
        }
        var magnitude = bytes.map { ~$0 }
        for index in magnitude.indices.reversed() {
            let (sum, carries) = magnitude[index].addingReportingOverflow(1)
            magnitude[index] = sum
            if !carries { break }
        }
        return "-0x" + Hexadecimal.string(magnitude).uppercased()
    }

    init(_ node: ASN1Node, tag: ASN1Identifier = .integer) throws {
        guard node.identifier == tag, case .primitive(let bytes) = node.content, !bytes.isEmpty else {
            throw ASN1Error.unexpectedFieldType(node.identifier)
        }
        self.init(complement: bytes)
    }

    /// The number where it is from 0 to 2^31−1.
    var small: Int? {
        guard bytes[0] < 0x80, bytes.count <= 4 else { return nil }
        return bytes.reduce(0) { $0 << 8 | Int($1) }
    }
}
