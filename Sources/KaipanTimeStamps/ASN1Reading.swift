import SwiftASN1

/// Reads what may be in BER: authorities write sets in any order, and signatures are verified over the original bytes anyway.
enum ASN1Reading {
    /// More than any token needs; what is larger is refused before it is taken apart.
    static let sizeLimit = 1 << 20

    /// Runs the body with the library's errors as ours.
    static func read<Result>(_ part: TimeStampPart, _ body: () throws -> Result) throws(TimeStampError) -> Result {
        do {
            return try body()
        } catch let error as TimeStampError {
            throw error
        } catch let error as ASN1Error {
            throw .malformed(part, reason: "\(error.code)")
        } catch {
            throw .malformed(part, reason: "ASN.1")
        }
    }

    static func parse(_ bytes: some Collection<UInt8>) throws -> ASN1Node {
        guard bytes.count <= sizeLimit else { throw ASN1Error.unsupportedFieldLength(reason: "\(bytes.count) > \(sizeLimit)") }
        return try BER.parse(Array(bytes))
    }

    /// The number of an `AlgorithmIdentifier`, whose parameters do not matter for the algorithms we know.
    static func algorithm(_ nodes: inout ASN1NodeCollection.Iterator) throws -> ASN1ObjectIdentifier {
        guard let node = nodes.next() else { throw ASN1Error.truncatedASN1Field() }
        return try algorithm(node)
    }

    static func algorithm(_ node: ASN1Node) throws -> ASN1ObjectIdentifier {
        try BER.sequence(node, identifier: .sequence) { nodes in
            let number = try ASN1ObjectIdentifier(berEncoded: &nodes)
            _ = nodes.next()
            return number
        }
    }

    /// The nodes within a node.
    static func children(_ node: ASN1Node, tag: ASN1Identifier) throws -> [ASN1Node] {
        guard node.identifier == tag, case .constructed(let nodes) = node.content else {
            throw ASN1Error.unexpectedFieldType(node.identifier)
        }
        return Array(nodes)
    }

    /// Takes the next node where it has the tag.
    static func optional(_ nodes: inout ASN1NodeCollection.Iterator, tag: ASN1Identifier) -> ASN1Node? {
        var ahead = nodes
        guard let node = ahead.next(), node.identifier == tag else { return nil }
        nodes = ahead
        return node
    }

    static func next(_ nodes: inout ASN1NodeCollection.Iterator) throws -> ASN1Node {
        guard let node = nodes.next() else { throw ASN1Error.truncatedASN1Field() }
        return node
    }

    static func context(_ number: UInt) -> ASN1Identifier { ASN1Identifier(tagWithNumber: number, tagClass: .contextSpecific) }
}
