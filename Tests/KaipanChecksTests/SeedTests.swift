import Foundation
import KaipanRules
import KaipanTestSupport
import Testing
import Yams

/// `seeds/requirements.yml` says of every demand of the source documents what answers it; what is done must point at something.
@Suite("Seeds")
struct SeedTests {
    private struct File: Decodable {
        var requirements: [Requirement]
    }

    private struct Requirement: Decodable {
        var id: String
        var status: String
        var rules: [String]?
        var commands: [String]?
        var tests: [String]?
        var why: String?
    }

    private static func requirements() throws -> [Requirement] {
        let text = try String(contentsOfFile: Project.path("seeds/requirements.yml"), encoding: .utf8)
        if let file = try? YAMLDecoder().decode(File.self, from: text) { return file.requirements }
        return try YAMLDecoder().decode([Requirement].self, from: text)
    }

    @Test func identifiersAreUniqueAndStatusesKnown() throws {
        let requirements = try Self.requirements()
        #expect(requirements.count > 50)
        #expect(Set(requirements.map(\.id)).count == requirements.count)
        for requirement in requirements {
            #expect(["done", "planned", "outside"].contains(requirement.status), "\(requirement.id)")
            #expect(requirement.status != "outside" || requirement.why?.isEmpty == false, "\(requirement.id) needs a reason")
        }
    }

    @Test func whatIsDonePointsAtSomethingThatExists() throws {
        let rules = Set(try PackTests.rules.get().rules.map(\.id))
        let suites = try Self.suites()
        let commands = try Self.commands()
        for requirement in try Self.requirements() where requirement.status == "done" {
            let pointers = (requirement.rules ?? []) + (requirement.commands ?? []) + (requirement.tests ?? [])
            #expect(!pointers.isEmpty, "\(requirement.id) points at nothing")
            for rule in requirement.rules ?? [] { #expect(rules.contains(rule), "\(requirement.id): no rule \(rule)") }
            for command in requirement.commands ?? [] {
                let words = command.split(separator: " ").filter { !$0.hasPrefix("-") && $0 != "kaipan" }.map(String.init)
                #expect(words.prefix(2).allSatisfy(commands.contains), "\(requirement.id): no command \(command)")
            }
            for test in requirement.tests ?? [] { #expect(suites.contains(test), "\(requirement.id): no test suite \(test)") }
        }
    }

    /// The names of the test suites.
    private static func suites() throws -> Set<String> {
        let files = FileManager.default.enumerator(atPath: Project.path("Tests"))?.compactMap { $0 as? String } ?? []
        return Set(files.filter { $0.hasSuffix("Tests.swift") }.map { String(($0 as NSString).lastPathComponent.dropLast(6)) })
    }

    /// The names that the commands give themselves.
    private static func commands() throws -> Set<String> {
        let folder = Project.path("Sources/kaipan")
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix(".swift") }
        var names: Set<String> = []
        for file in files {
            let text = try String(contentsOfFile: folder + "/" + file, encoding: .utf8)
            for piece in text.components(separatedBy: "commandName: \"").dropFirst() { names.insert(String(piece.prefix { $0 != "\"" })) }
        }
        return names
    }
}
