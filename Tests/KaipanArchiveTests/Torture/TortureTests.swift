import Foundation
import Testing

/// The short forms of the fault tests; `make torture` runs the long ones.
struct TortureTests {
    private func run(_ name: String, _ arguments: String...) throws {
        let result = try TortureProgram.run(name, arguments)
        #expect(result.status == 0, "\(result.output)")
    }

    @Test(.enabled("takes PostgreSQL") { try TortureProgram.isWanted("kill") })
    func `nothing acknowledged is lost when writers and servers are killed`() throws {
        try run("kill", "--rounds", "30", "--postgres-rounds", "4", "--longest", "0.2", "--seed", "1")
    }

    @Test(.enabled("takes root, xfsprogs, e2fsprogs and PostgreSQL") { try TortureProgram.isWanted("powercut") })
    func `nothing acknowledged is lost when the power is cut`() throws {
        try run("powercut", "--rounds", "3", "--longest", "0.6", "--seed", "1")
    }

    @Test(.enabled("takes root, xfsprogs, e2fsprogs, strace and PostgreSQL") { try TortureProgram.isWanted("powercut", ["--control"]) })
    func `the power cut finds what commits without waiting for the disk`() throws {
        try run("powercut", "--rounds", "4", "--longest", "0.6", "--seed", "1", "--store", "sqlite", "--file-system", "ext4", "--control")
    }

    @Test(.enabled("takes strace") { try TortureProgram.isWanted("syscalls") })
    func `an error of the kernel is said and harms nothing`() throws {
        try run("syscalls", "--sparse", "--count", "3", "--seed", "1")
    }

    @Test(.enabled("takes root and e2fsprogs") { try TortureProgram.isWanted("diskfull") })
    func `a full disk is said, and the archive goes on when there is room`() throws {
        try run("diskfull", "--rounds", "2", "--seed", "1")
    }

    @Test(.enabled("takes root and e2fsprogs") { try TortureProgram.isWanted("diskfull") })
    func `the run of all of them ends with a line for each part`() throws {
        let result = try TortureProgram.run("all", ["--parts", "diskfull", "--short"])
        #expect(result.status == 0, "\(result.output)")
        let lines = result.output.split(separator: "\n").filter { $0.hasPrefix("{") }
        let found = try lines.map { try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]) }
        #expect(found.map { $0["part"] as? String } == ["diskfull tmpfs", "diskfull ext4", "all"])
        #expect(found.allSatisfy { $0["status"] as? String == "passed" })
        #expect(found.dropLast().allSatisfy { $0["violations"] as? Int == 0 && ($0["acknowledged_records"] as? Int ?? 0) > 0 })
    }

    @Test(.enabled("takes PostgreSQL") { try TortureProgram.isWanted("concurrency") })
    func `what several processes add and prove at once is the history of one log`() throws {
        try run("concurrency", "--rounds", "1", "--seed", "1")
    }
}
