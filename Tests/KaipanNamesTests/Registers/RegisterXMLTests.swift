import KaipanNames
import Testing

struct RegisterXMLTests {
    @Test(
        "finds the rows: elements that repeat, with children or attributes as columns",
        arguments: [
            "<地名><条目><标准名称>翠屏&amp;苑</标准名称></条目><条目><标准名称>云岭</标准名称></条目></地名>",
            "<list total='2'><head><title>x</title></head><rows><row name='翠屏&amp;苑'/><row name='云岭'/></rows></list>",
            "<d><江北><r><name>翠屏&amp;苑</name></r></江北><江南><r><name>云岭</name></r></江南></d>",
            "<d><page><r><name>翠屏&#38;苑</name></r></page><page><r><name><![CDATA[云岭]]></name></r></page></d>",
            "<!DOCTYPE d [<!ENTITY n '翠屏&#38;#38;苑'>]><d><r><name>&n;</name><owner><name>某某</name></owner></r><r><name>云岭</name></r></d>",
            "  <?xml version='1.0' encoding='UTF-8'?><x:d xmlns:x='urn:x'><x:r><x:name>翠屏&amp;苑</x:name></x:r>"
                + "<x:r><x:name>云岭</x:name></x:r></x:d>",
        ])
    func findsRows(_ text: String) throws {
        let file = try RegisterFileFixture(text, name: "export.xml")
        #expect(file.rows.map(\.name) == ["翠屏&苑", "云岭"])
    }

    @Test("reads a mark with its classes in the shape of WIPO ST.96")
    func readsMarks() throws {
        let file = try RegisterFileFixture(
            """
            <?xml version="1.0"?>
            <tmk:TrademarkBag xmlns:tmk="urn:t" xmlns:com="urn:c">
              <tmk:Trademark><tmk:ApplicationNumber><com:ApplicationNumberText>1234567</com:ApplicationNumberText></tmk:ApplicationNumber>
                <tmk:ApplicationDate>2014-01-05</tmk:ApplicationDate>
                <tmk:MarkRepresentation><tmk:WordMarkSpecification><tmk:MarkVerbalElementText>云岭</tmk:MarkVerbalElementText>
                </tmk:WordMarkSpecification></tmk:MarkRepresentation>
                <tmk:GoodsServices><tmk:ClassDescription><tmk:ClassNumber>36</tmk:ClassNumber></tmk:ClassDescription>
                <tmk:ClassDescription><tmk:ClassNumber>37</tmk:ClassNumber></tmk:ClassDescription></tmk:GoodsServices>
                <tmk:ApplicantBag><tmk:Applicant><com:OrganizationStandardName>某某公司</com:OrganizationStandardName></tmk:Applicant>
                </tmk:ApplicantBag>
              </tmk:Trademark>
            </tmk:TrademarkBag>
            """, name: "export.xml", as: .trademark)
        let row = try #require(file.rows.first)
        #expect(row.key == "1234567/36+37")
        #expect(row.name == "云岭")
        #expect(row.owner == "某某公司")
        #expect(row.filed?.description == "2014-01-05")
    }

    @Test("what is broken is an error at its place, with the rows before it taken")
    func reportsThePlace() throws {
        let file = try RegisterFileFixture("<d>\n<r><name>翠屏苑</name></r>\n<r><name>云岭</r>\n</d>", name: "export.xml")
        guard case .malformed(_, 3, _, let excerpt?, _)? = file.error else {
            Issue.record("\(String(describing: file.error))")
            return
        }
        #expect(excerpt.contains("云岭"))
        #expect(file.rows.map(\.name) == ["翠屏苑"])
    }

    @Test("entities that multiply and endless depth are refused, external entities never loaded")
    func refusesHostileEntities() throws {
        let levels = (1...9).map { "<!ENTITY e\($0) '" + String(repeating: "&e\($0 - 1);", count: 10) + "'>" }.joined()
        let bomb = try RegisterFileFixture(
            "<!DOCTYPE d [<!ENTITY e0 'xxxxxxxxxx'>\(levels)]><d><r><name>a</name></r><r><name>&e9;</name></r></d>", name: "export.xml")
        #expect(bomb.error != nil)
        let deep = try RegisterFileFixture(String(repeating: "<a>", count: 100_000), name: "export.xml")
        guard case .limitExceeded(_, 1, .depth)? = deep.error else {
            Issue.record("\(String(describing: deep.error))")
            return
        }
        let outside = try RegisterFileFixture(
            "<!DOCTYPE d [<!ENTITY f SYSTEM 'file:///etc/passwd'>]><d><r><name>翠屏&f;苑</name></r><r><name>b</name></r></d>",
            name: "export.xml")
        #expect(outside.rows.first?.name == "翠屏苑")
    }

    @Test("reads many rows across chunks, with the line of each")
    func readsManyRows() throws {
        let rows = (0..<16_000).map { "<r><name>翠屏\($0)苑</name><address>宁川路\($0)号</address></r>\n" }
        let file = try RegisterFileFixture("<d>\n" + rows.joined() + "<r/>\n</d>", name: "export.xml")
        #expect(file.rows.count == 16_000)
        #expect(file.rows.last?.name == "翠屏15999苑")
        #expect(file.refusedLines == [16_002])
    }
}
