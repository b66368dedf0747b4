import Foundation
import KaipanTestSupport
import KaipanText
import KaipanTimeStamps
import Testing

@Suite(.enabled(if: TestAuthority.isWanted, "openssl is not installed"))
struct TimeStampVerifierTests {
    // MARK: - What is proved

    @Test(arguments: TestAuthority.Key.allCases, ["sha256", "sha384", "sha512"])
    func `a token proves what OpenSSL says of it`(key: TestAuthority.Key, digest: String) async throws {
        let hash = try #require(TimeStampHash.allCases.first { $0.rawValue.lowercased().replacing("-", with: "") == digest })
        let start = Timestamp.now()
        try await Stamped.with(hash: hash) {
            $0.key = key
            $0.digest = digest
            $0.certificateDigest = digest
            $0.hasIntermediate = true
            // Read back in an order that DER forbids.
            $0.sendsChain = key != .p384
        } _: { stamped in
            #expect(try stamped.authority.accepts(stamped.reply, of: stamped.data))
            let proof = try await stamped.verified()
            #expect(proof.imprint == stamped.request.imprint)
            #expect(proof.nonce == stamped.request.nonce)
            #expect(proof.policy == TestAuthority.policy)
            #expect(proof.isOrdered)
            #expect(proof.accuracy?.microseconds == 1_500_100)
            #expect(proof.interval.lowerBound.milliseconds == proof.time.milliseconds - 1501)
            #expect(proof.interval.upperBound.milliseconds == proof.time.milliseconds + 1501)
            #expect(proof.time >= start && proof.time <= .now())
            #expect(proof.chain.map(\.subject).map { $0.contains("Signer") } == [true, false, false])
            #expect(proof.chain.last?.subject.contains("CN=Root") == true)
            #expect(proof.signer == proof.chain[0])
            #expect(proof.signer.subject.contains("虚构时间戳"))
            #expect(proof.signer.validity.lowerBound == Timestamp("2020-01-01T00:00:00.000Z"))
            #expect(proof.signer.validity.upperBound == Timestamp("2049-12-31T23:59:59.000Z"))

            let text = try stamped.authority.openssl("ts", "-reply", "-in", try stamped.authority.temporary(stamped.reply), "-text")
            #expect(text.contains("Serial number: \(proof.serialNumber)\n"))
            #expect(text.contains("Policy OID: \(proof.policy)\n"))
            #expect(proof.nonce.map { text.contains("Nonce: \($0)\n") } == true)
            #expect(text.contains(String(proof.time.description.dropFirst(11).prefix(8))))
            let fingerprint = try stamped.authority.openssl("x509", "-in", "signer.pem", "-noout", "-fingerprint", "-sha256", "-serial")
            #expect(fingerprint.replacing(":", with: "").lowercased().contains(proof.signer.fingerprint))
            #expect("\(proof.signer.serialNumber)".dropFirst(2) == fingerprint.split(separator: "serial=").last?.dropLast())
        }
    }

    @Test func `without accuracy and fractions the time stands alone`() async throws {
        try await Stamped.with { $0.settings = "clock_precision_digits = 0" } _: { stamped in
            let proof = try await stamped.verified()
            #expect(proof.accuracy == nil)
            #expect(!proof.isOrdered)
            #expect(proof.interval == proof.time...proof.time)
            #expect(proof.time.milliseconds % 1000 == 0)
            #expect(try stamped.token.info.authority == nil)
        }
    }

    @Test func `microseconds widen the interval to whole milliseconds`() async throws {
        try await Stamped.with { $0.settings = "clock_precision_digits = 6\naccuracy = microsecs:1" } _: { stamped in
            var widths: Set<Int64> = []
            for _ in 0..<5 {
                let proof = try await stamped.verifier.verify(
                    try TimeStampResponse(try stamped.authority.reply(to: stamped.request.bytes)), to: stamped.request)
                #expect(proof.interval.contains(proof.time))
                widths.insert(proof.interval.upperBound.milliseconds - proof.interval.lowerBound.milliseconds)
            }
            #expect(widths.isSubset(of: [1, 2]))
        }
    }

    @Test(arguments: ["sha1", "sha256", "sha384"])
    func `a certificate is found by any digest that names it`(digest: String) async throws {
        try await Stamped.with { $0.certificateDigest = digest } _: { stamped in
            let proof = try await stamped.verified()
            #expect(proof.signer.subject.contains("Signer"))
        }
    }

    @Test func `a token without certificates is verified with the signer's at hand`() async throws {
        try await Stamped.with(wantsCertificate: false) { stamped in
            let token = try stamped.token
            #expect(token.certificates.isEmpty)
            let lacking = try await stamped.failure { _ = try await stamped.verified() }
            #expect(lacking == .missingCertificate)
            let trust = try TimeStampTrust(roots: try stamped.authority.roots, others: try stamped.authority.text("signer.pem"))
            let proof = try await TimeStampVerifier(trusting: trust).verify(token, of: stamped.data)
            #expect(proof.time == token.info.time)
        }
    }

    @Test func `a token outlives its signer's certificate`() async throws {
        // The certificate ends shortly after it signs.
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = TimeZone(identifier: "UTC")
        format.dateFormat = "yyyyMMddHHmmss'Z'"
        let until = format.string(from: Date(timeIntervalSinceNow: 4))
        try await Stamped.with { $0.until = until } _: { stamped in
            let end = try await stamped.verified().signer.validity.upperBound
            while Timestamp.now() <= end { try await Task.sleep(for: .milliseconds(100)) }
            #expect(try !stamped.authority.accepts(stamped.reply, of: stamped.data))
            #expect(try await stamped.verified().time <= end)
        }
    }

    @Test(arguments: [[], ["-stream"], ["-nosmimecap"], ["-keyid"]])
    func `tokens in other encodings are read`(arguments: [String]) async throws {
        try await Stamped.with { stamped in
            let token = try TimeStampToken(try stamped.signedAnew(arguments: ["-cades"] + arguments))
            let proof = try await stamped.verifier.verify(token, of: stamped.data, nonce: stamped.request.nonce)
            #expect(try await stamped.verified() == proof)
        }
    }

    // MARK: - What is refused

    @Test func `other data, another nonce and another policy are refused`() async throws {
        try await Stamped.with { stamped in
            let token = try stamped.token, verifier = try stamped.verifier
            #expect(try await stamped.failure { _ = try await verifier.verify(token, of: stamped.data + [0]) } == .wrongImprint)
            let imprint = MessageImprint(of: stamped.data, hash: .sha512)
            #expect(try await stamped.failure { _ = try await verifier.verify(token, of: imprint) } == .wrongImprint)
            let nonce = TimeStampNumber(7)
            #expect(try await stamped.failure { _ = try await verifier.verify(token, of: stamped.data, nonce: nonce) } == .wrongNonce)
            let policy = "1.2.3.4.2"
            #expect(
                try await stamped.failure { _ = try await verifier.verify(token, of: stamped.data, policy: policy) }
                    == .wrongPolicy(expected: policy, found: TestAuthority.policy))
            #expect(try !stamped.authority.accepts(stamped.reply, of: stamped.data + [0]))
        }
    }

    @Test func `an answer without the nonce that was asked for is refused`() async throws {
        try await Stamped.with { stamped in
            let bare = try TimeStampRequest(MessageImprint(of: stamped.data), nonce: nil)
            let old = try TimeStampResponse(try stamped.authority.reply(to: bare.bytes))
            #expect(try await stamped.failure { _ = try await stamped.verifier.verify(old, to: stamped.request) } == .wrongNonce)
        }
    }

    @Test(arguments: [("20200101000000Z", "20210101000000Z"), ("20480101000000Z", "20490101000000Z")])
    func `a certificate that was not valid when it signed is refused`(from: String, until: String) async throws {
        try await Stamped.with {
            $0.from = from
            $0.until = until
        } _: { stamped in
            let error = try await stamped.failure { _ = try await stamped.verified() }
            guard case .outsideValidity(_, let first, let last, let time) = error else {
                Issue.record("\(error)")
                return
            }
            #expect(!(first...last).contains(time))
            #expect(try !stamped.authority.accepts(stamped.reply, of: stamped.data))
        }
    }

    @Test func `an authority that nobody trusts is refused, also under the same name`() async throws {
        try await Stamped.with { $0.sendsChain = true } _: { stamped in
            try await Stamped.with { stranger in
                let error = try await stamped.failure {
                    _ = try await stranger.verifier.verify(try stamped.token, of: stamped.data)
                }
                guard case .untrusted = error else {
                    Issue.record("\(error)")
                    return
                }
            }
        }
    }

    @Test func `an issuer that may not issue is refused`() async throws {
        try await Stamped.with {
            $0.hasIntermediate = true
            $0.issuerKeyUsage = "critical,digitalSignature"
        } _: { stamped in
            let error = try await stamped.failure { _ = try await stamped.verified() }
            guard case .untrusted(_, let reasons) = error else {
                Issue.record("\(error)")
                return
            }
            #expect(reasons.contains { $0.contains("keyUsage") })
            #expect(try !stamped.authority.accepts(stamped.reply, of: stamped.data))
        }
    }

    @Test func `an issuer whose certificate had ended is refused by name and dates`() async throws {
        try await Stamped.with {
            $0.hasIntermediate = true
            $0.issuerUntil = "20240101000000Z"
        } _: { stamped in
            let error = try await stamped.failure { _ = try await stamped.verified() }
            guard case .untrusted(_, let reasons) = error else {
                Issue.record("\(error)")
                return
            }
            #expect(reasons.count == 1)
            #expect(reasons.first?.contains("Middle") == true && reasons.first?.contains("2024-01-01T00:00:00.000Z") == true)
            #expect(try !stamped.authority.accepts(stamped.reply, of: stamped.data))
        }
    }

    @Test(arguments: [
        ("critical,serverAuth", "critical,digitalSignature"), ("timeStamping", "critical,digitalSignature"),
        ("critical,timeStamping,codeSigning", "critical,digitalSignature"), ("critical,anyExtendedKeyUsage", "critical,digitalSignature"),
        ("", "critical,digitalSignature"), ("critical,timeStamping", "critical,keyEncipherment"),
    ])
    func `a certificate that is not for time stamps alone is refused`(extendedKeyUsage: String, keyUsage: String) async throws {
        try await Stamped.with { stamped in
            var options = TestAuthority.Options()
            options.extendedKeyUsage = extendedKeyUsage
            options.keyUsage = keyUsage
            try await Project.withTemporaryFolder { folder in
                // OpenSSL's authority does not sign with such a certificate, its command for messages does.
                let bad = try TestAuthority(in: folder, options)
                let other = Stamped(authority: bad, data: stamped.data, request: stamped.request, reply: stamped.reply)
                let token = try TimeStampToken(try other.signedAnew())
                let error = try await stamped.failure { _ = try await other.verifier.verify(token, of: stamped.data) }
                guard case .notForTimeStamps = error else {
                    Issue.record("\(error)")
                    return
                }
            }
        }
    }

    @Test func `a token that does not say by which certificate it was signed is refused`() async throws {
        try await Stamped.with { stamped in
            let bytes = try stamped.signedAnew(arguments: [])
            #expect(throws: TimeStampError.malformed(.signer, reason: "signing-certificate")) { try TimeStampToken(bytes) }
            let bare = try stamped.signedAnew(arguments: ["-noattr"])
            #expect(throws: TimeStampError.malformed(.signer, reason: "no signed attributes")) { try TimeStampToken(bare) }
        }
    }

    @Test func `a token with two signatures is refused`() async throws {
        try await Stamped.with { stamped in
            try stamped.authority.issue("second", key: .p256, subject: "/CN=Second", extensions: "other", by: "root")
            let bytes = try stamped.signedAnew(arguments: ["-cades", "-signer", "second.pem", "-inkey", "second.key"])
            #expect(throws: TimeStampError.malformed(.token, reason: "signatures: 2")) { try TimeStampToken(bytes) }
        }
    }

    @Test func `a certificate that was put in the place of the signer's is refused`() async throws {
        try await Stamped.with(wantsCertificate: false) { stamped in
            // The same name, issuer and number, and another key: only the digest tells.
            let authority = stamped.authority
            let serial = try authority.openssl("x509", "-in", "signer.pem", "-noout", "-serial").dropFirst("serial=".count).dropLast()
            try authority.openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", "twin.key")
            try authority.openssl(
                "req", "-new", "-config", "ca.cnf", "-key", "twin.key", "-subj", "/C=CN/O=虚构时间戳/CN=Signer", "-utf8", "-out", "twin.csr")
            try authority.openssl(
                "x509", "-req", "-in", "twin.csr", "-CA", "root.pem", "-CAkey", "root.key", "-set_serial", "0x\(serial)", "-extfile", "ca.cnf",
                "-extensions", "signer", "-days", "100", "-out", "twin.pem")
            let trust = try TimeStampTrust(roots: try authority.roots, others: try authority.text("twin.pem"))
            let error = try await stamped.failure {
                _ = try await TimeStampVerifier(trusting: trust).verify(try stamped.token, of: stamped.data)
            }
            guard case .wrongCertificate = error else {
                Issue.record("\(error)")
                return
            }
        }
    }

    // MARK: - What is not verified

    @Test func `a digest by SM3 is read and not verified`() async throws {
        try await Stamped.with { stamped in
            let authority = stamped.authority
            let name = try authority.temporary(stamped.data)
            try authority.openssl("ts", "-query", "-data", name, "-sm3", "-cert", "-out", "\(name).query")
            let response = try TimeStampResponse(try authority.reply(to: try authority.bytes("\(name).query")))
            let token = try response.token()
            #expect(token.bytes == response.tokenBytes)
            #expect(token.info.imprint.algorithm == "1.2.156.10197.1.401")
            #expect(token.info.imprint.digest.count == 32)
            let error = try await stamped.failure { _ = try await stamped.verifier.verify(token, of: stamped.data) }
            #expect(error == .unsupportedAlgorithm("1.2.156.10197.1.401"))
            #expect(throws: TimeStampError.unsupportedAlgorithm("1.2.156.10197.1.401")) { _ = try TimeStampRequest(token.info.imprint) }
        }
    }

    @Test func `a signature by SM2 is read and not verified`() async throws {
        try await Stamped.with(wantsCertificate: false) { stamped in
            // ecdsa-with-SHA256 and SM2-with-SM3 are numbers of the same length.
            let ecdsa: [UInt8] = [0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02]
            let sm2: [UInt8] = [0x06, 0x08, 0x2A, 0x81, 0x1C, 0xCF, 0x55, 0x01, 0x83, 0x75]
            let bytes = try stamped.token.bytes
            let place = try #require((0..<bytes.count - 10).last { Array(bytes[$0..<$0 + 10]) == ecdsa })
            let token = try TimeStampToken(bytes[..<place] + sm2 + bytes[(place + 10)...])
            let error = try await stamped.failure { _ = try await stamped.verifier.verify(token, of: stamped.data) }
            #expect(error == .unsupportedAlgorithm("1.2.156.10197.1.501"))
        }
    }

    @Test func `signed data that are no time stamp are named by their number`() throws {
        // ContentInfo of the type signedData of GM/T 0010.
        let bytes: [UInt8] = [
            0x30, 0x10, 0x06, 0x0A, 0x2A, 0x81, 0x1C, 0xCF, 0x55, 0x06, 0x01, 0x04, 0x02, 0x02, 0xA0, 0x02, 0x30, 0x00,
        ]
        #expect(throws: TimeStampError.unsupportedAlgorithm("1.2.156.10197.6.1.4.2.2")) { try TimeStampToken(bytes) }
    }

    // MARK: - Trust

    @Test(arguments: ["", "nonsense", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"])
    func `what is no certificate is not trusted`(text: String) {
        let error = #expect(throws: TimeStampError.self) { try TimeStampTrust(roots: text) }
        guard case .malformed(.trustAnchor, _)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func `a key is not trusted for a certificate`() async throws {
        try await Project.withTemporaryFolder { folder in
            let authority = try TestAuthority(in: folder)
            #expect(throws: TimeStampError.self) { try TimeStampTrust(roots: try authority.text("root.key")) }
        }
    }
}
