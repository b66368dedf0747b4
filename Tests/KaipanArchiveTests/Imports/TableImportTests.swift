import KaipanArchive
import KaipanDocuments
import KaipanText
import Testing

@Suite struct TableImportTests {
    @Test func `a table gives conversations, roles and words with quotes and line ends`() throws {
        let bytes = try ConversationFixture.bytes("visit.csv")
        let result = try ConversationFixture.read("visit.csv") { $0.medium = .onSite }
        result.expectSound(in: bytes)
        #expect(result.format == .csv)
        #expect(result.conversations.map(\.key) == ["R-07", "R-08"])
        #expect(result.conversations.map(\.medium) == [.onSite, .onSite])
        let first = result.conversations[0]
        #expect(first.utterances.map(\.text) == ["这是2号楼,先看沙盘。", "沙盘上的公园是\"市政\"的吗?", "是市政公园,\n不在本项目用地内。"])
        #expect(first.participants.map(\.label) == ["陈岚（销售）", "林女士（客户）"])
        #expect(first.participants.map(\.role) == [.seller, .customer])
        #expect(first.utterances.map(\.start) == [1200, 4500, 6200])
        #expect(first.utterances.map(\.end) == [4000, 6000, 11_000])
        #expect(first.utterances.map(\.place.line) == [3, 4, 5])
        #expect(bytes.text(first.utterances[2].place.bytes).hasSuffix("用地内。\""))
    }

    @Test(arguments: [TextEncoding.gb18030, .utf16LittleEndian, .utf8])
    func `tables in the encodings that spreadsheets write read the same`(encoding: TextEncoding) throws {
        let expected = try ConversationFixture.read("visit.csv")
        var bytes = try #require(Source.encoded(try ConversationFixture.bytes("visit.csv"), as: encoding))
        let mark: [UInt8] = encoding == .utf8 ? [0xEF, 0xBB, 0xBF] : encoding == .utf16LittleEndian ? [0xFF, 0xFE] : []
        bytes = mark + bytes
        let result = try ConversationFixture.read(bytes, name: "visit.csv")
        result.expectSound(in: bytes)
        #expect(result.conversations.map { $0.utterances.map(\.text) } == expected.conversations.map { $0.utterances.map(\.text) })
        #expect(result.conversations.map { $0.utterances.map(\.start) } == expected.conversations.map { $0.utterances.map(\.start) })
    }

    @Test(arguments: [
        ("start\tend\tspeaker\ttext\n0\t1500\tA\t您好\n1500\t2000\tB\t好", [0, 1500]),
        ("开始(秒),结束(秒),发言人,文本\n0,1.5,A,您好\n1.5,2,B,好", [0, 1500]), ("start;end;name;content\n0.0;1.5;A;您好\n1.5;2.0;B;好", [0, 1500]),
        ("start_ms,speaker,text\n0,A,您好\n1500,B,好", [0, 1500]),
        ("时间,说话人,内容\n2026-11-06 10:00:00,A,您好\n2026-11-06 10:00:01.5,B,好", [0, 1500]),
        ("Time|Speaker|Message\n1793930400000|A|您好\n1793930401500|B|好", [0, 1500]), ("时间,说话人,内容\n00:00,A,您好\n00:01.5,B,好", [0, 1500]),
        ("时间,说话人,内容\n2026/11/6 10:00,A,您好\n2026/11/6 10:01,B,好", [0, 60_000]),
    ] as [(String, [Int64])])
    func `columns of usual names, units and delimiters are understood`(text: String, starts: [Int64]) throws {
        let result = try ConversationFixture.read(text: text)
        #expect(result.format == .csv)
        #expect(result.conversations[0].utterances.map(\.start) == starts)
        #expect(result.conversations[0].utterances.map(\.text) == ["您好", "好"])
        #expect(result.conversations[0].participants.map(\.label) == ["A", "B"])
    }

    @Test func `spaces around words are the source's own`() throws {
        let result = try ConversationFixture.read(text: "说话人,内容\nA,  您好 \nB,\" 好\"")
        #expect(result.conversations[0].utterances.map(\.text) == ["  您好 ", " 好"])
    }

    @Test func `a row of another width is kept raw, an unknown column is told`() throws {
        let result = try ConversationFixture.read(text: "说话人,内容,备注\nA,您好,x\nB,好,y,z\nC,再见,\n")
        #expect(result.conversations[0].utterances.map(\.kind) == [.speech, .other, .speech])
        #expect(result.conversations[0].utterances[1].raw == "B,好,y,z")
        #expect(result.gaps.map(\.kind) == [.unparsed])
        #expect(result.warnings.map(\.message.zh) == ["未使用的列：备注"])
    }

    @Test func `a quotation mark that nothing closes is refused with its line`() throws {
        let error = try #require(ConversationFixture.error("说话人,内容\nA,您好\nB,\"好\nC,再见\n"))
        guard case .malformed(.csv?, let position, _, _, let excerpt) = error else { throw error }
        #expect(position.line == 3)
        #expect(excerpt.contains("好"))
    }

    @Test func `a table without a column of words is refused with what was expected`() throws {
        let error = try #require(ConversationFixture.error("楼栋,面积\n2,89.62\n") { $0.format = .csv })
        guard case .notThisFormat(.csv, let expected, _, _) = error else { throw error }
        #expect(expected.zh.contains("内容"))
    }
}
