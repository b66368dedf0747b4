import Crypto
import KaipanLog
import KaipanText

/// Names the rules that a conversation was compared by: the clauses' words and the engine's version.
public enum AdherenceVersion {
    /// `adherence/3 sha256:…`: the engine, and the digest of the clauses in canonical JSON.
    ///
    /// - Throws: `CanonicalJSONError` never in practice; texts have one spelling.
    public static func of(_ clauses: [AdherenceClause]) throws -> String {
        let json = CanonicalJSON.array(clauses.map { clause in
            .object(["id": .string(clause.id), "kind": .string(clause.kind.rawValue), "title": .string(clause.title), "text": .string(clause.text)])
        })
        let digest = Hexadecimal.string(Array(SHA256.hash(data: try json.serialized())))
        return "\(AdherenceChecker.engine) sha256:\(digest)"
    }
}
