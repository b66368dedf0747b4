import Crypto
import Foundation
import KaipanArchive
import KaipanLog
import KaipanTestSupport
import KaipanText
import KaipanTimeStamps
import Testing

/// An archive, and an authority on loopback that stamps its checkpoints.
struct Stamping {
    let test: TestArchive
    let authority: TestAuthority
    let address: String

    var archive: Archive { test.archive }

    func client(_ path: String = "") throws -> TimeStampClient { try TimeStampClient(address + path, seconds: 20) }

    func trust() throws -> TimeStampTrust { try TimeStampTrust(roots: authority.roots, others: authority.others) }

    static func with(
        _ engine: StoreEngine = .sqlite, changing change: (inout TestAuthority.Options) -> Void = { _ in },
        _ body: (Stamping) async throws -> Void
    ) async throws {
        var options = TestAuthority.Options()
        change(&options)
        try await Project.withTemporaryFolder { folder in
            let authority = try TestAuthority(in: folder, options)
            let server = try TestAuthorityServer(authority)
            defer { server.stop() }
            try await body(Stamping(test: TestArchive(engine), authority: authority, address: server.url.absoluteString))
        }
    }

    /// What verification says of the time stamps.
    func problems() throws -> [String] { try archive.verify().problems.map { "\($0.object): \($0.reason.en)" } }
}

@Suite(
    .stores, .serialized, .enabled(if: TestAuthority.isWanted && Python.isWanted("http.server"), "openssl or Python is not installed"))
struct TimeStampingTests {
    @Test(arguments: StoreEngine.here)
    func `a checkpoint is stamped, kept and verified with its chain`(engine: StoreEngine) async throws {
        try await Stamping.with(engine) { stamping in
            let archive = stamping.archive
            try stamping.test.converse(["您好", "这里有地铁吗？"])
            let checkpoint = try archive.status().checkpoint, size = try archive.size()
            let (stamp, proof) = try await archive.timeStamp(by: stamping.client(), trusting: stamping.trust(), as: stamping.test.members[.legal])
            guard case .trusted(let verified) = proof else { throw Unexpected(proof) }
            #expect(verified.chain.count == 2)
            #expect(stamp.size == size && stamp.epoch == 1 && stamp.position == size && stamp.renewed == nil)
            #expect(try archive.stamped(by: stamp) == Array(checkpoint.utf8))
            #expect(stamp.digest == Array(SHA256.hash(data: Array(checkpoint.utf8))))

            let record = try archive.record(at: stamp.position)
            #expect(record.leaf.type == .timeStamp && record.leaf.member == stamping.test.members[.legal]?.id)
            #expect(record.leaf.data["checked"]?.string == "chain" && record.leaf.data["policy"]?.string == TestAuthority.policy)
            let report = try archive.verify()
            #expect(report.problems == [])
            #expect(report.timeStamps == 1 && report.stampedSize == size)
            let findings = try await stamping.test.reopened().verifyTimeStamps(trusting: stamping.trust())
            #expect(findings.map(\.stamp.id) == [stamp.id])
            #expect(try findings[0].result.get().interval == verified.interval)
        }
    }

    @Test func `without roots the signature is verified, and that the chain is not is said`() async throws {
        try await Stamping.with { stamping in
            let (stamp, proof) = try await stamping.archive.timeStamp(by: stamping.client())
            guard case .signed(let verified) = proof else { throw Unexpected(proof) }
            #expect(verified.chain == [] && verified.signer.subject.contains("Signer"))
            #expect(proof.message.en.contains("chain not verified") && proof.message.zh.contains("证书链未验证"))
            #expect(try stamping.archive.record(at: stamp.position).leaf.data["checked"]?.string == "signature")
            guard case .trusted = try await stamping.archive.verifyTimeStamps(trusting: stamping.trust())[0].result.get() else {
                throw Unexpected("the chain was not verified later")
            }
        }
    }

    @Test(arguments: ["status/500", "status/301", "text", "large", "noise", "other", "forged"])
    func `an answer that proves nothing is not kept`(path: String) async throws {
        try await Stamping.with { stamping in
            let size = try stamping.archive.size()
            for trust in [nil, try stamping.trust()] {
                do {
                    _ = try await stamping.archive.timeStamp(by: stamping.client(path), trusting: trust)
                    Issue.record("\(path) was kept")
                } catch let error as TimeStampError {
                    switch path {
                    case "other": #expect(error == .wrongImprint)
                    case "forged": guard case .invalidSignature = error else { Issue.record("\(error)"); continue }
                    default: Issue.record("\(error)")
                    }
                } catch let error as TimeStampClientError {
                    #expect(!["other", "forged"].contains(path), "\(error)")
                }
            }
            #expect(try stamping.archive.size() == size)
        }
    }

    @Test func `an old answer is refused for its nonce`() async throws {
        try await Stamping.with { stamping in
            let request = try TimeStampRequest(MessageImprint(of: stamping.archive.checkpoint().bytes))
            _ = try await stamping.client("replay").ask(request)
            let size = try stamping.archive.size()
            await #expect(throws: TimeStampError.wrongNonce) { try await stamping.archive.timeStamp(by: stamping.client("replay")) }
            #expect(try stamping.archive.size() == size)
        }
    }

    @Test func `a refusal of the authority is passed on in its words`() async throws {
        try await Stamping.with(changing: { $0.settings = "digests = sha512" }) { stamping in
            do {
                _ = try await stamping.archive.timeStamp(by: stamping.client())
                Issue.record("it was granted")
            } catch TimeStampError.rejected(_, let failures, _) {
                #expect(failures == [.badAlgorithm])
            }
            let (_, proof) = try await stamping.archive.timeStamp(by: stamping.client(), trusting: stamping.trust(), hash: .sha512)
            guard case .trusted(let verified) = proof else { throw Unexpected(proof) }
            #expect(verified.imprint.hash == .sha512)
        }
    }

    @Test func `an authority that is not trusted is refused, and so is a certificate that had ended`() async throws {
        try await Stamping.with { stamping in
            try await Stamping.with(changing: { $0.until = "20210101000000Z" }) { other in
                let size = try stamping.archive.size()
                do {
                    _ = try await stamping.archive.timeStamp(by: stamping.client(), trusting: other.trust())
                    Issue.record("it was trusted")
                } catch TimeStampError.untrusted {}
                do {
                    _ = try await stamping.archive.timeStamp(by: other.client())
                    Issue.record("it was taken")
                } catch TimeStampError.outsideValidity {}
                #expect(try stamping.archive.size() == size)
            }
        }
    }

    // MARK: - Renewing

    @Test func `a stamp is renewed by another authority, and the old one must still prove something`() async throws {
        try await Stamping.with { stamping in
            let archive = stamping.archive
            await #expect(throws: ArchiveError.self) { try await archive.renewTimeStamp(by: stamping.client()) }
            let (old, _) = try await archive.timeStamp(by: stamping.client())
            try stamping.test.converse(["您好"])
            try await Stamping.with(changing: { $0.key = .rsa }) { other in
                let (new, proof) = try await archive.renewTimeStamp(by: other.client(), hash: .sha512)
                #expect(new.renewed == old.id && new.size == old.size && new.epoch == old.epoch)
                #expect(try archive.stamped(by: new) == old.token)
                #expect(proof.signer != nil)
                // Each chain leads to a root of its own.
                let both = try TimeStampTrust(roots: stamping.authority.roots + other.authority.roots)
                for finding in try await archive.verifyTimeStamps(trusting: both) {
                    guard case .trusted = try finding.result.get() else { throw Unexpected(finding) }
                }
                await #expect(throws: TimeStampError.self) { try await archive.renewTimeStamp(by: other.client(), trusting: stamping.trust()) }
            }
            #expect(try archive.verify().problems == [])
            #expect(try archive.verify().timeStamps == 2)
        }
    }

    @Test func `a stamp that was renewed after its certificate had ended is named`() async throws {
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = TimeZone(secondsFromGMT: 0)
        format.dateFormat = "yyyyMMddHHmmss'Z'"
        // On a busy machine the authority may be made too late to stamp anything.
        for seconds in [5.0, 20, 80] {
            let end = Date(timeIntervalSinceNow: seconds)
            let until = format.string(from: end)
            var isStamped = false
            try await Stamping.with(changing: { $0.until = until }) { stamping in
                let archive = stamping.archive
                do { _ = try await archive.timeStamp(by: stamping.client()) } catch TimeStampError.outsideValidity { return }
                isStamped = true
                while Date().timeIntervalSince(end) < 1 { try await Task.sleep(for: .milliseconds(200)) }
                try await Stamping.with { other in
                    _ = try await archive.renewTimeStamp(by: other.client())
                    let findings = try await archive.verifyTimeStamps(trusting: nil)
                    guard case .success = findings[0].result else { throw Unexpected(findings[0]) }
                    guard case .failure(let error as TimeStampError) = findings[1].result, case .outsideValidity = error else {
                        throw Unexpected(findings[1])
                    }
                }
            }
            if isStamped { return }
        }
        Issue.record("no time stamp was made in time")
    }

    // MARK: - What is stored

    @Test func `a token too long for an entry is kept beside it`() async throws {
        try await Stamping.with(changing: { $0.sendsChain = true }) { stamping in
            let chain = String(repeating: try stamping.authority.roots, count: 120)
            try Data(chain.utf8).write(to: stamping.authority.folder.appendingPathComponent("chain.pem"))
            let (stamp, _) = try await stamping.archive.timeStamp(by: stamping.client(), trusting: stamping.trust())
            #expect(stamp.token.count > 50_000)
            let record = try stamping.archive.record(at: stamp.position)
            #expect(record.leaf.data["token"] == nil && record.ciphertext != nil)
            #expect(try stamping.test.reopened().timeStamps().map(\.token) == [stamp.token])
            #expect(try stamping.problems() == [])
        }
    }

    /// Records that somebody with the keys of the archive could add, and why each proves nothing.
    @Test(arguments: ["other checkpoint", "other digest", "flipped", "later", "serial", "time", "policy", "no token", "renews nothing", "renews itself"])
    func `a record that claims more than its token is named`(claim: String) async throws {
        try await Stamping.with { stamping in
            let archive = stamping.archive
            let (stamp, _) = try await archive.timeStamp(by: stamping.client())
            let good = try StoredTimeStamp.draft(
                TimeStampToken(stamp.token), of: archive.stamped(by: stamp), size: stamp.size, epoch: 1, renewing: nil, checked: "signature")
            try archive.append([good])
            #expect(try stamping.problems() == [])
            var bad = good
            bad.id = .new()
            switch claim {
            case "other checkpoint": bad.data["size"] = .integer(stamp.size - 1)
            case "other digest": bad.data["sha256"] = .string(LogHash.init([UInt8](repeating: 1, count: 32))!.hex)
            case "flipped":
                var token = stamp.token
                token[token.count - 1] ^= 1
                bad.data["token"] = .string(Data(token).base64EncodedString())
            case "later": bad.data["size"] = .integer(stamp.size + 1000)
            case "serial": bad.data["serial"] = "0x1234"
            case "time": bad.data["time"] = .string(stamp.time.advanced(by: -86_400_000).description)
            case "policy": bad.data["policy"] = "1.2.3"
            case "no token": bad.data["token"] = nil
            case "renews nothing": bad.links = [Link(.subject, .new())]
            default: bad.links = [Link(.subject, bad.id)]
            }
            try archive.append([bad])
            let problems = try stamping.problems()
            #expect(!problems.isEmpty && problems.allSatisfy { $0.contains("time-stamp \(bad.id)") }, "\(problems)")
        }
    }

    @Test func `a checkpoint that is gone or changed takes the proof of its stamp away`() async throws {
        try await Stamping.with { stamping in
            let (stamp, _) = try await stamping.archive.timeStamp(by: stamping.client())
            try stamping.archive.database.write { connection in
                _ = try connection.run("delete from checkpoint where size = $1", [.integer(stamp.size)])
            }
            #expect(try stamping.problems().contains { $0.contains("time-stamp \(stamp.id)") && $0.contains("checkpoint \(stamp.size)") })
            let finding = try await stamping.archive.verifyTimeStamps(trusting: stamping.trust())[0]
            guard case .failure(let error as ArchiveError) = finding.result else { throw Unexpected(finding) }
            #expect(error == .damaged(object: "checkpoint \(stamp.size) of epoch 1", reason: Damage.missing))
        }
    }

    @Test func `the log has grown when something else than stamps and cosignatures was added`() async throws {
        try await Stamping.with { stamping in
            let archive = stamping.archive
            #expect(try archive.hasGrownSinceTimeStamp())
            _ = try await archive.timeStamp(by: stamping.client())
            #expect(try !archive.hasGrownSinceTimeStamp())
            _ = try await archive.renewTimeStamp(by: stamping.client())
            #expect(try !archive.hasGrownSinceTimeStamp())
            try archive.append([Draft(.visit)])
            #expect(try archive.hasGrownSinceTimeStamp())
        }
    }

    // MARK: - Other programs

    @Test func `OpenSSL verifies what is exported, by the commands that are written beside it`() async throws {
        try await Stamping.with(changing: { $0.hasIntermediate = true }) { stamping in
            let archive = stamping.archive
            _ = try await archive.timeStamp(by: stamping.client(), trusting: stamping.trust())
            try stamping.test.converse(["您好"])
            _ = try await archive.timeStamp(by: stamping.client(), trusting: stamping.trust())
            _ = try await archive.renewTimeStamp(by: stamping.client(), trusting: stamping.trust())
            let folder = stamping.test.folder.appendingPathComponent("stamps")
            let commands = try archive.exportTimeStamps(to: folder.path)
            #expect(commands.count == 3)
            let written = try String(contentsOf: folder.appendingPathComponent("VERIFY.txt"), encoding: .utf8)
            let untrusted = stamping.authority.folder.appendingPathComponent("middle.pem").path
            try Data(stamping.authority.roots.utf8).write(to: folder.appendingPathComponent("roots.pem"))
            func status(_ command: String) throws -> Int32 {
                let process = Process()
                process.executableURL = URL(fileURLWithPath: "/bin/sh")
                process.arguments = ["-c", command + " -untrusted '\(untrusted)'"]
                process.currentDirectoryURL = folder
                process.standardOutput = FileHandle.nullDevice
                process.standardError = FileHandle.nullDevice
                try process.run()
                process.waitUntilExit()
                return process.terminationStatus
            }
            for command in commands {
                #expect(written.contains(command + "\n"))
                #expect(try status(command) == 0, "\(command)")
            }
            // And not anything else.
            let data = try #require(try FileManager.default.contentsOfDirectory(atPath: folder.path).first { $0.hasSuffix(".checkpoint") })
            let file = folder.appendingPathComponent(data)
            var bytes = try Data(contentsOf: file)
            bytes[0] ^= 1
            try bytes.write(to: file)
            #expect(try commands.filter { $0.contains(data) }.allSatisfy { try status($0) != 0 })
        }
    }
}
