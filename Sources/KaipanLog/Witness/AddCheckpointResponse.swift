import Foundation

/// What a witness answers to `POST add-checkpoint`, C2SP tlog-witness v1.0.0.
public enum AddCheckpointResponse: Sendable, Hashable {
    /// 200: the cosignatures of the witness.
    case cosigned([NoteSignature])
    /// 400: the request is malformed, or its old size is larger than the checkpoint's.
    case badRequest(String)
    /// 403: no known key of the log signed the checkpoint.
    case forbidden
    /// 404: the witness does not know the log.
    case unknownLog
    /// 409: the witness knows another size; or the same size with another root, and then it is the size that was asked with.
    case conflict(size: Int)
    /// 422: the proof does not lead from the old tree to the new one.
    case inconsistent

    /// The type of the body that says which size a witness knows.
    static let sizeType = "text/x.tlog.size"
    private static let plainType = "text/plain; charset=utf-8"

    /// The status code of HTTP.
    public var status: Int {
        switch self {
        case .cosigned: 200
        case .badRequest: 400
        case .forbidden: 403
        case .unknownLog: 404
        case .conflict: 409
        case .inconsistent: 422
        }
    }

    /// The `Content-Type` of the body.
    public var contentType: String {
        if case .conflict = self { Self.sizeType } else { Self.plainType }
    }

    /// The body.
    public var body: [UInt8] {
        switch self {
        case .cosigned(let signatures): Array(signatures.map(\.line).joined().utf8)
        case .badRequest(let reason): Array((reason + "\n").utf8)
        case .forbidden: Array("no known key of the log signed the checkpoint\n".utf8)
        case .unknownLog: Array("unknown log\n".utf8)
        case .conflict(let size): Array("\(size)\n".utf8)
        case .inconsistent: Array("the consistency proof does not verify\n".utf8)
        }
    }

    /// Reads an answer.
    ///
    /// - Parameters:
    ///   - status: of HTTP.
    ///   - contentType: of the body; parameters behind a semicolon are ignored.
    ///   - body: the whole.
    /// - Throws: `WitnessError.status` for another status, `.signatures` and `.conflictBody` for a body that does not go with it.
    public init(status: Int, contentType: String?, body: some ContiguousBytes) throws(WitnessError) {
        let bytes = body.withUnsafeBytes { Array($0) }
        switch status {
        case 200:
            do {
                self = .cosigned(try NoteSignature.parse(lines: bytes))
            } catch {
                throw .signatures(error)
            }
        case 400: self = .badRequest(String(decoding: bytes.prefix(1000), as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines))
        case 403: self = .forbidden
        case 404: self = .unknownLog
        case 409:
            let type = (contentType ?? "").split(separator: ";", omittingEmptySubsequences: false)[0].trimmingCharacters(in: .whitespaces)
            guard type.lowercased().utf8.elementsEqual(Self.sizeType.utf8), bytes.last == UInt8(ascii: "\n"),
                let size = DecimalNumber.parse(bytes.dropLast())
            else { throw .conflictBody }
            self = .conflict(size: size)
        case 422: self = .inconsistent
        default: throw .status(status)
        }
    }
}
