import KaipanRules
import KaipanTestSupport
import Testing

/// Rules that take words out for the ledger of promises.
@Suite("Promise rules")
struct PromiseRuleTests {
    private static func rule(_ promise: String) -> String {
        """
        - id: sample
          title: { zh: 样例, en: Sample }
          basis:
            - { law: 民法典, article: "496", from: 2021-01-01, verified: true }
          promise:
        \(promise)
          tests:
            - bad: 这里[送物业费]
            - ok: 这里没有

        """
    }

    @Test func `says what it takes out, and needs no complaint`() throws {
        let rules = try RuleText.load(["rules.yml": Self.rule("""
                topic: property-fee
                attribute: gift
                quantities: [duration, money]
                worse: less
                extract: [送物业费]
            """)])
        let rule = try #require(rules.rules.first)
        guard case .promise(let check) = rule.check else { throw NoPromise() }
        #expect(check.sense == .promise && check.topic == .propertyFee && check.attribute == "gift")
        #expect(check.quantities == [.duration, .money] && check.worse == .less && check.items.count == 1)
        #expect(rule.severity == .notice && rule.control == .conversation && rule.message.zh.contains("{text}"))
        #expect(rule.check.name == "promise")
    }

    private struct NoPromise: Error {}

    @Test(arguments: [
        "    topic: property-fee\n    extract: [送物业费]", "    attribute: gift\n    extract: [送物业费]", "    topic: fee\n    attribute: gift\n    extract: [送物业费]",
        "    topic: school\n    attribute: gift\n", "    topic: school\n    attribute: Gift\n    extract: [送物业费]", "    sense: denial\n    extract: [送物业费]",
        "    topic: school\n    attribute: gift\n    quantities: [weight]\n    extract: [送物业费]", "    topic: school\n    attribute: gift\n    forbid: [送物业费]",
    ])
    func `refuses what says too little or what nobody knows`(_ promise: String) {
        #expect(throws: RuleError.self) { try RuleText.load(["rules.yml": Self.rule(promise)]) }
    }

    @Test(arguments: ["    sense: exclusion\n    extract: [送物业费]", "    sense: denial\n    topic: school\n    extract: [送物业费]"])
    func `what takes promises back may speak of all of a topic, an exclusion of all topics`(_ promise: String) throws {
        #expect(try RuleText.load(["rules.yml": Self.rule(promise)]).rules.count == 1)
    }

    /// What the cache gives back is what was stored.
    @Test func `stands in the cache as it was read`() async throws {
        try await Project.withTemporaryFolder { folder in
            let paths = ["words.yml", "promises-withdrawn.yml"].map { Project.path("Rules/national/\($0)") }
            let location = RuleSet.Location(paths: paths, cache: folder.path)
            let first = try RuleSet(location), second = try RuleSet(location)
            #expect(first.rules.map { "\($0.check)" } == second.rules.map { "\($0.check)" })
            #expect(first.rules.allSatisfy { $0.check.name == "promise" })
        }
    }
}
