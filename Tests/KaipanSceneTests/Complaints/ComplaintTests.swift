import Foundation
import KaipanArchive
import KaipanRules
import KaipanScene
import KaipanTestSupport
import KaipanText
import Testing

struct ComplaintTests {
    private static let received = Timestamp("2026-05-01T01:00:00.000Z")!
    private static func after(_ minutes: Int64) -> Timestamp { received.advanced(by: minutes * 60_000) }

    private func complaint(
        _ steps: [(ComplaintStep, Int64)] = [], grade: ComplaintGrade = .general, cause: ComplaintCause = .salesPromise, closed: Int64? = nil,
        claimed: Int64? = nil, settled: [Int64] = []
    ) -> ComplaintCase {
        ComplaintCase(
            id: .new(), received: Self.received, closed: closed.map(Self.after), grade: grade, cause: cause, claimed: claimed,
            steps: steps.map { .init(step: $0.0, time: Self.after($0.1)) }, settlements: settled.map { .init(amount: $0, time: Self.after(60)) })
    }

    // MARK: - Clocks

    @Test(arguments: [
        // Minutes until it was done, until now; by how many it is late.
        (29 as Int64?, 29 as Int64, nil as Int64?), (30, 30, nil), (31, 600, 1), (nil, 10, nil), (nil, 30, nil), (nil, 95, 65),
    ])
    func `the answer is due within half an hour`(done: Int64?, now: Int64, late: Int64?) throws {
        let clock = ComplaintPolicy.standard.clocks[0]
        let reading = try #require(clock.reading(of: complaint(done.map { [(.confirm, $0)] } ?? []), at: Self.after(now)))
        #expect(reading.due == Self.after(30))
        #expect(reading.overdue == late.map { $0 * 60_000 })
        #expect(reading.isOpenAndOverdue == (done == nil && late != nil))
    }

    @Test func `a clock for some grades runs for those only, and stops when a complaint is closed`() throws {
        let clock = ComplaintClock(name: LocalizedText(zh: "上报", en: "report"), step: .assess, minutes: 60, grades: [.hot, .major])
        #expect(clock.reading(of: complaint(), at: Self.after(90)) == nil)
        #expect(clock.reading(of: complaint(grade: .major), at: Self.after(90))?.overdue == Int64(1_800_000))
        #expect(clock.reading(of: complaint(grade: .major, closed: 50), at: Self.after(9_000))?.overdue == nil)
    }

    // MARK: - Steps

    @Test func `steps come one behind the other, and may be done again`() throws {
        var complaint = complaint([(.accept, 0)])
        #expect(complaint.next == .confirm)
        #expect(throws: ComplaintError.notYet(step: .reply, before: .confirm)) { try complaint.check(.reply) }
        for step in ComplaintStep.allCases {
            try complaint.check(step)
            complaint.steps.append(.init(step: step, time: Self.after(5)))
        }
        #expect(complaint.next == nil)
        try complaint.check(.reply)
        // The first time counts.
        complaint.steps.append(.init(step: .confirm, time: Self.after(1)))
        #expect(complaint.time(of: .confirm) == Self.after(1))
    }

    // MARK: - Authority

    @Test(arguments: [
        ([MemberRole.agent], 500 as Int64, [] as [Int64], true), ([.agent], 501, [], false), ([.manager], 5_000, [], true), ([.manager], 5_001, [], false),
        ([.legal], 50_000, [], true), ([.legal], 50_001, [], false), ([.agent], 300, [300], false), ([.agent], 200, [300], true),
        ([.manager], 4_000, [500], true), ([.quality], 1, [], false), ([.agent, .legal], 50_000, [], true), ([.legal], .max, [1], false),
    ])
    func `the tier of the role is the limit of all settlements together`(roles: [MemberRole], amount: Int64, before: [Int64], allowed: Bool) {
        let complaint = complaint(settled: before)
        if allowed {
            #expect(throws: Never.self) { try complaint.check(settling: amount, by: roles, .standard) }
        } else {
            #expect(throws: ComplaintError.self) { try complaint.check(settling: amount, by: roles, .standard) }
        }
    }

    @Test func `a refusal names who may, and what is no sum is refused`() throws {
        #expect(throws: ComplaintError.aboveAuthority(amount: 800, settled: 0, limit: 500, may: [.manager, .legal], highest: 50_000)) {
            try complaint().check(settling: 800, by: [.agent], .standard)
        }
        #expect(throws: ComplaintError.aboveAuthority(amount: 60_000, settled: 0, limit: 50_000, may: [], highest: 50_000)) {
            try complaint().check(settling: 60_000, by: [.legal], .standard)
        }
        for amount: Int64 in [0, -1, .min] { #expect(throws: ComplaintError.amount(amount)) { try complaint().check(settling: amount, by: [.legal], .standard) } }
    }

    // MARK: - Configuration

    private func read(_ text: String) throws -> ComplaintPolicy? {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("kaipan-policy-\(UUID().uuidString).yml")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(text.utf8).write(to: file)
        return try ComplaintPolicyReader.read(file.path)
    }

    @Test func `clocks and tiers are read from the configuration`() throws {
        let policy = try #require(try read("""
            city: "330100"
            complaints:
              clocks:
                - { name: { zh: 一小时回复, en: answer }, step: confirm, minutes: 60 }
                - { name: 上报, step: assess, hours: 2, grades: [hot, major] }
              authority:
                - { amount: 10000, roles: [manager, legal] }
                - { amount: 1000, roles: agent }
            """))
        #expect(policy.clocks.map(\.limit) == [3_600_000, 7_200_000])
        #expect(policy.clocks[1].grades == [.hot, .major])
        #expect(policy.authority.map(\.limit) == [1_000, 10_000])
        #expect(policy.roles(for: 500) == [.agent, .manager, .legal])
        #expect(try read("city: \"330100\"\n") == nil)
        // What is not said stays as it is.
        #expect(try read("complaints:\n  clocks: []\n")?.authority == ComplaintPolicy.standard.authority)
    }

    @Test(arguments: [
        "complaints: { clock: [] }", "complaints: { clocks: [{ step: visit, minutes: 3 }] }", "complaints: { clocks: [{ step: reply }] }",
        "complaints: { clocks: [{ step: reply, minutes: 0.5 }] }", "complaints: { authority: [{ amount: -1, roles: [agent] }] }",
        "complaints: { authority: [{ amount: 5 }] }", "complaints: { authority: [{ amount: 5, roles: [chief] }] }",
    ])
    func `mistakes in it are errors with their place`(text: String) {
        #expect(throws: RuleError.self) { try read(text + "\n") }
    }

    // MARK: - Plan

    @Test func `the plan has eight steps, and each point a name of its own`() {
        #expect(MajorComplaintPlan.steps.map(\.number) == Array(1...8))
        let items = MajorComplaintPlan.steps.flatMap(\.items)
        #expect(Set(items.map(\.id)).count == items.count && items.count >= 24)
        #expect(MajorComplaintPlan.item("6.3")?.text.zh == "指定发言人并培训")
        #expect(MajorComplaintPlan.item("9.1") == nil)
    }

    // MARK: - Statistics

    @Test func `causes, grades, times and money are counted`() throws {
        let complaints = [
            complaint([(.accept, 0), (.confirm, 10), (.investigate, 600)], grade: .hot, closed: 900, claimed: 20_000, settled: [300, 200]),
            complaint([(.accept, 2), (.confirm, 50)], claimed: 1_000), complaint([(.accept, 1)], cause: .quality, settled: [100]),
        ]
        let now = Self.after(20)
        let statistics = ComplaintStatistics(complaints, policy: .standard, at: now)
        #expect(statistics.count == 3 && statistics.open == 2 && statistics.claimed == 21_000 && statistics.settled == 600)
        #expect(statistics.causes.map(\.cause) == [.salesPromise, .quality])
        #expect(statistics.causes[0].grades == [.hot: 1, .general: 1] && statistics.causes[0].settled == 500)
        #expect(statistics.steps.map(\.step) == [.accept, .confirm, .investigate])
        #expect(statistics.steps[0].median == 60_000 && statistics.steps[0].ninth == 120_000)
        let answer = statistics.clocks[0]
        #expect(answer.inTime == 1 && answer.late == 1 && answer.running == 1 && answer.worst == 20 * 60_000)
        // What is still running is neither in time nor late.
        #expect(answer.share == 50)
        let running = ComplaintStatistics([complaint([(.accept, 1)])], policy: .standard, at: Self.after(2)).clocks[0]
        #expect(running.running == 1 && running.share == nil)
        let none = ComplaintStatistics(complaints, policy: .standard, from: Self.after(1), at: now)
        #expect(none.count == 0 && none.causes.isEmpty && none.steps.isEmpty)
        // The end is not of the period.
        #expect(ComplaintStatistics(complaints, policy: .standard, to: Self.received, at: now).count == 0)
    }

    @Test(arguments: [([1], 50, 1), ([1, 2], 50, 1), ([1, 2, 3], 50, 2), (Array(1...10), 90, 9), (Array(1...11), 90, 10)] as [([Int64], Int, Int64)])
    func `ranks are those of the nearest rank`(values: [Int64], percent: Int, rank: Int64) {
        let complaints = values.map { complaint([(.accept, $0)]) }
        let time = ComplaintStatistics(complaints, policy: .standard, at: Self.after(0)).steps[0]
        #expect((percent == 50 ? time.median : time.ninth) == rank * 60_000)
    }

    // MARK: - Phrases

    @Test func `phrases of several complaints are found, the longest that they share`() {
        let phrases = PhraseMiner.phrases(in: [
            (0, "我跟您说，这边肯定给您包入学名额，放心"), (1, "我们内部有渠道，包入学名额没问题"), (1, "交房送家电大礼包"), (2, "内部有渠道，您别跟别人说"), (0, "交楼的时候送精装"),
        ])
        #expect(phrases.map(\.text) == ["内部有渠道", "包入学名额"])
        #expect(phrases.map(\.complaints) == [2, 2] && phrases[1].statements == 2)
        #expect(phrases[1].example.hasPrefix("我跟您说"))
    }

    @Test func `what one complaint says often, and what everybody says, is no phrase`() {
        #expect(PhraseMiner.phrases(in: [(0, "包入学名额"), (0, "包入学名额")]).isEmpty)
        #expect(PhraseMiner.phrases(in: [(0, "你们可以的吗这个"), (1, "你们可以的吗这个")]).isEmpty)
        #expect(PhraseMiner.phrases(in: []).isEmpty)
        #expect(PhraseMiner.phrases(in: [(0, "abc 123"), (1, "abc 123"), (2, "")]).isEmpty)
    }

    @Test(arguments: [(0 as Int64, "不到 1 分钟"), (59_999, "不到 1 分钟"), (60_000, "1 分钟"), (3_900_000, "1 小时 5 分钟"), (90_000_000, "1 天 1 小时"), (86_460_000, "1 天 1 分钟")])
    func `spans are said as people say them`(milliseconds: Int64, text: String) {
        #expect(ComplaintReport.span(milliseconds, .chinese) == text)
    }
}
