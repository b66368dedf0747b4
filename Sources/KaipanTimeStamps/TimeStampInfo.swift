import KaipanText
import SwiftASN1
import X509

/// What an authority signed: that a digest existed at a time (TSTInfo, RFC 3161 section 2.4.2). Nothing of it is proved by reading it.
public struct TimeStampInfo: Sendable, Hashable {
    /// The number of the authority's policy, with dots.
    public let policy: String
    public let imprint: MessageImprint
    /// Of the token, at this authority.
    public let serialNumber: TimeStampNumber
    /// The time, cut to milliseconds.
    public let time: Timestamp
    /// Nil where the token does not say: the policy may.
    public let accuracy: TimeStampAccuracy?
    /// Whether the order of two tokens of this authority is that of their times, however close they are.
    public let isOrdered: Bool
    public let nonce: TimeStampNumber?
    /// What the authority calls itself, where it does.
    public let authority: String?
    /// The numbers of the extensions that must be understood.
    let criticalExtensions: [String]
    /// What `time` leaves out, in microseconds rounded down and up.
    let rest: ClosedRange<Int64>

    /// From the earliest to the latest moment that time and accuracy allow, to the millisecond outwards. Without an accuracy the time
    /// alone, as the token states it.
    public var interval: ClosedRange<Timestamp> {
        let accuracy = accuracy?.microseconds ?? 0
        let before = max(0, accuracy - rest.lowerBound + 999) / 1000, after = (accuracy + rest.upperBound + 999) / 1000
        return time.advanced(by: -before)...time.advanced(by: after)
    }

    init(_ bytes: [UInt8]) throws(TimeStampError) {
        self = try ASN1Reading.read(.content) {
            try BER.sequence(try ASN1Reading.parse(bytes), identifier: .sequence) { nodes in try Self(&nodes) }
        }
    }

    private init(_ nodes: inout ASN1NodeCollection.Iterator) throws {
        let version = try TimeStampNumber(try ASN1Reading.next(&nodes))
        guard version.small == 1 else { throw TimeStampError.malformed(.content, reason: "version \(version)") }
        policy = try ASN1ObjectIdentifier(berEncoded: &nodes).dotted
        imprint = try MessageImprint(try ASN1Reading.next(&nodes))
        serialNumber = try TimeStampNumber(try ASN1Reading.next(&nodes))
        (time, rest) = try Self.time(try GeneralizedTime(berEncoded: &nodes))
        accuracy = try ASN1Reading.optional(&nodes, tag: .sequence).map { try TimeStampAccuracy($0) }
        isOrdered = try ASN1Reading.optional(&nodes, tag: .boolean).map { try Bool(berEncoded: $0) } ?? false
        nonce = try ASN1Reading.optional(&nodes, tag: .integer).map { try TimeStampNumber($0) }
        authority = try ASN1Reading.optional(&nodes, tag: ASN1Reading.context(0)).map { node in
            // A choice is tagged explicitly.
            guard let name = try ASN1Reading.children(node, tag: node.identifier).first else { throw ASN1Error.truncatedASN1Field() }
            return Self.spelled(try GeneralName(derEncoded: name))
        }
        let extensions = ASN1Reading.context(1)
        criticalExtensions = try ASN1Reading.optional(&nodes, tag: extensions).map { node in
            try ASN1Reading.children(node, tag: extensions).compactMap { try Self.criticalExtension($0) }
        } ?? []
    }

    private static func criticalExtension(_ node: ASN1Node) throws -> String? {
        try BER.sequence(node, identifier: .sequence) { nodes in
            let number = try ASN1ObjectIdentifier(berEncoded: &nodes)
            let isCritical = try ASN1Reading.optional(&nodes, tag: .boolean).map { try Bool(berEncoded: $0) } ?? false
            _ = try ASN1OctetString(berEncoded: &nodes)
            return isCritical ? number.dotted : nil
        }
    }

    private static func spelled(_ name: GeneralName) -> String {
        switch name {
        case .directoryName(let name): name.description
        case .rfc822Name(let text), .dnsName(let text), .uniformResourceIdentifier(let text): text
        default: name.description
        }
    }

    private static func time(_ time: GeneralizedTime) throws -> (Timestamp, ClosedRange<Int64>) {
        func digits(_ value: Int, _ width: Int) -> String { String(repeating: "0", count: width - String(value).count) + String(value) }
        guard let day = CivilDate("\(digits(time.year, 4))-\(digits(time.month, 2))-\(digits(time.day, 2))") else {
            throw TimeStampError.malformed(.content, reason: "genTime")
        }
        let fraction = time.rawFractionalSeconds.map { Int64($0) - 0x30 }
        func part(_ range: Range<Int>) -> Int64 { range.reduce(0) { $0 * 10 + ($1 < fraction.count ? fraction[$1] : 0) } }
        let moment = Timestamp(
            day, hour: time.hours, minute: time.minutes, second: time.seconds, milliseconds: Int(part(0..<3)), offset: 0)
        let rest = part(3..<6)
        return (moment, rest...(fraction.dropFirst(6).contains { $0 > 0 } ? rest + 1 : rest))
    }
}
