import Foundation
import KaipanTestSupport
import KaipanTimeStamps
import Testing

@Suite(.enabled(if: TestAuthority.isWanted, "openssl is not installed"))
struct TimeStampDamageTests {
    @Test(arguments: [TestAuthority.Key.rsa, .p256])
    func `a flipped bit anywhere is refused or changes nothing that is proved`(key: TestAuthority.Key) async throws {
        try await Stamped.with {
            $0.key = key
            $0.sendsChain = true
        } _: { stamped in
            let bytes = try stamped.token.bytes, verifier = try stamped.verifier, proof = try await stamped.verified()
            try stamped.authority.openssl("x509", "-in", "root.pem", "-outform", "DER", "-out", "root.der")
            let root = try #require(bytes.firstRange(of: try stamped.authority.bytes("root.der")))
            var random = SeededGenerator(seed: 31)
            var same: [Int] = []
            for place in bytes.indices {
                var changed = bytes
                changed[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
                guard let token = try? TimeStampToken(changed),
                    let found = try? await verifier.verify(token, of: stamped.data, nonce: stamped.request.nonce)
                else { continue }
                #expect(found == proof, "byte \(place)")
                // The root's certificate is at hand, whatever comes.
                if !root.contains(place) { same.append(place) }
            }
            // Versions and hints are not signed for.
            #expect((1...16).contains(same.count), "\(same) of \(bytes.count)")
        }
    }

    @Test func `a token that is cut or extended is refused`() async throws {
        try await Stamped.with { stamped in
            let bytes = try stamped.token.bytes
            for length in bytes.indices { #expect(throws: TimeStampError.self) { try TimeStampToken(bytes[..<length]) } }
            #expect(throws: TimeStampError.self) { try TimeStampToken(bytes + [0]) }
        }
    }

    @Test func `no bytes bring the reader down`() async throws {
        try await Stamped.with(wantsCertificate: false) { stamped in
            let reply = stamped.reply, verifier = try stamped.verifier
            var random = SeededGenerator(seed: 3161)
            var read = 0
            for _ in 0..<20_000 {
                var bytes = reply
                for _ in 0..<Int.random(in: 1...6, using: &random) {
                    let place = Int.random(in: 0..<bytes.count, using: &random)
                    switch Int.random(in: 0..<5, using: &random) {
                    case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                    case 1: bytes[place] = [0, 0x80, 0xFF, 0x7F, 0x30][Int.random(in: 0..<5, using: &random)]
                    case 2: bytes.remove(at: place)
                    case 3: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
                    default: bytes.replaceSubrange(place..<min(place + 4, bytes.count), with: bytes.suffix(4))
                    }
                }
                guard let token = try? TimeStampResponse(bytes).token() else { continue }
                read += 1
                _ = "\(token.info) \(token.info.serialNumber) \(token.info.interval)"
                if let proof = try? await verifier.verify(token, of: stamped.data) { #expect(proof.imprint == stamped.request.imprint) }
            }
            // Otherwise only the first bytes would have been tried.
            #expect(read > 200, "\(read)")
        }
    }
}
