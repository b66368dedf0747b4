import Crypto
import Foundation
import KaipanArchive
import KaipanTestSupport
import KaipanText
import Testing

struct ChunkedEncryptionTests {
    private static let key = [UInt8](0..<32), salt = [UInt8](100..<124), context = Array("context".utf8)

    private static func message(_ length: Int) -> [UInt8] { (0..<length).map { UInt8(truncatingIfNeeded: $0 * 7 + $0 / 251) } }

    private static func cipher(context: [UInt8] = context) -> ChunkedEncryption {
        ChunkedEncryption(inputKey: SymmetricKey(data: key), salt: salt, context: context)
    }

    private static func sealed(_ message: [UInt8]) throws -> [UInt8] {
        let cipher = cipher()
        var sealed = cipher.header
        for number in 0...message.count / 16_384 {
            let chunk = message.dropFirst(number * 16_384).prefix(16_384)
            sealed += try cipher.seal(chunk, number: Int64(number))
        }
        return sealed
    }

    /// The specification has no vectors; these come of an implementation of its own in `Tests/Interop/media`.
    @Test(arguments: [
        (0, "a3512651e7a49724e97dd274a41206b8a5f7cfb47c92e5ce97b51a81ceb1d939"),
        (16_384, "a1630027f98185be6b501e716332e7523b4f2b78dd3ed3556915dac58b842587"),
        (40_000, "5dbe8840a9404cb639924532fdfe1f1eed2edd76528b2064df28e2a6ad1e2fc9"),
    ])
    func `a message becomes the bytes that the specification says`(length: Int, digest: String) throws {
        let sealed = try Self.sealed(Self.message(length))
        #expect(Hexadecimal.string(Array(SHA256.hash(data: sealed))) == digest)
        #expect(ChunkedEncryption.messageLength(sealed: Int64(sealed.count)) == Int64(length))
    }

    @Test(
        .enabled("needs cryptography of PyPI") { Python.isWanted("cryptography") },
        arguments: [0, 1, 16_383, 16_384, 16_385, 32_768, 1_048_575, 1_048_576, 1_100_000])
    func `another implementation opens what ours encrypts, and ours what it does`(length: Int) async throws {
        let message = Self.message(length), sealed = try Self.sealed(message)
        let script = Project.path("Tests/Interop/media/chunked.py")
        let hex = (key: Hexadecimal.string(Self.key), salt: Hexadecimal.string(Self.salt), context: Hexadecimal.string(Self.context))
        try await Project.withTemporaryFolder { folder in
            let files = ["message", "ours", "theirs", "opened"].map { folder.appendingPathComponent($0) }
            try Data(message).write(to: files[0])
            try Data(sealed).write(to: files[1])
            let opened = try #require(Python.run([script, "open", hex.key, hex.context, files[1].path, files[3].path]))
            try #require(opened.status == 0, "\(opened.output)")
            #expect(try Data(contentsOf: files[3]) == Data(message))
            let theirs = try #require(Python.run([script, "seal", hex.key, hex.salt, hex.context, files[0].path, files[2].path]))
            try #require(theirs.status == 0, "\(theirs.output)")
            #expect(try Data(contentsOf: files[2]) == Data(sealed))
            // The peer refuses what is cut or changed, so that its yes means something.
            var damaged = sealed
            damaged[damaged.count - 1] ^= 1
            try Data(damaged).write(to: files[1])
            #expect(try #require(Python.run([script, "open", hex.key, hex.context, files[1].path, files[3].path])).status == 1)
        }
    }

    @Test func `a chunk opens in its own place and message only`() throws {
        let cipher = Self.cipher(), chunk = try cipher.seal(Self.message(100), number: 3)
        #expect(try cipher.open(chunk[...], number: 3) == Data(Self.message(100)))
        #expect(throws: CryptoKitError.self) { try cipher.open(chunk[...], number: 2) }
        #expect(throws: CryptoKitError.self) { try Self.cipher(context: Array("other".utf8)).open(chunk[...], number: 3) }
        #expect(throws: CryptoKitError.self) { try cipher.open(chunk.dropLast(), number: 3) }
        #expect(throws: CryptoKitError.self) { try cipher.open(chunk.prefix(15), number: 3) }
        #expect(Self.cipher().header != Self.cipher(context: Array("other".utf8)).header)
        #expect(throws: ArchiveError.self) { try cipher.seal([1], number: ChunkedEncryption.maximumCount) }
    }

    /// Lengths that cut a message at the end of a chunk, or within a tag.
    @Test(arguments: [-1, 0, 55, 56, 71, 56 + 16_400, 56 + 16_400 + 15])
    func `no message has such a length`(sealed: Int64) {
        #expect(ChunkedEncryption.messageLength(sealed: sealed) == nil)
    }
}
