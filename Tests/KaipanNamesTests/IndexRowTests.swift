import KaipanNames
import KaipanText
import Testing

struct IndexRowTests {
    @Test("rows come back as they were given, also when a merge has read and written them")
    func roundTrip() throws {
        var random = IndexRandom(1)
        var rows: [String: RegisterRow] = [:]
        for _ in 0..<60 {
            let row = Self.row(&random)
            rows["\(row.register) \(row.key)"] = row
        }
        let folder = try IndexFolder()
        try folder.add(Array(rows.values))
        for _ in 0..<2 {
            let searcher = try NameSearcher(NameIndex(contentsOf: folder.path))
            for (key, row) in rows {
                var query = NameQuery(row.name)
                query.limit = 1000
                #expect(try searcher.search(query).rows.first { "\($0.row.register) \($0.row.key)" == key }?.row == row)
            }
            try folder.add([MadeUp.row("另一个名字")], mergeThreshold: 0)
        }
    }

    private static func text(_ random: inout IndexRandom, upTo limit: Int) -> String {
        let letters = Array("翠湖𠀋é\u{301}a b\"\\\u{0}；;，😀ⅡＡ".unicodeScalars)
        return String(String.UnicodeScalarView((0..<Int.random(in: 1...limit, using: &random)).map { _ in letters.randomElement(using: &random)! }))
    }

    private static func row(_ random: inout IndexRandom) -> RegisterRow {
        func flip() -> Bool { Bool.random(using: &random) }
        var row = RegisterRow(register: RegisterKind.allCases.randomElement(using: &random)!, key: text(&random, upTo: 200), name: "听雨" + text(&random, upTo: 12))
        row.status = RegisterStatus.allCases.randomElement(using: &random)!
        if flip() { row.statusText = text(&random, upTo: 20) }
        if flip() { row.owner = text(&random, upTo: 300) }
        if flip() { row.division = "330106" }
        if flip() { row.coordinate = Coordinate(longitude: Double(Int.random(in: -180_000_000...180_000_000, using: &random)) / 1_000_000, latitude: 30.25) }
        if flip() { row.classes = NiceClasses([36, 45, 1]) }
        if flip() { row.groups = ["3604", "3702"] }
        if flip() { row.filed = CivilDate("2024-02-29") }
        if flip() { row.registered = CivilDate("1999-12-31") }
        if flip() { row.expires = CivilDate("2099-01-01") }
        row.isWellKnown = flip()
        for kind in OtherName.Kind.allCases where flip() { row.otherNames.append(OtherName(text(&random, upTo: 30), kind)) }
        for name in ["address", "goods", "permit"] where flip() { row.facts[name] = text(&random, upTo: 20_000) }
        return row
    }
}
