import Foundation
import KaipanTestSupport
import Testing

/// What others sign of an archive: authorities and witnesses, each a program of its own.
@Suite("kaipan archive timestamp, witness")
struct ArchiveAnchorCommandTests {
    private struct Desk {
        let folder: String
        let environment: [String: String]

        func run(_ arguments: [String], archive: String = "archive") throws -> KaipanProcess.Outcome {
            try KaipanProcess.run(
                arguments + ["--language", "en"], environment: environment.merging(["KAIPAN_ARCHIVE": "\(folder)/\(archive)"]) { $1 }, in: folder)
        }

        /// A command that must succeed; its first line of output.
        @discardableResult
        func first(_ arguments: [String], archive: String = "archive") throws -> String {
            let outcome = try run(arguments, archive: archive)
            #expect(outcome.status == 0, "\(arguments): \(outcome.err)")
            return outcome.out.split(separator: "\n").first.map(String.init) ?? ""
        }
    }

    private func withArchive(_ body: (Desk) throws -> Void) throws {
        try Workspace.with([:] as [String: String]) { work in
            let made = try KaipanProcess.run(
                ["archive", "init", "--archive", "archive", "--name", "archive.example/test", "--key-file", "master.key", "--administrator", "admin.key"],
                in: work.folder)
            #expect(made.status == 0, "\(made.err)")
            let master = try String(contentsOfFile: work.folder + "/master.key", encoding: .utf8)
            try body(Desk(folder: work.folder, environment: ["KAIPAN_MASTER_KEY": master]))
        }
    }

    /// Runs a witness of the archive's log while the body does, with its address.
    private func withWitness(_ desk: Desk, _ body: (String) throws -> Void) throws {
        let log = try desk.first(["archive", "checkpoint", "--key"])
        let process = Process(), output = Pipe()
        process.executableURL = URL(fileURLWithPath: KaipanProcess.executable)
        process.arguments = ["archive", "witness", "serve", "--state", "witness.db", "--key", "witness.key", "--log", log, "--port", "0"]
        process.environment = KaipanProcess.environment()
        process.currentDirectoryURL = URL(fileURLWithPath: desk.folder)
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        defer {
            process.terminate()
            process.waitUntilExit()
        }
        var text: [UInt8] = []
        while text.filter({ $0 == 0x0A }).count < 2, let byte = try output.fileHandleForReading.read(upToCount: 1)?.first { text.append(byte) }
        let lines = String(decoding: text, as: UTF8.self).split(separator: "\n")
        let line = try #require(lines.last.map(String.init))
        try #require(line.hasSuffix("add-checkpoint"), "the witness did not start")
        try body(String(line.dropLast("add-checkpoint".count)))
    }

    @Test func `a witness cosigns growth and tells an old copy`() throws {
        try withArchive { desk in
            let key = try desk.first(["archive", "witness", "key", "witness.key", "--name", "lawyer.example/w1"])
            #expect(try desk.run(["archive", "witness", "key", "witness.key", "--name", "lawyer.example/w1"]).status == 2)
            try withWitness(desk) { address in
                let cosign = ["archive", "witness", "cosign", "--witness", address, "--witness-key", key]
                try FileManager.default.copyItem(atPath: "\(desk.folder)/archive", toPath: "\(desk.folder)/old")
                try FileManager.default.removeItem(atPath: "\(desk.folder)/old/checkpoints")
                #expect(try desk.first(cosign).contains("lawyer.example/w1 cosigned"))
                try desk.first(cosign + ["--as", "admin.key"])
                let old = try desk.run(cosign, archive: "old")
                #expect(old.status == 2 && old.err.contains("old backup"), "\(old.err)")
            }
            let verified = try desk.run(["archive", "verify", "--witness-key", key])
            #expect(verified.status == 0 && verified.out.contains("2 cosignatures"), "\(verified.out)\(verified.err)")
            #expect(try desk.run(["archive", "checkpoint", "--cosigned"]).out.contains("\n— lawyer.example/w1 "))
            #expect(try desk.run(["archive", "proof", "0", "--cosigned"]).out.hasPrefix("c2sp.org/tlog-proof@v1\nindex 0\n"))
            // What the witness kept lets the old copy go on, and say what it lost.
            let kept = try desk.run(["archive", "witness", "show", "--state", "witness.db"]).out
            try Data(kept.dropLast().utf8).write(to: URL(fileURLWithPath: "\(desk.folder)/kept"))
            let epoch = ["archive", "epoch", "--reason", "disk", "--as", "admin.key"]
            #expect(try desk.run(epoch, archive: "old").status == 2)
            #expect(try desk.run(epoch + ["--checkpoint", "kept"], archive: "old").out.contains("archive.example/test/2+"))
            #expect(try desk.first(["archive", "tiles", "tiles"], archive: "old").contains("files written"))
        }
    }

    @Test(.enabled(if: TestAuthority.isWanted && Python.isWanted("http.server"), "openssl or Python is not installed"))
    func `an authority stamps, and what it stamped is listed, exported and verified`() throws {
        try withArchive { desk in
            let authority = try TestAuthority(in: URL(fileURLWithPath: desk.folder))
            let server = try TestAuthorityServer(authority)
            defer { server.stop() }
            let roots = ["--tsa-roots", authority.folder.appendingPathComponent("root.pem").path]
            let stamp = ["archive", "timestamp", "--tsa", server.url.absoluteString]
            #expect(try desk.first(stamp).contains("chain not verified"))
            #expect(try desk.first(stamp + roots + ["--renew", "--digest", "SHA-512"]).contains("renews"))
            let forged = try desk.run(["archive", "timestamp", "--tsa", server.url.absoluteString + "forged"])
            #expect(forged.status == 2 && forged.err.contains("The signature is invalid"))
            #expect(try desk.run(["archive", "timestamp"] + roots).out.split(separator: "\n").count == 2)
            #expect(try desk.first(["archive", "timestamp", "--export", "stamps"]).hasPrefix("openssl ts -verify -data "))
            let verified = try desk.run(["archive", "verify"] + roots)
            #expect(verified.status == 0 && verified.out.contains("2 time stamps"), "\(verified.out)\(verified.err)")
            let other = try TestAuthority(in: URL(fileURLWithPath: desk.folder))
            let untrusted = try desk.run(["archive", "verify", "--tsa-roots", other.folder.appendingPathComponent("root.pem").path])
            #expect(untrusted.status == 1 && untrusted.out.contains("No valid chain"), "\(untrusted.out)")
        }
    }
}
