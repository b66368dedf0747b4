import KaipanRules
import KaipanTestSupport
import Testing

@Suite("Packs, cities and overrides")
struct CityPackTests {
    private static let files = [
        "national/pack.yml": "name: national\nversion: \"2.4\"\n",
        "national/b.yml": Pack.rule.replacingOccurrences(of: "id: sample", with: "id: national-b"),
        "national/a.yml": Pack.rule.replacingOccurrences(of: "id: sample", with: "id: national-a"),
        "national/.hidden.yml": "not: read",
        "national/notes.txt": "not read",
        "cities/440300/pack.yml": """
        name: second
        city: "440300"
        override:
          - { id: national-b, severity: off, reason: { zh: 甲, en: why }, source: 某通知, verified: true }
        """,
        "cities/440100/pack.yml": """
        name: first
        city: "440100"
        override:
          - { id: national-a, severity: notice, reason: 乙 }
        """,
        "cities/440100/own.yml": Pack.rule.replacingOccurrences(of: "id: sample", with: "id: city-own"),
    ]

    private func load(_ path: String = "") throws -> RuleSet {
        try Pack.with(Self.files) { root in try RuleSet(RuleSet.Location(paths: [root + path])) }
    }

    @Test func aRootGivesTheNationalPackAndTheCitiesInTheOrderOfTheirNames() throws {
        let rules = try load()
        #expect(rules.packs.map(\.name) == ["national", "first", "second"])
        #expect(rules.packs.map(\.city) == [nil, "440100", "440300"])
        #expect(rules.name == "national")
        #expect(rules.version == "2.4")
        #expect(rules.rules.map(\.id) == ["national-a", "national-b", "city-own"])
    }

    @Test func aCitysRulesKnowTheirCity() throws {
        #expect(try load().rules.map(\.city) == [nil, nil, "440100"])
    }

    @Test func overridesKnowTheirCityAndWhy() throws {
        let overrides = try load().overrides
        #expect(overrides.map(\.rule) == ["national-a", "national-b"])
        #expect(overrides.map(\.city) == ["440100", "440300"])
        #expect(overrides.map(\.severity) == [.notice, nil])
        #expect(overrides[1].reason.en == "why")
        #expect(overrides[1].source == "某通知")
        #expect(overrides.map(\.verified) == [false, true])
    }

    @Test func oneFolderIsAPack() throws {
        #expect(try load("/national").rules.map(\.id) == ["national-a", "national-b"])
    }

    @Test func oneFileIsAPack() throws {
        let rules = try load("/national/b.yml")
        #expect(rules.rules.map(\.id) == ["national-b"])
        #expect(rules.name == "b")
        #expect(rules.version == "0")
    }

    @Test func thePackOfTheProjectLoads() throws {
        let rules = try Project.rules.get()
        #expect(rules.name == "national")
        #expect(rules.rules.count > 50)
        #expect(rules.packs.contains { $0.city == "440100" })
        let known = Set(rules.rules.map(\.id))
        #expect(rules.overrides.allSatisfy { known.contains($0.rule) })
    }
}
