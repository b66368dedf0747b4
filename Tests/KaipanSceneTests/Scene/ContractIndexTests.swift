import KaipanArchive
import KaipanLog
import KaipanTestSupport
import KaipanText
import Testing

struct ContractIndexTests {
    private func sign(_ desk: SceneDesk, _ number: String, id: RecordID = .new()) throws -> RecordID {
        let draft = try #require(RecordSchema.of(.signing)).draft(
            id: id, links: [Link(.unit, desk.unit), Link(.customer, desk.customer)], data: ["time": "2026-03-02T02:05:00.000Z"],
            content: ["contract_number": .string(number)])
        try desk.archive.append([draft])
        return id
    }

    private func check(_ desk: SceneDesk) throws {
        let first = try sign(desk, "Ht-2026-1")
        #expect(try desk.archive.signings(contract: "ＨＴ－2026－1").map(\.leaf.id) == [first])
        // An earlier program beside this one keeps tables of its own, and has come to the log's end already.
        let size = try desk.archive.size()
        try desk.archive.search.write { connection in
            try connection.run("create table contract_state (id integer primary key, entries bigint not null)")
            try connection.run("insert into contract_state (id, entries) values (1, $1)", [.integer(size + 1)])
        }
        let between = try sign(desk, "HT-2026-0")
        #expect(try desk.archive.signings(contract: "ht-2026-0").map(\.leaf.id) == [between])
        // Not built again with every look-up: what is taken out stays out until something is added.
        try desk.archive.search.write { try $0.run("delete from bare_contract") }
        #expect(try desk.archive.signings(contract: "ht-2026-1").isEmpty)
        let second = try sign(desk, "HT-2026-2")
        #expect(try desk.archive.signing(contract: "ht—2026—2").leaf.id == second)
        // A number that was put right is found, the wrong one no more.
        _ = try sign(desk, "HT-2026-3", id: second)
        #expect(try desk.archive.signing(contract: "ht-2026-3").leaf.id == second)
        #expect(throws: ArchiveError.noRecord(id: "HT-2026-2")) { try desk.archive.signing(contract: "HT-2026-2") }
        _ = try sign(desk, "ht-2026-3")
        #expect(throws: ArchiveError.self) { try desk.archive.signing(contract: "Ht-2026-3") }
        #expect(try desk.archive.signing(contract: "HT-2026-3").leaf.id == second)
    }

    @Test func `a number without its signs is found, and the finest spelling decides between numbers that are alike`() throws {
        let desk = try SceneDesk()
        let twelve = try sign(desk, "A-12 3"), one = try sign(desk, "A-1 23"), circled = try sign(desk, "B①"), year = try sign(desk, "HT〔2026〕第 7 号")
        func found(_ text: String) throws -> [RecordID] { try desk.archive.signings(contract: text).map(\.leaf.id) }
        for text in ["A-12 3", "a-12 3", "ａ－12　3", "A–12 3"] { #expect(try found(text) == [twelve], "\(text)") }
        #expect(try found("a-1 23") == [one])
        for text in ["A-123", "A123", "a 1 2 3"] { #expect(try found(text) == [twelve, one], "\(text)") }
        #expect(try found("B1") == [circled] && found("b①") == [circled])
        for text in ["ht20267", "HT(2026)第7号", "HT2026第7号"] { #expect(try found(text) == (text == "ht20267" ? [] : [year]), "\(text)") }
        let plain = try sign(desk, "B1")
        #expect(try found("B1") == [plain] && found("b1") == [plain] && found("B①") == [circled])
        // The numbers are content, which nobody has asked to read.
        let time = try #require(Timestamp("2026-03-02T02:05:00.000Z")).inChina
        #expect(throws: ArchiveError.ambiguous(text: "A123", candidates: ["\(twelve) signing \(time)", "\(one) signing \(time)"], isCut: false)) {
            try desk.archive.signing(contract: "A123")
        }
        do { _ = try desk.archive.signing(contract: "A123") } catch let error as ArchiveError {
            #expect(error.message.zh.contains("\(twelve) 签约 \(time)") && !error.message.zh.contains("signing"))
        }
        for text in ["", " ", "-", "（）"] { #expect(try found(text).isEmpty, "\(text)") }
    }

    @Test func `a number is found however it is written, beside an earlier program's index too`() throws { try check(SceneDesk()) }

    @Test func `the beginning of an id is asked for in either case and with the letters that look like digits`() throws {
        let desk = try SceneDesk()
        let id = try #require(RecordID("01M8233333LLLL".replacing("L", with: "1") + "0000000000AB"))
        _ = try sign(desk, "HT-1", id: id)
        for text in ["01M8233333", "o1m82333331lIL", " 01m8233333 ", "０１Ｍ８２３３３３３"] { #expect(try desk.archive.id(of: text) == id, "\(text)") }
        #expect(try desk.archive.id(of: "01M8233333", [.signing]) == id)
        for text in ["01M82", "01M8233334", "01M823333U", "HT-1", ""] {
            #expect(throws: ArchiveError.noRecord(id: text)) { try desk.archive.id(of: text) }
        }
        #expect(throws: ArchiveError.noRecord(id: "01M8233333")) { try desk.archive.id(of: "01M8233333", [.unit]) }
        #expect(try desk.archive.record(beginning: #require(RecordPrefix("01M8233333")), before: desk.archive.record(id).position) == nil)
    }

    @Suite(.enabled(if: PostgresServer.isWanted), .postgresServer()) struct OnPostgres {
        @Test func `the same`() throws { try ContractIndexTests().check(SceneDesk(on: #require(PostgresServer.current))) }

        @Test func `an id is found by its beginning`() throws {
            let desk = try SceneDesk(on: #require(PostgresServer.current))
            let unit = desk.unit.description, shared = zip(unit, desk.customer.description).prefix { $0 == $1 }.count
            #expect(try desk.archive.id(of: String(unit.prefix(shared + 4))) == desk.unit)
            #expect(try desk.archive.id(of: String(unit.prefix(6)), [.unit]) == desk.unit)
            #expect(throws: ArchiveError.self) { try desk.archive.id(of: String(unit.prefix(6))) }
        }
    }
}
