import Foundation
import KaipanTestSupport
import Testing

/// Where git is not installed, its tests skip; never in continuous integration.
private let hasGit =
    ProcessInfo.processInfo.environment["CI"] == "true" || FileManager.default.isExecutableFile(atPath: "/usr/bin/git")

/// The tool in real git repositories.
@Suite("In a git repository", .enabled(if: hasGit, "git is not installed"))
struct GitTests {
    /// git as a user without any configuration of their own.
    private static func git(_ arguments: [String], in folder: String, environment: [String: String] = [:]) throws -> KaipanProcess.Outcome {
        let nobody = [
            "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "甲", "GIT_AUTHOR_EMAIL": "a@example.com",
            "GIT_COMMITTER_NAME": "甲", "GIT_COMMITTER_EMAIL": "a@example.com",
        ]
        return try KaipanProcess.run(
            arguments, environment: nobody.merging(environment) { $1 }, in: folder, executable: "/usr/bin/git")
    }

    private static func commitAll(in folder: String) throws {
        for arguments in [["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "一"]] {
            let outcome = try git(arguments, in: folder)
            try #require(outcome.status == 0, "\(outcome.err)")
        }
    }

    @Test func onlyWhatChangedIsChecked() throws {
        try Workspace.with(["旧/a.txt": "升值空间", "b.txt": "升值空间", "c.txt": "好"]) { work in
            try Self.commitAll(in: work.folder)
            let write = { (text: String, name: String) in try Data(text.utf8).write(to: URL(fileURLWithPath: work.path(name))) }
            let none = try work.check([".", "--changed-since", "HEAD"])
            #expect(none.status == 0, "\(none.err)")
            #expect(none.out.contains("0 documents checked"))
            try write("第一，升值空间", "旧/a.txt")
            try write("升值空间", "新 d.txt")
            try FileManager.default.removeItem(atPath: work.path("c.txt"))
            #expect(try work.json([".", "--changed-since", "HEAD"]).documents.map(\.path).sorted() == ["新 d.txt", "旧/a.txt"].sorted())
            // From a folder below, too.
            let below = try KaipanProcess.run(["check", "--rules", work.pack, ".", "--changed-since", "HEAD"], in: work.path("旧"))
            #expect(below.out.contains("a.txt:1:1"))
            #expect(below.out.contains("1 document checked"))
        }
    }

    @Test(arguments: ["nowhere", "--output=x", ""])
    func aRevisionThatIsNoneIsRefused(_ revision: String) throws {
        try Workspace.with(["a.txt": "好"]) { work in
            try Self.commitAll(in: work.folder)
            let outcome = try work.check([".", "--changed-since=\(revision)"])
            #expect(outcome.status == 2)
            #expect(!outcome.err.isEmpty)
            #expect(!FileManager.default.fileExists(atPath: work.path("x")))
        }
    }

    @Test func outsideOfARepositoryItSaysSo() throws {
        try Workspace.with(["a.txt": "好"]) { work in
            let outcome = try work.check([".", "--changed-since", "HEAD"])
            #expect(outcome.status == 2)
            #expect(outcome.err.contains("git cannot list the changes"))
        }
    }

    // MARK: - The hook

    private static let hasHooks = Python.isWanted("pre_commit")

    /// pre-commit installs the hook from a repository, as it does for users; this one holds the project's own definition.
    @Test(.enabled(if: hasHooks, "pre-commit is not installed: pip install pre-commit"))
    func theHookStopsARiskyPhraseUntilItIsMended() throws {
        let definition = try String(contentsOfFile: Project.path(".pre-commit-hooks.yaml"), encoding: .utf8)
        try Workspace.with(["hooks/.pre-commit-hooks.yaml": definition, "work/a.md": "好\n"]) { work in
            try Self.commitAll(in: work.path("hooks"))
            let revision = try Self.git(["rev-parse", "HEAD"], in: work.path("hooks")).out.trimmingCharacters(in: .whitespacesAndNewlines)
            let configuration = """
                repos:
                  - repo: \(work.path("hooks"))
                    rev: \(revision)
                    hooks: [{ id: kaipan, args: [--rules, \(work.pack)] }]

                """
            let folder = work.path("work")
            try Data(configuration.utf8).write(to: URL(fileURLWithPath: folder + "/.pre-commit-config.yaml"))
            try Self.commitAll(in: folder)
            let tools = (KaipanProcess.executable as NSString).deletingLastPathComponent
            let environment = [
                "PATH": tools + ":/usr/bin:/bin", "PRE_COMMIT_HOME": work.path("cache"), "GIT_CONFIG_GLOBAL": "/dev/null", "LC_ALL": "C.UTF-8",
            ]
            let python = Project.path(".build/python/bin/python3")
            let installed = try KaipanProcess.run(
                ["-m", "pre_commit", "install"], environment: environment, in: folder,
                executable: FileManager.default.isExecutableFile(atPath: python) ? python : "/usr/bin/python3")
            try #require(installed.status == 0, "\(installed.out)\(installed.err)")
            let file = URL(fileURLWithPath: folder + "/a.md")
            try Data("未来升值空间巨大\n".utf8).write(to: file)
            _ = try Self.git(["add", "-A"], in: folder)
            let stopped = try Self.git(["commit", "-m", "二"], in: folder, environment: environment)
            #expect(stopped.status == 1)
            #expect((stopped.out + stopped.err).contains("a.md:1:3"), "\(stopped.out)\(stopped.err)")
            try Data("未来可期\n".utf8).write(to: file)
            _ = try Self.git(["add", "-A"], in: folder)
            let passed = try Self.git(["commit", "-m", "二"], in: folder, environment: environment)
            #expect(passed.status == 0, "\(passed.out)\(passed.err)")
        }
    }
}
