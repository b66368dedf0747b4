import Foundation
import KaipanNames
import Testing

struct RegisterCSVTests {
    @Test(
        "finds the delimiter, whatever stands above the header",
        arguments: [
            "标准名称,地址\n翠屏苑,宁川路1号\n", "标准名称\t地址\r\n翠屏苑\t宁川路1号\r\n", "标准名称;地址\n翠屏苑;宁川路1号", "sep=|\n标准名称|地址\n翠屏苑|宁川路1号\n",
            "临江市地名录\n\n标准名称,地址\n翠屏苑,宁川路1号\n", "标准名称,地址,\n翠屏苑,宁川路1号,\n", "标准名称,地址\r翠屏苑,宁川路1号\r",
        ])
    func findsTheDelimiter(_ text: String) throws {
        let file = try RegisterFileFixture(text)
        #expect(file.rows.map(\.name) == ["翠屏苑"])
        #expect(file.rows.first?.facts["address"] == "宁川路1号")
        #expect(file.summary?.format == .csv)
    }

    @Test("keeps line ends, delimiters and quotation marks inside quoted values, and the line of every row")
    func readsQuotedValues() throws {
        let file = try RegisterFileFixture("名称,地址,备注\n\"翠屏\n苑\",\"宁川路1号,2栋\",\"又称\"\"老苑\"\"\"\n,无名,\n云岭府,,\n")
        #expect(file.rows.map(\.name) == ["翠屏苑", "云岭府"])
        #expect(file.rows.first?.facts == ["address": "宁川路1号,2栋", "remarks": "又称\"老苑\""])
        #expect(file.summary?.firstRefused.map(\.line) == [4])
        #expect(file.summary?.firstRefused.first?.refusal == .noName)
    }

    @Test("refuses rows with too few or too many values, and takes the others")
    func refusesRaggedRows() throws {
        let file = try RegisterFileFixture("名称,地址\n翠屏苑,a\n云岭府\n星河里,b,c\n松涛居,d,\n")
        #expect(file.rows.map(\.name) == ["翠屏苑", "松涛居"])
        #expect(file.summary?.firstRefused.map(\.refusal) == [.ragged(values: 1, columns: 2), .ragged(values: 3, columns: 2)])
        #expect(file.summary?.batch.rejected == 2)
        #expect(file.rejected.hasPrefix("\u{FEFF}line,reason,excerpt\r\n3,\"1 values for 2 columns"))
        #expect(file.rejected.hasSuffix(",\"星河里,b,c\"\r\n"))
    }

    @Test("a quotation mark that nothing closes costs its own row only", arguments: [0, 3000])
    func recoversFromOpenQuotes(_ following: Int) throws {
        let rest = (0..<following).map { "名\($0)号苑,宁川路\($0)号,二期工程\n" }.joined()
        let file = try RegisterFileFixture("名称,地址,备注\n翠屏苑,a,b\n云岭府,\"c,d\n星河里,e,f\n" + rest)
        #expect(file.rows.count == following + 2)
        #expect(file.rows.prefix(2).map(\.name) == ["翠屏苑", "星河里"])
        #expect(file.refusedLines == [3])
    }

    @Test("many open quotation marks cost no more than the file has lines")
    func boundsRereading() throws {
        let file = try RegisterFileFixture("名称,备注\n" + String(repeating: "x,\"y\n", count: 60_000))
        #expect((file.summary?.batch.rejected ?? 0) > 0)
    }

    @Test("refuses values and rows beyond the limits and goes on", arguments: [RegisterImporter.valueLimit, RegisterImporter.rowLimit * 3])
    func refusesWhatIsTooLong(_ length: Int) throws {
        let long = String(repeating: "x", count: length)
        let file = try RegisterFileFixture("名称,地址\n翠屏苑,a\n云岭府,\(long)\n星河里,b\n松涛居,\"\(long)\"\n兰亭,c\n")
        #expect(file.rows.map(\.name) == ["翠屏苑", "星河里", "兰亭"])
        #expect(file.refusedLines == [3, 5])
    }

    @Test("an excerpt never begins as a formula")
    func guardsExcerpts() throws {
        let file = try RegisterFileFixture("地址,名称\n=1+1,\n")
        #expect(file.rejected.contains("\"'=1+1,\""))
    }

    @Test("without a column for names the error lists the columns seen and those expected")
    func listsColumns() throws {
        let file = try RegisterFileFixture("甲,乙\n1,2\n", as: .trademark)
        guard case .noNameColumn(_, .trademark, 1, let seen, let expected)? = file.error else {
            Issue.record("\(String(describing: file.error))")
            return
        }
        #expect(seen == ["甲", "乙"])
        #expect(expected.contains("商标名称"))
        #expect(file.error?.message.en.contains("export.csv:1: no column holds names. Columns found: 甲, 乙;") == true)
    }

    @Test("an empty file is an error, one with a header alone is not", arguments: [("", false), (" \n\n", false), ("名称,地址\n", true)])
    func readsEmptyFiles(_ text: String, _ isRead: Bool) throws {
        let file = try RegisterFileFixture(text)
        #expect((file.summary?.batch.rows == 0) == isRead)
        if !isRead, case .empty? = file.error {} else { #expect(isRead) }
    }

    @Test("a workbook is told from a register")
    func namesWorkbooks() throws {
        let file = try RegisterFileFixture([0x50, 0x4B, 0x03, 0x04, 0, 0])
        #expect(file.error?.message.en.contains("save it as CSV") == true)
    }

    @Test("what takes the rows can stop the reading")
    func stops() throws {
        struct Full: Error {}
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("kaipan-\(UUID().uuidString).csv").path
        try Data("名称\n翠屏苑\n".utf8).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(throws: RegisterError.self) {
            try RegisterImporter(register: .place, asOf: #require(.init("2024-01-01"))).read(path) { _ in throw Full() }
        }
    }

    @Test("the digest is that of the file's bytes")
    func computesTheDigest() throws {
        let file = try RegisterFileFixture("名称\n翠屏苑\n")
        #expect(file.summary?.batch.digest == "30637c52ab7f016c66591854ddfa8dfe9fa53a989d1d4d4c090694f5578848a1")
        #expect(file.summary?.batch.asOf == "2024-06-30")
        #expect(file.summary?.batch.file == "export.csv")
    }
}
