import Foundation
import KaipanTestSupport
import Testing

@Suite("The same input gives the same report")
struct DeterminismTests {
    private func report(_ arguments: [String]) throws -> String {
        let outcome = try KaipanProcess.run(
            ["check", "--format", "json", "--why", "--as-of", "2026-11-20"] + arguments, in: Project.path("Fixtures"))
        #expect(outcome.status == 1, "\(outcome.err)")
        return outcome.out
    }

    @Test func whateverTheNumberOfThreads() throws {
        let one = try report(["--jobs", "1", "launch"])
        try #expect(JSONDecoder().decode(Report.self, from: Data(one.utf8)).documents.count > 20)
        for jobs in ["2", "2", "5"] { try #expect(report(["--jobs", jobs, "launch"]) == one) }
    }

    @Test func whateverTheOrderOfTheArguments() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: Project.path("Fixtures/launch")).filter { !$0.hasPrefix(".") }
            .filter { !$0.hasSuffix(".yml") }.map { "launch/" + $0 }.sorted()
        try #require(folders.count >= 8)
        let forward = try report(["--jobs", "2"] + folders)
        try #expect(report(["--jobs", "2"] + folders.reversed()) == forward)
        try #expect(report(["--jobs", "1"] + Array(folders[3...] + folders[..<3]) + [folders[5], folders[0]]) == forward)
    }

    @Test func withAndWithoutTheCache() throws {
        try #expect(report(["--no-cache", "launch"]) == report(["launch"]))
    }

    @Test func anotherOrderOfSmallFiles() throws {
        let names = ["a", "b", "c", "d"].map { $0 + ".txt" }
        try Workspace.with(Dictionary(uniqueKeysWithValues: names.map { ($0, "升值空间，第一，环境优美") })) { work in
            let expected = try work.check(["--format", "json"] + names).out
            for order in Self.permutations(names) { try #expect(work.check(["--format", "json"] + order).out == expected) }
        }
    }

    private static func permutations(_ names: [String]) -> [[String]] {
        guard !names.isEmpty else { return [[]] }
        return names.flatMap { first in permutations(names.filter { $0 != first }).map { [first] + $0 } }
    }
}
