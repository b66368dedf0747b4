import Foundation
import KaipanArchive
import KaipanTestSupport
import Testing

/// Keys that are not there, or are others': each error names the file, what was expected and what to do.
@Suite struct KeyFileTests {
    private func message(_ body: () throws -> Void) throws -> (zh: String, en: String) {
        do { try body() } catch let error as ArchiveError { return (error.message.zh, error.message.en) }
        throw Unexpected("no error")
    }

    @Test func `a member's key that is not there is named`() throws {
        let (zh, en) = try message { _ = try MemberKey(path: "/nowhere/nope.key") }
        #expect(zh.contains("/nowhere/nope.key") && zh.contains("成员密钥") && zh.contains("--as") && !zh.contains("主密钥"))
        #expect(en.contains("/nowhere/nope.key") && en.contains("--as") && en.contains("kaipan archive member key"))
    }

    @Test func `a master key that is not there is named`() throws {
        let (zh, en) = try message { _ = try MasterKeySource.file("/nowhere/master.key").load() }
        #expect(zh.contains("/nowhere/master.key") && zh.contains("--key-file") && en.contains("no master key"))
    }

    @Test func `a file with another secret is not taken`() async throws {
        try await Project.withTemporaryFolder { folder in
            let path = folder.appendingPathComponent("x.key").path
            try MemberKey().write(to: path)
            #expect(try message { _ = try MasterKeySource.file(path).load() }.en.contains("32 bytes"))
            let master = folder.appendingPathComponent("master.key").path
            try SecretFile.write(MasterKey.random().text + "\n", to: master)
            #expect(try message { _ = try MemberKey(path: master) }.zh.contains("kaipan-member 1"))
        }
    }

    @Test func `a key comes through a pipe, and a pipe that gives nothing is said to be one`() async throws {
        try await Project.withTemporaryFolder { folder in
            let pipe = folder.appendingPathComponent("pipe").path, key = MasterKey.random().text
            #expect(mkfifo(pipe, 0o600) == 0)
            func load(_ text: String) throws -> MasterKey {
                let writer = Thread {
                    let end = FileHandle(forWritingAtPath: pipe)
                    try? end?.write(contentsOf: Data(text.utf8))
                    try? end?.close()
                }
                writer.start()
                return try MasterKeySource.file(pipe).load()
            }
            #expect(try load(key + "\n").key == MasterKey(text: key).key)
            let (zh, en) = try message { _ = try load("") }
            #expect(zh.contains("管道里没有内容") && en.contains("the pipe gave nothing"))
        }
    }

    @Test func `a device and a folder are said to be that`() throws {
        #expect(try message { _ = try MasterKeySource.file("/dev/null").load() }.zh.contains("终端或设备"))
        #expect(try message { _ = try MemberKey(path: "/tmp") }.zh.contains("这是文件夹"))
    }

    /// An archive's folder that was closed.
    private func archive(_ folder: URL, _ name: String) throws -> String {
        let place = folder.appendingPathComponent(name).path
        _ = try Archive.create(at: .folder(place), name: "\(name).test/log", master: TestArchive.master())
        return place
    }

    @Test(arguments: ["lost", "empty", "cut", "text", "another"]) func `a key database that cannot be used is said to be it`(damage: String) async throws {
        try await Project.withTemporaryFolder { folder in
            let place = try archive(folder, "one"), keys = URL(filePath: place + "/keys.db")
            switch damage {
            case "lost": try FileManager.default.removeItem(at: keys)
            case "empty": try Data().write(to: keys)
            case "cut": try Data(contentsOf: keys).prefix(5000).write(to: keys)
            case "text": try Data(String(repeating: "no database\n", count: 2000).utf8).write(to: keys)
            default:
                // Under the same master key: its own signature gives it away.
                let other = try archive(folder, "two")
                try FileManager.default.removeItem(at: keys)
                try FileManager.default.copyItem(at: URL(filePath: other + "/keys.db"), to: keys)
            }
            let (zh, en) = try message { _ = try Archive.open(.folder(place), master: TestArchive.master()) }
            #expect(zh.contains("keys.db") && zh.contains("备份") && en.contains("backup"), "\(zh)")
            // Nothing was made in its place.
            if damage == "lost" { #expect(!FileManager.default.fileExists(atPath: keys.path)) }
        }
    }
}
