import Crypto
import KaipanLog
import KaipanText

/// One utterance of a conversation with all that proves it, and nothing of the others: what an evidence package has.
///
/// Its text and salt give the commitment in its leaf; the leaf is under the root in the transcript's entry; the entry is under a signed
/// checkpoint of the log. Each step can be done with other programs: HMAC-SHA256, RFC 6962, C2SP tlog-proof.
public struct UtteranceDisclosure: Sendable, Hashable {
    /// Canonical JSON: the text, and what the source says beside it.
    public var body: [UInt8]
    /// Of the commitment: HMAC-SHA256 of the body under it is the leaf's `commit`.
    public var salt: [UInt8]
    /// The utterance's entry in the transcript's own tree.
    public var leaf: [UInt8]
    /// Where that tree has it.
    public var inclusion: InclusionProof
    /// The transcript's entry in the log.
    public var entry: [UInt8]
    /// Where the log has it.
    public var proof: TlogProof

    /// Checks everything; no archive is needed.
    ///
    /// - Parameter policy: which log is believed, and who had to cosign.
    /// - Returns: what was said.
    /// - Throws: `DisclosureError` with the step that does not hold.
    public func verify(policy: TrustPolicy) throws(DisclosureError) -> DisclosedUtterance {
        let checkpoint: VerifiedCheckpoint
        do { checkpoint = try proof.verify(entry: entry, policy: policy) } catch { throw .proof(error) }
        guard let transcript = try? Leaf(bytes: entry), transcript.type == .transcript,
            let conversation = transcript.links.first(where: { $0.relation == .conversation })?.target,
            let root = transcript.data["utterances_root"]?.string.flatMap(LogHash.init(hex:)),
            transcript.data["utterances"]?.integer == Int64(inclusion.size)
        else { throw .entry }
        do { try inclusion.verify(leaf: MerkleTree.leafHash(leaf), root: root) } catch { throw .place(error) }
        guard let (utterance, commitment) = Self.utterance(leaf) else { throw .leaf }
        guard DataKey.commitment(to: body, salt: salt) == commitment else { throw .commitment }
        guard case .object(var details)? = try? CanonicalJSON(parsing: body), case .string(let text)? = details["text"] else { throw .body }
        details["text"] = nil
        var opened = utterance
        opened.text = text
        opened.details = details
        return DisclosedUtterance(
            utterance: opened, conversation: conversation, transcript: transcript.id, recorded: transcript.time,
            position: Int64(proof.inclusion.index), checkpoint: checkpoint)
    }

    /// An utterance as its leaf describes it, and the commitment to the rest; nil where the bytes are none.
    private static func utterance(_ leaf: [UInt8]) -> (Utterance, commitment: [UInt8])? {
        guard let object = try? CanonicalJSON(parsing: leaf), let number = object["n"]?.integer,
            let role = object["role"]?.string.flatMap(Utterance.Role.init(name:)), let kind = object["kind"]?.string.flatMap(UtteranceKind.init),
            let speaker = object["speaker"]?.integer, let flags = object["flags"]?.integer,
            let digest = object["sha256"]?.string.flatMap(LogHash.init(hex:)), let commitment = object["commit"]?.string.flatMap(LogHash.init(hex:))
        else { return nil }
        let utterance = Utterance(
            number: Int(number), role: role, kind: kind, speaker: Int(speaker), start: object["start"]?.integer, end: object["end"]?.integer,
            time: object["time"]?.string.flatMap { Timestamp($0) }, flags: Utterance.Flags(rawValue: flags), text: "")
        // What this version does not know may change the meaning.
        guard let bytes = try? utterance.leaf(digest: digest.bytes, commitment: commitment.bytes), bytes == leaf else { return nil }
        return (utterance, commitment.bytes)
    }
}

extension UtteranceDisclosure {
    /// As one canonical JSON text, for a file.
    public var canonical: CanonicalJSON {
        [
            "body": .string(String(decoding: body, as: UTF8.self)), "salt": .string(Hexadecimal.string(salt)),
            "leaf": .string(String(decoding: leaf, as: UTF8.self)), "entry": .string(String(decoding: entry, as: UTF8.self)),
            "index": .integer(Int64(inclusion.index)), "size": .integer(Int64(inclusion.size)),
            "path": .array(inclusion.path.map { .string($0.hex) }), "proof": .string(String(decoding: proof.bytes, as: UTF8.self)),
        ]
    }

    /// Reads what `canonical` wrote; nothing is checked yet.
    ///
    /// - Throws: `DisclosureError.form`.
    public init(_ canonical: CanonicalJSON) throws(DisclosureError) {
        guard let body = canonical["body"]?.string, let salt = canonical["salt"]?.string.flatMap(Self.bytes), let leaf = canonical["leaf"]?.string,
            let entry = canonical["entry"]?.string, let index = canonical["index"]?.integer, let size = canonical["size"]?.integer,
            let path = canonical["path"]?.array, let text = canonical["proof"]?.string, let proof = try? TlogProof(parsing: Array(text.utf8))
        else { throw .form }
        let hashes = path.compactMap { $0.string.flatMap(LogHash.init(hex:)) }
        guard hashes.count == path.count else { throw .form }
        self.init(
            body: Array(body.utf8), salt: salt, leaf: Array(leaf.utf8), inclusion: InclusionProof(index: Int(index), size: Int(size), path: hashes),
            entry: Array(entry.utf8), proof: proof)
    }

    /// Of hexadecimal digits in lower case.
    private static func bytes(_ text: String) -> [UInt8]? {
        let digits = Array(text.utf8)
        let bytes = stride(from: 0, to: digits.count - 1, by: 2).compactMap { UInt8(String(decoding: digits[$0...$0 + 1], as: UTF8.self), radix: 16) }
        return Hexadecimal.string(bytes).utf8.elementsEqual(text.utf8) ? bytes : nil
    }
}
