import KaipanDocuments
import Testing

@Suite("Sources and encodings")
struct SourceTests {
    static let text = "宁川𠮷屋 abc，稳赚不赔。\r\n第二行：５㎡"

    @Test("Every character is found again in its bytes", arguments: TextEncoding.allCases)
    func everyOffset(_ encoding: TextEncoding) throws {
        // Big5 has neither the rare character nor some simplified ones.
        let text = encoding == .big5 ? "寧川 abc，穩賺不賠。\r\n第二行" : Self.text
        let long = String(repeating: text + "\n", count: 40)
        let bytes = try #require(Source.encoded(Array(long.utf8), as: encoding))
        let source = Source(path: "a", bytes: bytes, declared: encoding)
        #expect(source.encoding == encoding)
        #expect(source.text.elementsEqual(long.utf8))
        #expect(source.problems.isEmpty)
        var offset = 0
        for character in long.unicodeScalars.prefix(500) {
            let length = String(character).utf8.count
            let range = source.byteOffset(ofText: offset)..<source.byteOffset(ofText: offset + length)
            let expected = try #require(Source.encoded(Array(String(character).utf8), as: encoding))
            #expect(source.storedBytes(in: range) == expected)
            offset += length
        }
        #expect(source.byteOffset(ofText: source.text.count) == bytes.count)
    }

    struct Detection: Sendable {
        var bytes: [UInt8]
        var encoding: TextEncoding
    }

    static func encoded(_ text: String, _ encoding: TextEncoding, mark: [UInt8] = []) -> Detection {
        Detection(bytes: mark + (Source.encoded(Array(text.utf8), as: encoding) ?? []), encoding: encoding)
    }

    @Test("The encoding is told by mark, declaration, validity", arguments: [
        encoded("稳赚不赔", .utf8),
        encoded("稳赚不赔", .utf8, mark: [0xEF, 0xBB, 0xBF]),
        encoded("稳赚不赔", .gb18030),
        encoded("<meta charset=gb2312>稳赚不赔", .gb18030),
        encoded("<meta charset='big5'>穩賺不賠", .big5),
        encoded("<?xml version='1.0' encoding='GBK'?><a>稳赚</a>", .gb18030),
        encoded("<%@ page pageEncoding=\"GBK\" %>稳赚", .gb18030),
        encoded("<meta charset=gbk>稳赚不赔", .utf8),
        encoded("稳赚不赔", .utf16LittleEndian, mark: [0xFF, 0xFE]),
        encoded("稳赚不赔", .utf16BigEndian, mark: [0xFE, 0xFF]),
        encoded("<p>一稳赚不赔</p>", .utf16LittleEndian),
        encoded("<p>一稳赚不赔</p>", .utf16BigEndian),
        encoded("<meta charset=utf-8>稳赚不赔，欢迎", .gb18030),
        encoded("一、本條例自公布之日起施行。　各縣市地價稅之稽徵，依本條例之規定辦理，買賣雙方應誠實申報", .big5),
        encoded("一　为规范　市场　行为，丈夫\n", .utf16BigEndian),
        encoded("第一条　为规范市场行为。\n第二条", .utf16LittleEndian),
        encoded("plain", .utf8),
        encoded("", .utf8),
    ])
    func detects(_ detection: Detection) {
        #expect(Source(path: "a", bytes: detection.bytes).encoding == detection.encoding)
    }

    @Test func wrongBytesAreReplacedAndReported() {
        let bytes = Array("<meta charset=utf-8><p>稳赚不赔，购房请理性".utf8) + [0xFF] + Array("后".utf8)
        let source = Source(path: "a", bytes: bytes)
        #expect(source.encoding == .utf8)
        #expect(source.problems.map(\.bytes) == [[0xFF]])
        #expect(source.problems.first?.byteOffset == bytes.count - 4)
        #expect(String(decoding: source.text, as: UTF8.self).hasSuffix("理性\u{FFFD}后"))
        #expect(source.byteOffset(ofText: source.text.count - 3) == bytes.count - 3)
    }

    @Test func aCharacterCutAtTheEndIsOneProblem() {
        let whole = Source.encoded(Array("稳赚".utf8), as: .gb18030) ?? []
        let source = Source(path: "a", bytes: Array(whole.dropLast()), declared: .gb18030)
        #expect(source.problems.count == 1)
        #expect(String(decoding: source.text, as: UTF8.self) == "稳\u{FFFD}")
    }

    @Test("Lines end at LF, CR LF and CR", arguments: ["a\nb稳c", "a\r\nb稳c", "a\rb稳c"])
    func lines(_ text: String) {
        var lines = LineIndex(Source(path: "a", bytes: Array(text.utf8)))
        let end = text.utf8.count
        #expect(lines.position(ofText: end) == SourcePosition(line: 2, column: 4, byteOffset: end))
        #expect(lines.position(ofText: 0) == SourcePosition(line: 1, column: 1, byteOffset: 0))
    }
}
