import KaipanNames
import KaipanText
import Testing

@Suite("Two names compared and graded")
struct NameGraderTests {
    private let vocabulary = NameVocabulary()

    private func context(city: String? = nil) -> NameContext {
        var context = NameContext(asOf: CivilDate("2026-06-01")!)
        context.city = city
        return context
    }

    private func grader(_ context: NameContext) -> NameGrader { NameGrader(context: context, vocabulary: vocabulary) }

    @Test("relation and grade of two bare names", arguments: [
        ("听松家园", "听松家园", NameRelation.identical, NameGrade.high),
        ("听松家园", "聽松家園", .identical, .high),
        ("翰云苑", "瀚云苑", .sameSound, .high),
        ("听星家园", "听新家园", .nearSound, .medium),
        ("听松家园", "听松花园", .suffixOnly, .medium),
        ("万科听松里", "绿城听松里", .prefixOnly, .medium),
        ("听松里", "云间听松里", .contained, .medium),
        ("云间听松里", "听松里", .contains, .medium),
        ("大听松里", "小听松里", .insertion, .medium),
        ("松听家园", "听松家园", .reordered, .medium),
        ("听松云里", "听松云境", .suffixOnly, .medium),
        ("听松台云", "听松汀云", .oneCharacter, .medium),
        ("听松", "tingsong", .romanised, .medium),
        ("听松家园", "云里花苑", .distant, .note),
    ] as [(String, String, NameRelation, NameGrade)])
    func grades(_ a: String, _ b: String, _ relation: NameRelation, _ grade: NameGrade) {
        let hit = grader(context()).hit(for: a, comparedWith: b)
        #expect(hit.comparison.relation == relation)
        #expect(hit.grade == grade)
    }

    @Test("the score is the same both ways and never above that of equals", arguments: [
        ("听松家园", "听松花园"), ("翰云苑", "瀚云苑"), ("听松里", "云间听松里"), ("松听家园", "听松家园"), ("", "听松"), ("A", "听松"),
    ])
    func isSymmetric(_ a: String, _ b: String) {
        let there = grader(context()).hit(for: a, comparedWith: b).comparison.score
        let back = grader(context()).hit(for: b, comparedWith: a).comparison.score
        #expect(abs(there - back) < 1e-9)
        #expect((0...1).contains(there))
    }

    @Test("the strip has every character of both names once, in order", arguments: [
        ("听松家园", "云间听松里"), ("松听家园", "听松家园"), ("听松ONE", "听松家园二期"), ("", "听松"),
    ])
    func stripIsWhole(_ a: String, _ b: String) {
        let columns = grader(context()).hit(for: a, comparedWith: b).comparison.alignment.columns
        #expect(columns.compactMap(\.name).joined() == a)
        #expect(columns.compactMap(\.registered).joined() == b)
    }

    @Test("the strip says what each column is")
    func stripMarks() {
        let marks = { (a: String, b: String) in
            self.grader(self.context()).hit(for: a, comparedWith: b).comparison.alignment.columns.map(\.mark)
        }
        #expect(marks("翰云苑", "瀚云苑") == [.sameSound, .same, .same])
        #expect(marks("聽松苑", "听松苑") == [.variant, .same, .same])
        #expect(marks("听松苑", "听云松苑") == [.same, .missing, .same, .same])
        #expect(marks("听云松苑", "听松苑") == [.same, .added, .same, .same])
        #expect(marks("松听苑", "听松苑").filter { $0 == .moved }.count == 2)
    }

    // MARK: - Entries of registers

    private func found(_ register: RegisterKind, _ name: String, _ change: (inout RegisterRow) -> Void = { _ in }) -> FoundRow {
        var row = RegisterRow(register: register, key: "1", name: name)
        row.status = .live
        change(&row)
        return FoundRow(row: row, name: name, batch: nil, score: 1, sharing: 1)
    }

    @Test("an equal place name is prohibited in the same city and lawful elsewhere", arguments: [
        ("330106", NameGrade.prohibited), ("330110", .prohibited), ("330203", .low), ("440106", .note),
    ])
    func scopeDecides(_ division: String, _ grade: NameGrade) {
        let hit = grader(context(city: "330100")).hit(for: "听松家园", found(.place, "听松家园") { $0.division = division })
        #expect(hit.grade == grade)
        #expect(hit.reasons.contains { $0.law == "地名管理条例" && $0.article == "9.1(8)" })
    }

    @Test("districts of a municipality are one city")
    func municipality() {
        let hit = grader(context(city: "310115")).hit(for: "听松家园", found(.place, "听松家园") { $0.division = "310104" })
        #expect(hit.grade == .prohibited)
    }

    @Test("a street is another class of names")
    func streets() {
        let hit = grader(context(city: "330100")).hit(for: "听松家园", found(.place, "听松路") { $0.division = "330106"; $0.facts = ["placeType": "街路巷"] })
        #expect(hit.grade == .low)
    }

    @Test("class, status and owner decide about a mark", arguments: [
        (NiceClasses([36]), RegisterStatus.live, "山外置业", NameGrade.high),
        (NiceClasses([37]), .live, "山外置业", .high),
        (NiceClasses([30]), .live, "山外置业", .low),
        (NiceClasses([36]), .ended, "山外置业", .low),
        (NiceClasses([36]), .pending, "山外置业", .high),
        (NiceClasses([36]), .live, "听松集团有限公司", .note),
    ] as [(NiceClasses, RegisterStatus, String, NameGrade)])
    func marks(_ classes: NiceClasses, _ status: RegisterStatus, _ owner: String, _ grade: NameGrade) {
        var context = context()
        context.owners = ["听松集团"]
        let hit = grader(context).hit(for: "听松里", found(.trademark, "听松里") { $0.classes = classes; $0.status = status; $0.owner = owner })
        #expect(hit.grade == grade)
    }

    @Test("a well-known mark reaches across classes")
    func wellKnown() {
        let hit = grader(context()).hit(for: "听松里", found(.trademark, "听松里") { $0.classes = NiceClasses(class: 30); $0.isWellKnown = true })
        #expect(hit.grade == .medium)
    }

    @Test("the law of the day is cited", arguments: [("2026-12-31", "57(2)"), ("2027-01-01", nil)] as [(String, String?)])
    func lawOverTime(_ day: String, _ article: String?) {
        let context = NameContext(asOf: CivilDate(day)!)
        let hit = grader(context).hit(for: "听松里", found(.trademark, "听松里"))
        let law = hit.reasons.first { $0.law == "商标法" }
        #expect(law?.article == article)
        #expect(law?.isVerified == (article != nil))
    }

    @Test("a city that compares cores takes other endings for equal", arguments: [(true, NameGrade.high), (false, .low), (nil, .medium)] as [(Bool?, NameGrade)])
    func cityPolicy(_ comparesCores: Bool?, _ grade: NameGrade) {
        var context = context(city: "330200")
        context.policy.comparesCores = comparesCores
        if comparesCores != nil { context.policy.source = "某市规定" }
        #expect(grader(context).hit(for: "听松家园", comparedWith: "听松花园").grade == grade)
    }

    @Test("what speaks for a name is said")
    func counterArguments() {
        let suffix = grader(context()).hit(for: "听松家园", comparedWith: "听松花园")
        #expect(suffix.counterArguments.contains { $0.message.zh.contains("全名") })
        let romanised = grader(context()).hit(for: "听松", comparedWith: "tingsong")
        #expect(romanised.counterArguments.contains { $0.message.zh.contains("驰名") })
        let first = grader(context()).hit(for: "台松云", comparedWith: "汀松云")
        #expect(first.counterArguments.contains { $0.message.zh.contains("首字") })
    }
}
