import Foundation
import Testing

@Suite("Baseline and suppression commands")
struct BaselineCommandTests {
    private func run(_ work: Workspace, _ arguments: [String]) throws -> KaipanProcess.Outcome {
        try KaipanProcess.run(arguments + ["--rules", work.pack], in: work.folder)
    }

    private func write(_ text: String, to name: String, in work: Workspace) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: work.path(name)))
    }

    // MARK: - baseline

    @Test func onlyWhatIsNewStopsTheRun() throws {
        try Workspace.with(["old/a.txt": "升值空间\n", "b.txt": "好\n"]) { work in
            let made = try run(work, ["baseline", "create", "."])
            #expect(made.status == 0)
            #expect(made.out == "kaipan-baseline.json: 2 documents, 1 finding\n")
            // Without the option the finding still counts, and is marked.
            let marked = try work.check(["."])
            #expect(marked.status == 1)
            #expect(marked.out.contains("(in the baseline)"))
            let known = try work.check([".", "--new-only"])
            #expect(known.status == 0)
            #expect(!known.out.contains("升值空间"))
            #expect(known.out.contains("Nothing new.\n1 besides known to the baseline.\n"))
            try write("升值空间\n好\n", to: "b.txt", in: work)
            let new = try work.check([".", "--new-only"])
            #expect(new.status == 1)
            #expect(new.out.contains("b.txt:1:1"))
            #expect(!new.out.contains("a.txt"))
            // From another folder and for one file alone it is the same baseline.
            let below = try KaipanProcess.run(["check", "--rules", work.pack, "a.txt", "--new-only"], in: work.path("old"))
            #expect(below.status == 0, "\(below.err)")
        }
    }

    @Test func whatIsGoneIsToldAndTakenOut() throws {
        try Workspace.with(["a.txt": "升值空间\n", "b.txt": "升值空间大\n"]) { work in
            _ = try run(work, ["baseline", "create", "."])
            try write("好\n", to: "a.txt", in: work)
            let checked = try work.check([".", "--new-only"])
            #expect(checked.status == 0)
            #expect(checked.out.contains("1 of the baseline are gone; run kaipan baseline update:\n    a.txt  [promise]  “升值空间”\n"))
            try write("第一\n", to: "a.txt", in: work)
            #expect(try run(work, ["baseline", "update", "--prune", "."]).out == "kaipan-baseline.json: 0 added, 1 removed, 1 in all\n")
            #expect(try run(work, ["baseline", "update", "a.txt"]).out == "kaipan-baseline.json: 1 added, 0 removed, 2 in all\n")
            let shown = try KaipanProcess.run(["baseline", "show"], in: work.folder)
            #expect(shown.out.contains("a.txt  [absolute]  “第一”\nb.txt  [promise]  “升值空间”\n"))
            #expect(shown.out.hasSuffix("2 findings in 2 files\n"))
        }
    }

    @Test func machineFormatsKeepWhatIsKnown() throws {
        try Workspace.with(["a.txt": "升值空间\n"]) { work in
            _ = try run(work, ["baseline", "create", "."])
            let json = try work.check([".", "--format", "json", "--new-only"])
            #expect(json.status == 0)
            #expect(json.out.contains("\"baselineState\":\"unchanged\""))
            #expect(json.out.contains("\"baselined\":1"))
            let sarif = try work.check([".", "--format", "sarif", "--new-only"])
            #expect(sarif.out.contains("\"baselineState\":\"unchanged\""))
            for format in ["github", "checkstyle", "gitlab"] {
                let listed = try work.check([".", "--format", format, "--new-only"])
                #expect(listed.status == 0)
                #expect(!listed.out.contains("升值"))
            }
        }
    }

    @Test func slipsAreTold() throws {
        try Workspace.with(["a.txt": "升值空间\n", "broken.json": "{"]) { work in
            let none = try work.check(["a.txt", "--new-only"])
            #expect(none.status == 2)
            #expect(none.err.contains("kaipan baseline create"))
            #expect(try run(work, ["baseline", "update", "."]).status == 2)
            let broken = try work.check(["a.txt", "--baseline", "broken.json"])
            #expect(broken.status == 2)
            #expect(broken.err.contains("broken.json"))
            #expect(try run(work, ["baseline", "create", "."]).status == 0)
            let again = try run(work, ["baseline", "create", "."])
            #expect(again.status == 2)
            #expect(again.err.contains("baseline update"))
            #expect(try run(work, ["baseline", "create", "none", "-o", "x.json"]).status == 2)
            #expect(!FileManager.default.fileExists(atPath: work.path("x.json")))
            #expect(try run(work, ["baseline", "create", "-", "-o", "x.json"]).status == 2)
            let nowhere = try work.check(["a.txt", "--output", "none/x.txt"])
            #expect(nowhere.status == 2)
            #expect(nowhere.err.contains("there is no folder none"))
        }
    }

    // MARK: - suppressions

    @Test func theRegisterIsListed() throws {
        let register = """
            - { rule: promise, document: a.txt, reason: 判决原文, by: 张三, until: 2099-12-31 }
            - { rule: promise, text: 没有, reason: x }

            """
        let page = "<!-- kaipan-ignore absolute 理由: =1+1 --><p>第一</p>"
        try Workspace.with(["kaipan-suppressions.yml": register, "a.txt": "升值空间\n", "b.html": page]) { work in
            let checked = try work.check(["."])
            // Both are suppressed; the entry that covers nothing is a warning at its line.
            #expect(checked.status == 0, "\(checked.out)")
            #expect(checked.out.contains("kaipan-suppressions.yml:2:3  warning  Unused suppression"))
            #expect(checked.out.contains("2 suppressed besides"))
            let listed = try run(work, ["suppressions", "list"])
            #expect(listed.status == 1)
            #expect(listed.out.contains("b.html:1  absolute  active, covers 1\n    Reason: =1+1\n"))
            #expect(listed.out.contains("kaipan-suppressions.yml:1  promise  active, covers 1\n    Reason: 判决原文\n    By: 张三\n    Until: 2099-12-31\n"))
            #expect(listed.out.hasSuffix("3 suppressions, 1 to be seen to\n"))
            let json = try run(work, ["suppressions", "list", "--format", "json"])
            let rows = try #require(try JSONSerialization.jsonObject(with: Data(json.out.utf8)) as? [[String: Any]])
            #expect(rows.map { $0["state"] as? String } == ["active", "active", "suppression-unused"])
            let csv = try run(work, ["suppressions", "list", "--format", "csv"]).out
            #expect(csv.contains(",'=1+1,"))
        }
    }

    @Test func suppressedFindingsStandInTheReportsWithTheirReason() throws {
        let register = "- { rule: promise, document: a.txt, reason: 判决原文, until: 2099-12-31 }\n"
        try Workspace.with(["kaipan-suppressions.yml": register, "a.txt": "升值空间\n"]) { work in
            let json = try work.check(["a.txt", "--format", "json"])
            #expect(json.status == 0)
            #expect(json.out.contains("\"suppression\":{\"file\":\"kaipan-suppressions.yml\",\"line\":1,\"origin\":\"register\",\"reason\":\"判决原文\",\"until\":\"2099-12-31\"}"))
            #expect(try work.check(["a.txt", "--format", "sarif"]).out.contains("\"kind\":\"external\""))
            #expect(try work.check(["a.txt", "--format", "junit"]).out.contains("<skipped"))
            // A baseline takes in nothing that somebody decided on.
            #expect(try run(work, ["baseline", "create", "a.txt"]).out.hasSuffix("1 document, 0 findings\n"))
        }
    }

    // MARK: - doctor

    @Test func theDoctorSaysWhatIsThere() throws {
        try Workspace.with(["a.txt": "好"]) { work in
            let fine = try run(work, ["doctor"])
            #expect(fine.status == 0, "\(fine.out)")
            for name in ["libxml2", "libzip", "Hyperscan", "rules", "rule cache", "baseline", "git"] {
                #expect(fine.out.contains(" \(name): "), "\(fine.out)")
            }
            try write("kind: x\n", to: ".kaipan.yml", in: work)
            let broken = try run(work, ["doctor"])
            #expect(broken.status == 2)
            #expect(broken.out.contains("✗ configuration: .kaipan.yml:1:1: unknown key “kind”"))
            #expect(try KaipanProcess.run(["doctor", "--rules", work.path("none")], in: work.folder).status == 2)
        }
    }
}
