import Foundation
import KaipanArchive
import KaipanLog
import KaipanScene
import KaipanTestSupport
import KaipanText
import Testing

@Suite(.enabled(if: Python.isWanted("hashlib"), "Python is not installed")) struct EvidencePackageTests {
    /// A package with all that one can have: a recording, a chat in pieces, a conversation of which a part is shown, stamps, cosignatures.
    private static func full(_ test: EvidenceArchive, in folder: URL) throws -> (PackageFolder, EvidenceReceipt, EvidenceSelection) {
        let visit = try test.visit()
        if TestAuthority.isWanted {
            let authority = try TestAuthority(in: folder)
            try test.stamp(by: authority)
            try test.stamp(by: authority, renewing: true)
        }
        let rooms = try test.rooms(EvidenceArchive.other, ["请问还有车位吗", "有的"])
        let partial = try test.converse(EvidenceArchive.said)
        _ = try test.session(.legal).placeHold(on: [partial], reason: "诉讼")
        try test.session(.quality).allow(.read, on: [visit])
        try test.cosign()
        try test.grow(by: 300)
        try test.cosign()
        let selection = EvidenceSelection(
            conversations: [visit: .all, rooms[0]: .all, partial: .numbers([2, 3])],
            records: [test.document, test.signing, test.customer, test.project])
        let package = EvidencePackage(
            selection, policy: try test.policy(quorum: false),
            files: [EvidenceFile(path: "report.html", bytes: Array("<p>现场</p>".utf8)), EvidenceFile(path: "scene.json", bytes: Array("{}".utf8))])
        let path = folder.appendingPathComponent("package").path
        let receipt = try package.write(from: test.session(.legal), to: path)
        return (PackageFolder(path: path), receipt, selection)
    }

    private static func with(
        _ engine: EvidenceArchive.ArchivePlaceKind = .sqlite, _ body: (EvidenceArchive, URL) async throws -> Void
    ) async throws {
        let test = try EvidenceArchive(engine)
        try await Project.withTemporaryFolder { try await body(test, $0) }
    }

    // MARK: - Verifying

    @Test func `the package verifies with its own program and with those of others`() async throws {
        try await Self.with { test, folder in
            let (package, receipt, _) = try Self.full(test, in: folder)
            let own = package.verify()
            #expect(own.status == 0, "\(own.output)")
            #expect(own.output.contains("\nVERIFIED 全部通过") && !own.output.contains("FAIL"))
            // What only its digest vouches for is said.
            #expect(own.output.contains("NOTE  data/report.html"))

            let files = try package.files()
            #expect(files.count == receipt.files)
            for name in ["bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt", "data/VERIFY.md", "data/verify.py", "data/log/checkpoint",
                         "data/policy/tlog-policy", "data/keys/log-1.vkey", "data/keys/witness-1.vkey", "data/commitments.json", "data/custody.csv", "data/gaps.json"] {
                #expect(files[name] != nil, "\(name)")
            }
            #expect(files.keys.contains { $0.hasPrefix("data/originals/") && $0.hasSuffix("现场_接待.vtt") })
            #expect(files.keys.contains { $0.hasPrefix("data/originals/") && $0.hasSuffix(".jsonl.part") })
            #expect(files.keys.contains { $0.hasPrefix("data/media/") && $0.hasSuffix(".wav") })
            #expect(files.keys.contains { $0.hasSuffix(".cosigned") } && files.keys.contains { $0.hasSuffix(".vtt") })

            for manifest in ["manifest-sha256.txt", "tagmanifest-sha256.txt"] {
                let summed = package.run(["sha256sum", "--strict", "--quiet", "-c", manifest])
                #expect(summed.status == 0, "\(summed.output)")
            }
        }
    }

    @Test(.enabled(if: Python.isWanted("bagit"), "bagit is not installed")) func `bagit takes it for a valid bag`() async throws {
        try await Self.with { test, folder in
            let (package, _, _) = try Self.full(test, in: folder)
            let code = "import bagit, sys; bag = bagit.Bag(sys.argv[1]); bag.validate(); print(bag.version)"
            let found = try #require(Python.run(["-c", code, package.path]))
            #expect(found.status == 0 && found.output.contains("1.0"), "\(found.output)")
        }
    }

    @Test(.enabled(if: TestAuthority.isWanted, "openssl is not installed"))
    func `openssl verifies each time stamp by the commands of the guide`() async throws {
        try await Self.with { test, folder in
            let authority = try TestAuthority(in: folder)
            let visit = try test.visit()
            try test.stamp(by: authority)
            try test.stamp(by: authority, renewing: true)
            let path = folder.appendingPathComponent("stamped").path
            try EvidencePackage(EvidenceSelection(conversations: [visit: .all]), roots: authority.roots).write(from: test.session(.legal), to: path)
            let package = PackageFolder(path: path), guide = String(decoding: try package.bytes("data/VERIFY.md"), as: UTF8.self)
            let commands = Set(guide.split(separator: "\n").filter { $0.contains("openssl ts") }.map(String.init))
            #expect(commands.count == 2)
            for command in commands {
                let found = package.run(["sh", "-c", command], environment: ["OPENSSL_CONF": "/dev/null"])
                #expect(found.status == 0 && found.output.contains("Verification: OK"), "\(command): \(found.output)")
            }
            let own = package.verify()
            #expect(own.status == 0 && own.output.contains("TIME  tsa/"), "\(own.output)")
            // A stamp of another checkpoint is refused by it too.
            let tokens = try package.files().keys.filter { $0.hasSuffix(".tsr") }.sorted()
            let other = package.run(
                ["sh", "-c", try #require(commands.sorted().first).replacing(tokens[0], with: tokens[1])], environment: ["OPENSSL_CONF": "/dev/null"])
            #expect(tokens.count == 2 && other.status != 0)
        }
    }

    @Test(.enabled(if: EvidenceVerifier.isWanted, "Go or its library is not installed"))
    func `Go's checksum database verifies the log in it, by proofs and by tiles`() async throws {
        try await Self.with { test, folder in
            let (package, _, _) = try Self.full(test, in: folder)
            let found = EvidenceVerifier.verify(package.path)
            #expect(found.status == 0 && found.output.contains("verified"), "\(found.output)")
            let records = try package.files().keys.filter { $0.hasPrefix("data/records/") }.sorted()
            let file = URL(filePath: package.path).appending(path: records[0])
            try Data(try package.bytes(records[0]) + [0x20]).write(to: file)
            #expect(EvidenceVerifier.verify(package.path).status != 0)
        }
    }

    @Test func `the verifier is short, needs nothing but Python, and is the one that is handed out`() throws {
        let source = try String(contentsOfFile: PackageFolder.verifier, encoding: .utf8)
        #expect(Array(source.utf8) == EvidencePackage.verifier)
        #expect(source.split(separator: "\n", omittingEmptySubsequences: false).count - 1 <= 300)
        let imports = source.split(separator: "\n").filter { $0.hasPrefix("import ") || $0.hasPrefix("from ") }
        #expect(imports == ["import argparse, base64, hashlib, hmac, json, os, sys", "from functools import lru_cache"])
    }

    @Test(.enabled(if: Python.isWanted("cryptography"), "cryptography is not installed"))
    func `its Ed25519 agrees with RFC 8032 and with another program`() {
        let found = PackageFolder.packages(["vectors", PackageFolder.verifier])
        #expect(found.status == 0 && found.output.contains("\"agreed\": 30"), "\(found.output)")
    }

    // MARK: - Changes

    @Test func `a thousand random changes are each refused, the file named`() async throws {
        try await Self.with { test, folder in
            let (package, _, _) = try Self.full(test, in: folder)
            let found = PackageFolder.packages(["mutations", PackageFolder.verifier, package.path, "1100", "7"])
            #expect(found.status == 0, "\(found.output)")
            let counts = try #require(try? JSONDecoder().decode([String: Int].self, from: Data(found.output.utf8)))
            #expect(counts["refused"] ?? 0 >= 1000 && counts.count == 10, "\(counts)")
        }
    }

    @Test func `content that was changed under new digests is refused, the file named`() async throws {
        try await Self.with { test, folder in
            let (package, _, _) = try Self.full(test, in: folder)
            let found = PackageFolder.packages(["forgeries", PackageFolder.verifier, package.path, "11"])
            #expect(found.status == 0 && found.output.contains("refused"), "\(found.output)")
        }
    }

    @Test func `another log's key is not believed`() async throws {
        try await Self.with { test, folder in
            let (package, _, _) = try Self.full(test, in: folder)
            let good = folder.appendingPathComponent("good").path, bad = folder.appendingPathComponent("bad").path
            try Data(test.archive.trustPolicy().bytes).write(to: URL(filePath: good))
            try Data(try EvidenceArchive().archive.trustPolicy().bytes).write(to: URL(filePath: bad))
            #expect(package.verify(["--policy", good]).status == 0)
            let refused = package.verify(["--policy", bad])
            #expect(refused.status == 1 && refused.output.contains("FAIL  log/checkpoint"), "\(refused.output)")
        }
    }

    // MARK: - The same bytes

    @Test func `two exports at one checkpoint are the same bytes, whatever was added between them`() async throws {
        try await Self.with { test, folder in
            let (package, receipt, selection) = try Self.full(test, in: folder)
            // The export is in the log, and so are an access, new utterances and anchors.
            try test.cosign()
            if TestAuthority.isWanted { try test.stamp(by: TestAuthority(in: folder)) }
            try test.session(.legal).allow(.read, on: selection.subjects)
            try test.add(.annotation, links: [Link(.subject, test.customer)], content: ["text": "更正"])
            let second = folder.appendingPathComponent("second").path
            let files = [EvidenceFile(path: "report.html", bytes: Array("<p>现场</p>".utf8)), EvidenceFile(path: "scene.json", bytes: Array("{}".utf8))]
            let again = try EvidencePackage(selection, size: receipt.size, policy: test.policy(quorum: false), files: files)
                .write(from: test.session(.legal), to: second)
            #expect(again.digest == receipt.digest && again.size == receipt.size && again.position > receipt.position)
            #expect(try PackageFolder(path: second).files() == package.files())
            // Without a checkpoint named, the newest counts, and the first export is in the custody of the second.
            let third = folder.appendingPathComponent("third").path
            let newest = try EvidencePackage(selection).write(from: test.session(.legal), to: third)
            #expect(newest.digest != receipt.digest)
            let custody = String(decoding: try PackageFolder(path: third).bytes("data/custody.csv"), as: UTF8.self)
            #expect(custody.contains("\(receipt.position),") && custody.contains(",export,"))
            #expect(!String(decoding: try package.bytes("data/custody.csv"), as: UTF8.self).contains(",export,"))
            #expect(PackageFolder(path: third).verify().status == 0)
        }
    }

    // MARK: - What is not disclosed

    /// The texts of a conversation that are hidden, in the forms in which an attacker has them, and what the archive alone knows.
    private static func attack(_ package: PackageFolder, _ texts: [String], known: [CanonicalJSON] = [], in folder: URL) throws -> String {
        let dictionary = folder.appendingPathComponent("dictionary.json"), salts = folder.appendingPathComponent("known.json")
        try Data(CanonicalJSON.array(texts.map { .string($0) }).serialized()).write(to: dictionary)
        try Data(CanonicalJSON.array(known).serialized()).write(to: salts)
        let found = PackageFolder.packages(["dictionary", package.path, dictionary.path] + (known.isEmpty ? [] : [salts.path]))
        try #require(found.status == 0, "\(found.output)")
        return found.output
    }

    @Test func `a dictionary with every hidden text finds none, and all with the salts that the archive keeps`() async throws {
        try await Self.with { test, folder in
            let id = try test.converse(EvidenceArchive.said)
            try test.add(.annotation, links: [Link(.subject, id), Link(.conversation, id)], data: ["utterance": 5], content: ["text": "首付三十万是听错"])
            let path = folder.appendingPathComponent("partial").path
            let receipt = try EvidencePackage(EvidenceSelection(conversations: [id: .numbers([2])])).write(from: test.session(.legal), to: path)
            let package = PackageFolder(path: path)
            #expect(package.verify().status == 0 && receipt.utterances == 1 && receipt.withheld == EvidenceArchive.said.count - 1)
            let hidden = EvidenceArchive.said.enumerated().filter { $0.offset != 2 }.map(\.element) + ["首付三十万是听错"]
            #expect(try Self.attack(package, hidden, in: folder).contains("\"found\": []"))
            // What is disclosed is found, so the attack sees what there is to see.
            #expect(try Self.attack(package, [EvidenceArchive.said[2]], in: folder).contains(EvidenceArchive.said[2]))
            let transcript = try #require(try test.archive.records(linkedTo: id, .conversation, type: .transcript).first)
            let openings = try #require(try test.archive.openings(of: transcript))
            let known = openings.filter { $0.utterance.number != 2 }.map { opening -> CanonicalJSON in
                [
                    "text": .string(opening.utterance.text), "body": .string(String(decoding: opening.body, as: UTF8.self)),
                    "salt": .string(Hexadecimal.string(opening.salt)), "leaf": .string(String(decoding: opening.leaf, as: UTF8.self)),
                ]
            }
            let found = try Self.attack(package, hidden, known: known, in: folder)
            for text in hidden.dropLast() { #expect(found.contains("\"\(text)\""), "\(text) \(found)") }
        }
    }

    @Test func `an original and a recording go in only where all that was said is disclosed`() async throws {
        try await Self.with { test, folder in
            let visit = try test.visit(), rooms = try test.rooms(EvidenceArchive.other, ["请问还有车位吗", "有的"])
            func names(_ selection: EvidenceSelection.Utterances, _ name: String, of id: RecordID) throws -> [String] {
                let path = folder.appendingPathComponent(name).path
                try EvidencePackage(EvidenceSelection(conversations: [id: selection])).write(from: test.session(.legal), to: path)
                let package = PackageFolder(path: path)
                #expect(package.verify().status == 0)
                return try package.files().keys.filter { $0.hasPrefix("data/originals/") || $0.hasPrefix("data/media/") }.sorted()
            }
            let count = EvidenceArchive.said.count
            #expect(try names(.all, "all", of: visit).count == 2)
            #expect(try names(.numbers(Set(0..<count)), "each", of: visit).count == 2)
            #expect(try names(.numbers(Set(1..<count)), "most", of: visit) == [])
            #expect(try names(.none, "none", of: visit) == [])
            // Of a file with two rooms the part of one, and nothing of the other.
            let part = try names(.all, "room", of: rooms[0])
            #expect(part.count == 1 && part[0].hasSuffix("企业微信.jsonl.part"))
            let bytes = String(decoding: try PackageFolder(path: folder.appendingPathComponent("room").path).bytes(part[0]), as: UTF8.self)
            #expect(EvidenceArchive.other.allSatisfy { bytes.contains($0) } && !bytes.contains("车位"))
            let gaps = try PackageFolder(path: folder.appendingPathComponent("room").path).json("data/gaps.json")
            #expect(gaps["gaps"]?.array?.contains { $0["data"]?["kind"]?.string == "sequence-hole" } == true, "\(gaps)")
        }
    }

    @Test func `a customer's copy shows their own data, and nothing of others that could be matched`() async throws {
        try await Self.with { test, folder in
            let visit = try test.visit()
            let stranger = try test.add(.customer, content: ["name": "别人", "phone": "13700000002"])
            let selection = EvidenceSelection(
                conversations: [visit: .all], records: [test.customer, test.signing, test.document, stranger],
                copy: .init(customer: test.customer, names: ["陈云岭"]))
            let path = folder.appendingPathComponent("copy").path
            let receipt = try EvidencePackage(selection).write(from: test.session(.privacy, purpose: .request), to: path)
            let package = PackageFolder(path: path), verified = package.verify()
            #expect(verified.status == 0, "\(verified.output)")
            let everything = try package.files().values.map { String(decoding: $0, as: UTF8.self) }.joined()
            for secret in ["13900000001", "陈云岭", "13700000002", "别人"] { #expect(!everything.contains(secret), "\(secret)") }
            for own in ["13800000000", "欧阳小岚", "一三八零零零零零零零零", "〔姓名〕的电话是〔手机号〕", "本项目不含学区承诺"] { #expect(everything.contains(own), "\(own)") }
            #expect(try !package.files().keys.contains { $0.hasPrefix("data/originals/") || $0.hasPrefix("data/media/") })
            let index = try package.json("data/commitments.json")
            #expect(index["variant"]?.string == "customer-copy" && index["redactor"]?.string == Redactor.version)
            let utterances = try #require(index["transcripts"]?.array?.first?["utterances"]?.array)
            let redacted = utterances.filter { $0["redacted"] == true }
            #expect(redacted.count == 1 && redacted[0]["salt"] == nil && redacted[0]["body"] == nil && redacted[0]["leaf"] != nil)
            #expect(utterances.count == EvidenceArchive.said.count && utterances.filter { $0["salt"] != nil }.count == utterances.count - 1)
            #expect(receipt.utterances == utterances.count)
            // The hidden number can't be tried either: the right text is in the dictionary.
            #expect(try Self.attack(package, [EvidenceArchive.said[4], "13900000001", "陈云岭"], in: folder).contains("\"found\": []"))
            let export = try test.archive.record(at: receipt.position)
            #expect(export.leaf.data["variant"]?.string == "customer-copy" && export.leaf.data["manifest"]?.string == receipt.digest)
        }
    }

    @Test func `what was erased is missing and said to be, and the rest verifies`() async throws {
        try await Self.with { test, folder in
            let visit = try test.visit(), other = try test.converse(EvidenceArchive.other)
            let privacy = try test.session(.privacy), request = try privacy.requestErasure(of: [visit], reason: .requested)
            for role in [MemberRole.legal, .manager] { try test.session(role).decide(request, approve: true) }
            try privacy.erase(request)
            let path = folder.appendingPathComponent("erased").path
            try EvidencePackage(EvidenceSelection(conversations: [visit: .all, other: .all])).write(from: test.session(.legal), to: path)
            let package = PackageFolder(path: path), verified = package.verify()
            #expect(verified.status == 0, "\(verified.output)")
            let everything = try package.files().values.map { String(decoding: $0, as: UTF8.self) }.joined()
            #expect(EvidenceArchive.other.allSatisfy { everything.contains($0) } && !EvidenceArchive.said.contains { everything.contains($0) })
            #expect(try package.json("data/gaps.json")["erased"]?.array?.isEmpty == false)
            #expect(String(decoding: try package.bytes("data/custody.csv"), as: UTF8.self).contains(",erasure,"))
        }
    }

    // MARK: - Who may, and what is refused

    @Test func `an export takes the right and a purpose, and is in the log with the package's digest`() async throws {
        try await Self.with { test, folder in
            let id = try test.converse(EvidenceArchive.other), path = folder.appendingPathComponent("package").path
            let package = EvidencePackage(EvidenceSelection(conversations: [id: .all]))
            #expect(throws: ArchiveError.self) { try package.write(from: test.session(.quality), to: path) }
            #expect(throws: ArchiveError.noPurpose) { try package.write(from: test.session(.legal, purpose: nil), to: path) }
            #expect(!FileManager.default.fileExists(atPath: path))
            let receipt = try package.write(from: test.session(.legal), to: path)
            #expect(throws: ArchiveError.self) { try package.write(from: test.session(.legal), to: path) }
            let record = try test.archive.record(at: receipt.position)
            #expect(record.leaf.type == .export && record.leaf.member == test.members[.legal]?.id && record.leaf.links == [Link(.subject, id)])
            #expect(record.leaf.data["manifest"]?.string == receipt.digest && record.leaf.data["size"]?.integer == receipt.size)
            let summed = PackageFolder(path: path).run(["sha256sum", "tagmanifest-sha256.txt"])
            #expect(summed.output.hasPrefix(receipt.digest))
            #expect(try test.archive.verify().problems == [])
        }
    }

    @Test func `a policy with witnesses needs their signatures over everything in the package`() async throws {
        try await Self.with { test, folder in
            let id = try test.converse(EvidenceArchive.other), policy = try test.policy(quorum: true)
            var package = EvidencePackage(EvidenceSelection(conversations: [id: .all]), policy: policy)
            let path = folder.appendingPathComponent("cosigned").path
            #expect(throws: ArchiveError.self) { try package.write(from: test.session(.legal), to: path) }
            try test.cosign()
            let size = try test.archive.size()
            try package.write(from: test.session(.legal), to: path)
            let verified = PackageFolder(path: path).verify()
            #expect(verified.status == 0, "\(verified.output)")
            // Each proof stands alone, with the witness's signature.
            let proofs = try PackageFolder(path: path).files().filter { $0.key.hasSuffix(".tlog-proof") }
            for (name, bytes) in proofs {
                let entry = try PackageFolder(path: path).bytes(name.replacing("proofs/", with: "records/").replacing(".tlog-proof", with: ".json"))
                try TlogProof(parsing: bytes).verify(entry: entry, policy: policy)
            }
            // A record that came after the witness signed.
            try test.add(.annotation, links: [Link(.subject, id), Link(.conversation, id)], content: ["text": "补记"])
            #expect(throws: ArchiveError.self) { try package.write(from: test.session(.legal), to: path + "-late") }
            package.size = size
            try package.write(from: test.session(.legal), to: path + "-then")
            #expect(try PackageFolder(path: path + "-then").files() == PackageFolder(path: path).files())
        }
    }

    @Test func `what is not there, and names that no folder takes, are refused`() async throws {
        try await Self.with { test, folder in
            let path = folder.appendingPathComponent("package").path, legal = try test.session(.legal), id = try test.converse(["好"])
            let missing = RecordID.new()
            #expect(throws: ArchiveError.noRecord(id: missing.description)) {
                try EvidencePackage(EvidenceSelection(records: [missing])).write(from: legal, to: path)
            }
            #expect(throws: ArchiveError.noRecord(id: test.document.description)) {
                try EvidencePackage(EvidenceSelection(conversations: [test.document: .all])).write(from: legal, to: path)
            }
            let early = try test.archive.record(id).position
            #expect(throws: ArchiveError.noRecord(id: id.description)) {
                try EvidencePackage(EvidenceSelection(conversations: [id: .all]), size: early).write(from: legal, to: path)
            }
            #expect(throws: ArchiveError.noRecord(id: "checkpoint 999999")) {
                try EvidencePackage(EvidenceSelection(conversations: [id: .all]), size: 999_999).write(from: legal, to: path)
            }
            for name in ["../x", "/x", "a//b", "a\nb", "a%b", "commitments.json", "verify.py"] {
                #expect(throws: ArchiveError.self, "\(name)") {
                    try EvidencePackage(EvidenceSelection(conversations: [id: .all]), files: [EvidenceFile(path: name, bytes: [])]).write(from: legal, to: path)
                }
            }
            #expect(!FileManager.default.fileExists(atPath: path))
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.contains(".part-") } == [])
        }
    }
}

/// The same on both databases.
@Suite(
    .postgresServer(), .serialized,
    .enabled(if: PostgresServer.isWanted && Python.isWanted("hashlib"), "PostgreSQL or Python is not installed"))
struct EvidencePackageStoreTests {
    @Test(arguments: EvidenceArchive.ArchivePlaceKind.allCases)
    func `a package verifies and repeats itself`(engine: EvidenceArchive.ArchivePlaceKind) async throws {
        let test = try EvidenceArchive(engine)
        try await Project.withTemporaryFolder { folder in
            let visit = try test.visit()
            let package = EvidencePackage(EvidenceSelection(conversations: [visit: .numbers([1, 2])], records: [test.document]))
            let one = folder.appendingPathComponent("one").path, two = folder.appendingPathComponent("two").path
            let receipt = try package.write(from: test.session(.legal), to: one)
            var again = package
            again.size = receipt.size
            try again.write(from: test.session(.legal), to: two)
            let verified = PackageFolder(path: one).verify()
            #expect(verified.status == 0, "\(verified.output)")
            #expect(try PackageFolder(path: one).files() == PackageFolder(path: two).files())
        }
    }
}
