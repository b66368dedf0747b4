import SwiftASN1

/// How far the true time may lie from the one that a token states, before or after it (RFC 3161 section 2.4.2).
public struct TimeStampAccuracy: Sendable, Hashable {
    /// In microseconds.
    public let microseconds: Int64

    public init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// `Accuracy ::= SEQUENCE { seconds INTEGER OPTIONAL, millis [0] INTEGER (1..999) OPTIONAL, micros [1] INTEGER (1..999) OPTIONAL }`
    init(_ node: ASN1Node) throws {
        microseconds = try BER.sequence(node, identifier: .sequence) { nodes in
            func part(_ tag: ASN1Identifier, _ limit: Int) throws -> Int64 {
                guard let node = ASN1Reading.optional(&nodes, tag: tag) else { return 0 }
                guard let value = try TimeStampNumber(node, tag: tag).small, value <= limit else {
                    throw TimeStampError.malformed(.content, reason: "accuracy")
                }
                return Int64(value)
            }
            let seconds = try part(.integer, .max)
            let milliseconds = try part(ASN1Reading.context(0), 999)
            return seconds * 1_000_000 + milliseconds * 1000 + (try part(ASN1Reading.context(1), 999))
        }
    }
}
