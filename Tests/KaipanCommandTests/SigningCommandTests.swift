import Foundation
import KaipanTestSupport
import Testing

@Suite("kaipan signing and kaipan complaints")
struct SigningCommandTests {
    private struct Desk {
        let work: Workspace
        let environment: [String: String]
        var ids: [String: String] = [:]

        func run(_ arguments: [String], input: String = "", language: String = "en") throws -> KaipanProcess.Outcome {
            try KaipanProcess.run(
                arguments + ["--language", language], input: Array(input.utf8), environment: environment, in: work.folder)
        }

        /// A command that must succeed; its first line of output.
        @discardableResult
        func first(_ arguments: [String]) throws -> String {
            let outcome = try run(arguments)
            #expect(outcome.status == 0, "\(arguments): \(outcome.err)")
            return outcome.out.split(separator: "\n").first.map(String.init) ?? ""
        }

        func id(_ name: String) throws -> String { try #require(ids[name]) }
    }

    /// An archive with members, a project, a unit, a customer and the scripts of `Fixtures/signing`.
    private func withDesk(_ files: [String: String] = [:], _ body: (Desk) throws -> Void) throws {
        var files = files
        for name in ["签约须知.md", "签约答疑.md"] { files[name] = try String(contentsOfFile: Project.path("Fixtures/signing/\(name)"), encoding: .utf8) }
        try Workspace.with(files) { work in
            let environment = ["KAIPAN_ARCHIVE": work.folder + "/archive", "KAIPAN_RULES": work.pack]
            let made = try KaipanProcess.run(
                ["archive", "init", "--name", "archive.example/test", "--key-file", "master.key", "--administrator", "admin.key", "--language", "en"],
                environment: environment, in: work.folder)
            #expect(made.status == 0, "\(made.err)")
            let master = try String(contentsOfFile: work.folder + "/master.key", encoding: .utf8)
            var desk = Desk(work: work, environment: environment.merging(["KAIPAN_MASTER_KEY": master]) { $1 })
            for role in ["manager", "legal", "quality", "agent"] {
                let key = try desk.first(["archive", "member", "key", "\(role).key"]).split(separator: " ").map(String.init)
                try desk.first(["archive", "member", "add"] + key + ["--name", role, "--roles", role, "--as", "admin.key"])
            }
            func add(_ type: String, _ content: String, link: String? = nil) throws -> String {
                try desk.first(["archive", "record", type, "--content", content, "--as", "manager.key"] + (link.map { ["--link", $0] } ?? []))
            }
            let project = try add("project", "{\"name\":\"岚汀里\"}")
            desk.ids = [
                "project": project, "unit": try add("unit", "{\"label\":\"3 号楼 1201\"}", link: "project=\(project)"),
                "customer": try add("customer", "{\"name\":\"周予安\"}"),
            ]
            try body(desk)
        }
    }

    private func publish(_ desk: Desk) throws {
        for (name, topic) in [("签约须知.md", "签约"), ("签约答疑.md", "答疑")] {
            let request = try desk.first(["script", "publish", name, "--topic", topic, "--valid-from", "2026-01-01", "--as", "manager.key"])
            for role in ["legal", "quality"] { try desk.first(["archive", "approve", request, "--as", "\(role).key"]) }
            try desk.first(["script", "publish", "--request", request, "--as", "manager.key"])
        }
    }

    @Test func `a promise that is rejected is listed with who rejected it, when and why`() throws {
        let files = try ["conversations/04-visit.json", "roles.yml"].map { try String(contentsOfFile: Project.path("Fixtures/case/\($0)"), encoding: .utf8) }
        try withDesk(["visit.json": files[0], "roles.yml": files[1]]) { desk in
            let imported = try desk.run(["archive", "import", "visit.json", "--roles", "roles.yml", "--start", "2023-03-18T15:30", "--as", "manager.key"])
            #expect(imported.status == 0, "\(imported.err)")
            let conversation = String(try #require(imported.out.split(separator: "\n").first { $0.count == 28 && $0.hasPrefix("  ") }).dropFirst(2))
            let rules = ["words.yml", "promises.yml", "promises-withdrawn.yml"].flatMap { ["--rules", Project.path("Rules/national/\($0)")] }
            let found = try desk.run(["promises", "extract", conversation, "--as", "manager.key", "--purpose", "quality"] + rules)
            let proposed = try #require(found.out.split(separator: "\n").first { $0.hasSuffix("  proposed") }, "\(found.out)\(found.err)")
            let id = String(proposed.prefix(26))
            #expect(try desk.run(["promises", "reject", id, "--reason", "听错了", "--as", "manager.key"]).status == 0)
            for (language, words) in [("zh", "\(id)  已驳回（听错了）  manager  20"), ("en", "\(id)  rejected (听错了)  manager  20")] {
                let listed = try desk.run(["promises", "list", "--as", "manager.key", "--purpose", "quality"], language: language)
                #expect(listed.out.contains(words), "\(listed.out)\(listed.err)")
            }
        }
    }

    @Test func `a signing is led from a file, interrupted, resumed to its end, and everything verifies`() throws {
        let begin = "同意\n物业费怎么收？\n是\n好的\n合同怎么写就怎么算\n/接手\n/跳舞\n"
        let rest = "工作人员：您好\n/交还\n是\n学校看教育局，你们不保证\n是\n北边有垃圾站我知道\n小区有游泳池吗？\n继续\n是\n晚交房按合同赔\n"
        try withDesk(["begin.txt": begin, "rest.txt": rest]) { desk in
            let none = try desk.run(["signing", "start", desk.id("unit"), "--customer", desk.id("customer"), "--as", "agent.key"])
            #expect(none.status == 2 && none.err.contains("No script"))
            try publish(desk)
            let started = try desk.run(
                ["signing", "start", desk.id("unit"), "--customer", desk.id("customer"), "--as", "agent.key", "--script-input", "begin.txt"], language: "zh")
            #expect(started.status == 1, "\(started.err)")
            for words in ["不是真人", "【以合同为准】", "条款“物业费”", "前期物业服务的收费标准见合同附件七", "请再用自己的话说一遍", "工作人员已接手", "kaipan signing resume"] {
                #expect(started.out.contains(words), "\(words)\n\(started.out)")
            }
            let id = try #require(started.out.split(separator: "\n").first?.split(separator: " ").last.map(String.init))
            let resumed = try desk.run(["signing", "resume", id, "--as", "agent.key", "--script-input", "rest.txt"], language: "zh")
            #expect(resumed.status == 0, "\(resumed.out)\n\(resumed.err)")
            #expect(resumed.out.contains("没有经审定的答复") && resumed.out.contains("讲解完毕"))
            let status = try desk.run(["signing", "status"])
            #expect(status.out.contains("4 of 4 clauses") && status.out.contains("completed") && status.out.contains("gap: question without an approved answer"), "\(status.out)")
            let shown = try desk.run(["archive", "show", id, "--as", "legal.key", "--purpose", "dispute"])
            #expect(shown.out.contains("合同怎么写就怎么算") && shown.out.contains("工作人员已接手"))
            #expect(try desk.run(["archive", "verify"]).status == 0)
            let again = try desk.run(["signing", "resume", id, "--as", "agent.key"], input: "是\n")
            #expect(again.status == 0 && again.out.contains("completed"))
            let wrong = try desk.run(["signing", "resume", desk.id("unit"), "--as", "agent.key"])
            #expect(wrong.status == 2 && wrong.err.contains("no guided signing"))
        }
    }

    @Test func `a unit whose signing is open is not begun again without a word`() throws {
        try withDesk { desk in
            try publish(desk)
            let start = try ["signing", "start", desk.id("unit").lowercased(), "--customer", desk.id("customer"), "--as", "agent.key"]
            func first(_ arguments: [String]) throws -> String {
                let outcome = try desk.run(arguments, input: "yes\n")
                return try #require(outcome.out.split(separator: "\n").first?.split(separator: " ").last.map(String.init), "\(outcome.err)")
            }
            let open = try first(start)
            let refused = try desk.run(start, input: "yes\n")
            #expect(refused.status == 2 && refused.out.isEmpty && refused.err.contains("kaipan signing resume \(open)") && refused.err.contains("--again"), "\(refused.err)")
            #expect(try desk.run(start, language: "zh").err.contains("未完成的引导签约 \(open)"))
            #expect(try first(start + ["--again"]) != open)
            let both = try desk.run(["signing", "status"])
            #expect(both.out.contains(open))
            try desk.first([
                "archive", "record", "signing", "--link", "unit=\(desk.id("unit"))", "customer=\(desk.id("customer"))", "--data", #"{"time":"2026-03-08T06:00:00.000Z"}"#,
                "--content", #"{"contract_number":"HT-8"}"#, "--as", "manager.key",
            ])
            #expect(try desk.run(start, language: "zh").err.contains("2026-03-08 14:00:00"))
        }
    }

    @Test func `a complaint is registered and found by the contract number`() throws {
        try withDesk { desk in
            let signing = try desk.first([
                "archive", "record", "signing", "--link", "unit=\(desk.id("unit"))", "customer=\(desk.id("customer"))", "--data", #"{"time":"2026-03-08T06:00:00.000Z"}"#,
                "--content", #"{"contract_number":"HT-2026-08A"}"#, "--as", "manager.key",
            ])
            let none = try desk.run(["complaints", "show", "ht-2026-08a", "--as", "legal.key"])
            #expect(none.status == 2 && none.err.contains("--contract ht-2026-08a"), "\(none.err)")
            let id = try desk.first(["complaints", "open", "学校没有兑现", "--contract", "ｈｔ-2026 -08a", "--as", "legal.key"])
            for name in [id, id.lowercased(), String(id.prefix(22)), "ht-2026-08a", "HT－2026－08A"] {
                let shown = try desk.run(["complaints", "show", name, "--as", "legal.key"])
                #expect(shown.status == 0 && shown.out.hasPrefix(id) && shown.out.contains("  signing  ") && shown.out.contains("  \(signing)\n"), "\(name): \(shown.err)")
            }
            let stepped = try desk.run(["complaints", "step", "ht-2026-08a", "confirm", "--as", "legal.key"])
            #expect(stepped.status == 0, "\(stepped.err)")
            let second = try desk.first(["complaints", "open", "又来投诉", "--contract", "HT-2026-08A", "--as", "legal.key"])
            let several = try desk.run(["complaints", "show", "HT-2026-08A", "--as", "legal.key"])
            #expect(several.status == 2 && several.err.contains("\(id) complaint") && several.err.contains("\(second) complaint"), "\(several.err)")
            let unknown = try desk.run(["complaints", "open", "内容", "--contract", "HT-9", "--as", "legal.key"])
            #expect(unknown.status == 2 && unknown.err.contains("HT-9"))
        }
    }

    @Test func `lines come from standard input, and what can't happen now is said`() throws {
        try withDesk { desk in
            try publish(desk)
            let outcome = try desk.run(
                ["signing", "start", desk.id("unit"), "--customer", desk.id("customer"), "--topic", "签约", "--as", "agent.key"],
                input: "/return\nyes\n/end\n")
            #expect(outcome.status == 1)
            #expect(outcome.err.contains("Not now (waiting for consent): give back"), "\(outcome.err)")
            #expect(outcome.out.contains("a program and not a person") && outcome.out.contains("Ended before all clauses"))
        }
    }

    @Test func `a complaint goes from its registration to the report`() throws {
        let talk = "置业顾问：孩子肯定能上澜汀小学，我们有内部名额。\n客户：真的吗？\n置业顾问：后山那片林子划给业主私享。\n"
        let policy = "complaints:\n  authority:\n    - { amount: 500, roles: [agent] }\n    - { amount: 8000, roles: [manager, legal] }\n"
        try withDesk(["talk.txt": talk, "policy.yml": policy]) { desk in
            try desk.first(["archive", "import", "talk.txt", "--as", "manager.key", "--customer", desk.id("customer"), "--unit", desk.id("unit")])
            func open(_ grade: String, at time: String, by role: String = "legal") throws -> KaipanProcess.Outcome {
                try desk.run([
                    "complaints", "open", "说孩子肯定能上澜汀小学有内部名额，还说后山林子划给业主", "--customer", desk.id("customer"), "--unit", desk.id("unit"), "--grade", grade, "--cause",
                    "sales-promise", "--channel", "phone", "--amount", "20000", "--received", time, "--at", time, "--as", "\(role).key",
                ])
            }
            let opened = try open("热点", at: "2026-05-01T09:00")
            #expect(opened.status == 0 && opened.out.contains("1 conversation") && opened.out.contains("2 utterances") && opened.out.contains("held by"), "\(opened.out)\(opened.err)")
            let id = try #require(opened.out.split(separator: "\n").first.map(String.init))
            #expect(try open("general", at: "2026-05-02T09:00", by: "manager").out.contains("NOT held yet"))

            let late = try desk.run(["complaints", "list", "--overdue", "--at", "2026-05-01T10:05", "--as", "legal.key"])
            #expect(late.status == 1 && late.out.contains("OVERDUE by 35 min"), "\(late.out)")
            let early = try desk.run(["complaints", "step", id, "reply", "--as", "legal.key"])
            #expect(early.status == 2 && early.err.contains("first comes"))
            try desk.first(["complaints", "step", id, "confirm", "--note", "已致电", "--at", "2026-05-01T09:20", "--as", "legal.key"])
            let plan = try desk.run(["complaints", "plan", id, "--tick", "1.1", "--as", "legal.key"])
            #expect(plan.status == 2 && plan.err.contains("--grade major"))
            try desk.first(["complaints", "step", id, "assess", "--grade", "major", "--at", "2026-05-01T11:00", "--as", "legal.key"])
            let ticked = try desk.run(["complaints", "plan", id, "--tick", "1.1", "6.3", "--as", "legal.key"])
            #expect(ticked.status == 0 && ticked.out.contains("[x] 6.3") && ticked.out.contains("[ ] 8.2"), "\(ticked.out)\(ticked.err)")

            let refused = try desk.run(["complaints", "settle", id, "--amount", "800", "--as", "agent.key", "--policy", "policy.yml"])
            #expect(refused.status == 2 && refused.err.contains("manager, legal") && refused.out.contains("may settle it: manager"), "\(refused.out)\(refused.err)")
            let settled = try desk.run(["complaints", "settle", id, "--amount", "7000", "--as", "manager.key", "--policy", "policy.yml"])
            #expect(settled.status == 0 && settled.out.contains("7000 in all"), "\(settled.err)")
            let above = try desk.run(["complaints", "settle", id, "--amount", "1", "--as", "manager.key"])
            #expect(above.status == 2 && above.err.contains("5000"))

            let shown = try desk.run(["complaints", "show", id, "--as", "legal.key"])
            #expect(shown.out.contains("[x] 3. assess") && shown.out.contains("内部名额") && shown.out.contains("7000 yuan") && shown.out.contains("answer: in time"), "\(shown.out)")

            let text = try desk.run(["complaints", "report", "--as", "legal.key", "--at", "2026-05-03"])
            #expect(text.status == 0 && text.out.contains("sales promise  2") && text.out.contains("7000 settled"), "\(text.out)\(text.err)")
            let json = try desk.run(["complaints", "report", "--format", "json", "--from", "2026-05-02", "--as", "legal.key", "--at", "2026-05-03"])
            let object = try #require(try JSONSerialization.jsonObject(with: Data(json.out.utf8)) as? [String: Any])
            #expect((object["statistics"] as? [String: Any])?["count"] as? Int == 1)
            let page = try desk.run(["complaints", "report", "--format", "html", "-o", "r.html", "--as", "legal.key"], language: "zh")
            #expect(page.status == 0, "\(page.err)")
            #expect(try String(contentsOfFile: desk.work.path("r.html"), encoding: .utf8).contains("<svg"))
            #expect(try desk.run(["archive", "verify"]).status == 0)
        }
    }

    @Test(arguments: [
        ("complaints: { authority: [{ amount: 5, roles: [chief] }] }", "chief"), ("complaints: { clocks: [{ step: visit }] }", "visit"),
    ])
    func `a mistake in the configuration is said with its line`(text: String, words: String) throws {
        try withDesk([".kaipan.yml": text + "\n"]) { desk in
            let outcome = try desk.run(["complaints", "list", "--as", "legal.key"])
            #expect(outcome.status == 2 && outcome.err.contains(words), "\(outcome.err)")
        }
    }

    @Test func `a complaint is shown by what its records are, and a sum below nought is refused`() throws {
        try withDesk { desk in
            let customer = try desk.id("customer")
            let talk = try desk.first([
                "archive", "record", "signing", "--link", "customer=\(customer)", "unit=\(try desk.id("unit"))", "--data", "{\"time\":\"2026-03-05T01:00:00.000Z\"}",
                "--content", "{\"contract_number\":\"HT-7\"}", "--as", "manager.key",
            ])
            let empty = try desk.run(["complaints", "list", "--as", "manager.key"], language: "zh")
            #expect(empty.status == 0 && empty.out.contains("没有登记过投诉") && empty.out.contains("kaipan complaints open"))
            let complaint = try desk.first(["complaints", "open", "漏水", "--contract", "ht7", "--as", "manager.key"])
            let shown = try desk.run(["complaints", "show", complaint, "--as", "manager.key"], language: "zh")
            #expect(shown.status == 0 && shown.out.contains("签约  2026-03-05 09:00  \(talk)"), "\(shown.out)\(shown.err)")
            #expect(shown.out.contains("manager 01"), "\(shown.out)")
            for amount in ["-5", "0"] {
                let refused = try desk.run(["complaints", "settle", complaint, "--amount", amount, "--as", "manager.key"], language: "zh")
                #expect(refused.status == 2 && refused.err.contains("金额 \(amount) 应为大于 0 的整数（元）"), "\(refused.err)")
            }
            let opened = try desk.run(["complaints", "open", "漏水", "--amount", "-5", "--as", "manager.key"], language: "zh")
            #expect(opened.status == 2 && opened.err.contains("不能为负数"), "\(opened.err)")
        }
    }

    @Test func `scripts, requests, holds and links are named by the beginning of an id`() throws {
        try withDesk { desk in
            func short(_ id: String) -> String { String(id.prefix(20)) }
            try publish(desk)
            let scripts = try desk.run(["script", "list", "--project", short(try desk.id("project"))]).out.split(separator: "\n").map { String($0.prefix(26)) }
            #expect(scripts.count == 2)
            for command in [["script", "show", short(scripts[0])], ["script", "withdraw", short(scripts[1]), "--reason", "换新", "--as", "manager.key"]] {
                let outcome = try desk.run(command)
                #expect(outcome.status == 0, "\(command): \(outcome.err)")
            }
            #expect(try desk.run(["script", "diff", short(scripts[0]), short(scripts[1])]).status == 1)
            let unit = try desk.first(["archive", "record", "unit", "--content", "{\"label\":\"2 号楼\"}", "--link", "project=\(short(try desk.id("project")))", "--as", "manager.key"])
            let hold = try desk.first(["archive", "hold", "place", short(unit), "--reason", "投诉", "--as", "legal.key"])
            let request = try desk.first(["archive", "hold", "release", short(hold), "--as", "legal.key"])
            for role in ["manager", "quality"] { try desk.first(["archive", "approve", short(request), "--as", "\(role).key"]) }
            try desk.first(["archive", "hold", "release", short(request), "--run", "--as", "legal.key"])
            let none = try desk.run(["archive", "hold", "list"], language: "zh")
            #expect(none.out.contains("没有有效的保全"))
            let wrong = try desk.run(["script", "show", "000000"], language: "zh")
            #expect(wrong.status == 2 && wrong.err.contains("档案里没有 000000"), "\(wrong.err)")
        }
    }
}
