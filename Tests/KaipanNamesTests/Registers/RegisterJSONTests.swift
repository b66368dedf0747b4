import KaipanNames
import KaipanText
import Testing

struct RegisterJSONTests {
    @Test(
        "finds the rows wherever the outermost array stands",
        arguments: [
            #"[{"standard_name": "翠屏路"}, {"standard_name": "云岭巷"}]"#,
            #"{"total": 2, "records": [{"standard_name": "翠屏路"}, {"standard_name": "云岭巷"}]}"#,
            #"{"code": 0, "data": {"columns": [{"name": "编号"}], "rows": [{"name": "翠屏路"}, {"name": "云岭巷"}], "bbox": [1, 2]}}"#,
            #"{"type": "FeatureCollection", "features": [{"properties": {"name": "翠屏路"}}, {"properties": {"name": "云岭巷"}}]}"#,
            "{\"standard_name\": \"翠屏路\"}\n{\"standard_name\": \"云岭巷\"}\n",
        ])
    func findsRows(_ text: String) throws {
        let file = try RegisterFileFixture(text, name: "export.json")
        #expect(file.rows.map(\.name) == ["翠屏路", "云岭巷"])
    }

    @Test("reads the place-name database's records")
    func readsPlaceNames() throws {
        let file = try RegisterFileFixture(
            #"""
            {"records": [{"id": "8a81", "place_code": "99010100121800000001", "standard_name": "翠屏路", "ethnic_minorities_writing": "",
              "place_type": "街路巷", "place_type_code": "21800", "province_name": "宁川省", "city_name": "临江市", "area_name": "江北区",
              "gdm": {"type": "linestring", "coordinates": [[119.2, 26.0], [119.4, 26.2]]}, "old_name": "红旗路；新华路",
              "roman_alphabet_spelling": "Cuìpíng Lù", "place_meaning": null, "owner": {"name": "某处"}}], "total": 1}
            """#, name: "listPub.json")
        let row = try #require(file.rows.first)
        #expect(row.key == "99010100121800000001")
        #expect(row.name == "翠屏路")
        #expect(row.otherNames == [OtherName("红旗路", .former), OtherName("新华路", .former)])
        #expect(row.division == "990101")
        #expect(row.coordinate.map { abs($0.longitude - 119.3) < 1e-9 } == true)
        #expect(row.coordinate.map { abs($0.latitude - 26.1) < 1e-9 } == true)
        #expect(row.facts["placeType"] == "街路巷")
        #expect(row.facts["romanisation"] == "Cuìpíng Lù")
        #expect(row.owner == nil)
        #expect(file.summary?.unknownColumns == ["gdm.type", "owner.name"])
    }

    @Test("numbers keep all their digits, arrays are joined, a row's line is told")
    func readsValues() throws {
        let file = try RegisterFileFixture(
            """
            [{"注册号": 12345678901234567890, "商标名称": "云岭", "国际分类": [36, 37],
              "商品": [{"类似群": "3604"}, {"类似群": "3702"}]},

             {"注册号": 2}]
            """, name: "marks.json", as: .trademark)
        #expect(file.rows.map(\.key) == ["12345678901234567890/36+37"])
        #expect(file.rows.first?.groups == ["3604", "3702"])
        #expect(file.refusedLines == [4])
    }

    @Test(
        "broken JSON is an error at its place, and the rows before it are taken",
        arguments: [
            ("[{\"name\": \"翠屏路\"},\n {\"name\": \"云岭\",}]", 2, 16), ("[{\"name\": \"翠屏路\"},\n {\"name\": 云岭}]", 2, 11),
            ("[{\"name\": \"翠屏路\"},\n {\"name\": \"云", 2, 13),
        ])
    func reportsThePlace(_ text: String, _ line: Int, _ column: Int) throws {
        let file = try RegisterFileFixture(text, name: "export.json")
        guard case .malformed(_, let foundLine, let foundColumn?, let excerpt?, _)? = file.error else {
            Issue.record("\(String(describing: file.error))")
            return
        }
        #expect(foundLine == line)
        #expect(abs(foundColumn - column) <= 1)
        #expect(excerpt.contains("name"))
        #expect(file.rows.map(\.name) == ["翠屏路"])
    }

    @Test("a broken line of JSON Lines costs itself only")
    func refusesBrokenLines() throws {
        let lines = [#"{"name": "翠屏路"}"#, #"{"name": "云岭"#, "[1]", "7", "", #"{"name": "星河里"},"#, #"{"name": "松涛居"}"#]
        let file = try RegisterFileFixture(lines.joined(separator: "\n"), name: "export.jsonl")
        #expect(file.rows.map(\.name) == ["翠屏路", "星河里", "松涛居"])
        #expect(file.refusedLines == [2, 3, 4])
    }

    @Test("values beyond the limit are refused where they count and passed over where not")
    func limitsValues() throws {
        let long = String(repeating: "x", count: RegisterImporter.valueLimit * 5)
        let file = try RegisterFileFixture(
            #"[{"name": "翠屏路", "图片": "\#(long)"}, {"name": "云岭", "address": "\#(long)"}, {"name": "星河里"}]"#, name: "export.json")
        #expect(file.rows.map(\.name) == ["翠屏路", "星河里"])
        #expect(file.summary?.firstRefused.map(\.refusal) == [.valueTooLong(column: "address")])
    }

    @Test(
        "hostile files are refused in bounded memory",
        arguments: [String(repeating: "[", count: 100_000), "[\"" + String(repeating: "x", count: 18 << 20)])
    func refusesHostileFiles(_ text: String) throws {
        let file = try RegisterFileFixture(text, name: "export.json")
        guard case .limitExceeded? = file.error else {
            Issue.record("\(String(describing: file.error))")
            return
        }
    }

    @Test("names that no column holds, and rows that no array holds, are errors")
    func reportsMissingParts() throws {
        let unnamed = try RegisterFileFixture(#"[{"甲": 1}]"#, name: "export.json")
        guard case .noNameColumn(_, _, nil, ["甲"], _)? = unnamed.error else {
            Issue.record("\(String(describing: unnamed.error))")
            return
        }
        let rowless = try RegisterFileFixture(#"{"name": "翠屏路"}"#, name: "export.json")
        guard case .noRows? = rowless.error else {
            Issue.record("\(String(describing: rowless.error))")
            return
        }
        #expect(try RegisterFileFixture("[]", name: "export.json").summary?.batch.rows == 0)
    }
}
