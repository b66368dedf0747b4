import Foundation
import KaipanTestSupport
import KaipanTimeStamps
import Testing

/// Readers that other people wrote come to the same.
@Suite(
    .enabled(
        if: TestAuthority.isWanted && Python.isWanted("rfc3161_client", "rfc3161ng"),
        "openssl, or the Python packages rfc3161-client and rfc3161ng, are not installed"))
struct TimeStampInteropTests {
    private struct Statement: Decodable, Equatable {
        var serial: String
        var policy: String
        var time: String
        var nonce: String

        /// - Parameter precision: how much of the time's spelling the reader gives.
        init(_ proof: VerifiedTimeStamp, precision: Int = 23) {
            serial = Self.digits(proof.serialNumber)
            policy = proof.policy
            time = String(proof.time.description.prefix(precision))
            nonce = proof.nonce.map(Self.digits) ?? ""
        }

        static func digits(_ number: TimeStampNumber) -> String { String("\(number)".dropFirst(2).drop { $0 == "0" }) }
    }

    /// What a script says of a token; nil where it refuses it.
    private func statement(_ script: String, _ arguments: [String], precision: Int = 23) throws -> Statement? {
        let (status, output) = try #require(Python.run([Project.path("Tests/Interop/timestamps/\(script)")] + arguments))
        guard status == 0 else {
            #expect(output.hasPrefix("refused"), "\(output)")
            return nil
        }
        var statement = try JSONDecoder().decode(Statement.self, from: Data(output.utf8))
        statement.time = String(statement.time.prefix(precision))
        return statement
    }

    private func path(_ stamped: Stamped, _ bytes: [UInt8]) throws -> String {
        stamped.authority.folder.appendingPathComponent(try stamped.authority.temporary(bytes)).path
    }

    @Test(arguments: TestAuthority.Key.allCases, TimeStampHash.allCases)
    func `rfc3161-client agrees`(key: TestAuthority.Key, hash: TimeStampHash) async throws {
        try await Stamped.with(hash: hash) {
            $0.key = key
            $0.digest = hash.rawValue.lowercased().replacing("-", with: "")
            $0.hasIntermediate = true
        } _: { stamped in
            let data = try path(stamped, stamped.data), others = try path(stamped, Array(try stamped.authority.others.utf8))
            let roots = stamped.authority.folder.appendingPathComponent("root.pem").path
            let nonce = "\(try #require(stamped.request.nonce))"
            func verdict(_ reply: [UInt8], _ data: String) throws -> Statement? {
                try statement("verify_rfc3161_client.py", [try path(stamped, reply), data, roots, others, nonce], precision: 19)
            }
            // It leaves out the fractions of seconds.
            #expect(try verdict(stamped.reply, data) == Statement(try await stamped.verified(), precision: 19))
            #expect(try verdict(stamped.reply, try path(stamped, stamped.data + [0])) == nil)
            // The last bytes are those of the signature.
            #expect(try verdict(stamped.reply.dropLast() + [stamped.reply[stamped.reply.count - 1] ^ 1], data) == nil)
        }
    }

    @Test(arguments: TimeStampHash.allCases)
    func `rfc3161ng agrees`(hash: TimeStampHash) async throws {
        try await Stamped.with(hash: hash) {
            $0.key = .rsa
            $0.digest = hash.rawValue.lowercased().replacing("-", with: "")
        } _: { stamped in
            let data = try path(stamped, stamped.data), certificate = stamped.authority.folder.appendingPathComponent("signer.pem").path
            let nonce = "\(try #require(stamped.request.nonce))"
            func verdict(_ reply: [UInt8], _ data: String) throws -> Statement? {
                try statement("verify_rfc3161ng.py", [try path(stamped, reply), data, certificate, nonce, stamped.authority.options.digest])
            }
            #expect(try verdict(stamped.reply, data) == Statement(try await stamped.verified()))
            #expect(try verdict(stamped.reply, try path(stamped, stamped.data + [0])) == nil)
        }
    }

    @Test func `what rfc3161-client refuses for its order is read here`() async throws {
        try await Stamped.with {
            $0.hasIntermediate = true
            $0.sendsChain = true
        } _: { stamped in
            // OpenSSL writes the chain as its file has it.
            let proof = try await stamped.verified()
            #expect(proof.chain.count == 3)
            #expect(try stamped.token.certificates.count == 3)
            #expect(try stamped.authority.accepts(stamped.reply, of: stamped.data))
        }
    }
}
