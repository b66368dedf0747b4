import KaipanChecks
import KaipanDocuments
import KaipanRules
import KaipanTestSupport
import KaipanText
import Testing

@Suite("Positions of findings")
struct PositionTests {
    @Test("Line, column, bytes and segments are those of the marked span", arguments: [
        "未来⟦升值空间⟧巨大",
        "第一行\n\n第三行，🏠⟦升值空间⟧",
        "第一行\r\n\r\n𠮷⟦升值空间⟧",
        "\u{200B}⟦升\u{200B}值空间⟧\u{200B}。",
        "⟦升 值 空 间⟧",
        "全角ＡＢ⟦昇值空間⟧",
    ])
    func plainText(_ marked: String) throws {
        let text = MarkedText(marked)
        let findings = try Findings.of(text.bytes, format: .text, rules: try RuleText.forbidding(["升值空间"]))
        try #require(findings.count == 1)
        let span = text.spans[0]
        #expect(findings[0].start.byteOffset == span.lowerBound)
        #expect(findings[0].end.byteOffset == span.upperBound)
        let before = String(decoding: text.bytes[..<span.lowerBound], as: UTF8.self).replacing("\r\n", with: "\n")
        let lines = before.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(findings[0].start.line == lines.count)
        #expect(findings[0].start.column == (lines.last?.unicodeScalars.count ?? 0) + 1)
    }

    @Test func segmentsAreThePiecesThatMarkupInterrupts() throws {
        let html = "<p>未来升<b>值</b>&#x7A7A;间</p>"
        let findings = try Findings.of(Array(html.utf8), format: .html, rules: try RuleText.forbidding(["升值空间"]))
        let bytes = Array(html.utf8)
        #expect(findings[0].segments.map { String(decoding: bytes[$0], as: UTF8.self) } == ["升", "值", "&#x7A7A;间"])
        #expect(findings[0].block.path == "/html/body/p")
    }

    @Test("Offsets are bytes of the file as it is stored", arguments: TextEncoding.allCases)
    func encodings(_ encoding: TextEncoding) throws {
        let word = encoding == .big5 ? "升值空間" : "升值空间"
        let before = String(repeating: "項目介紹，", count: 200)
        let prefix = try #require(Source.encoded(Array(before.utf8), as: encoding))
        let middle = try #require(Source.encoded(Array(word.utf8), as: encoding))
        let findings = try Findings.of(
            prefix + middle, format: .text, rules: try RuleText.forbidding(["升值空间"]), encoding: encoding)
        try #require(findings.count == 1)
        #expect(findings[0].segments == [prefix.count..<prefix.count + middle.count])
        #expect(findings[0].start.column == before.unicodeScalars.count + 1)
    }

    @Test("A fingerprint stays when lines come before it and changes with its neighbours")
    func fingerprints() throws {
        let rules = try RuleText.forbidding(["升值空间"])
        let print = { (text: String) in try Findings.of(Array(text.utf8), format: .text, rules: rules).map(\.fingerprint) }
        let first = try print("未来升值空间巨大")
        #expect(try print("新的一行\n\n另一行\n\n未来升值空间巨大") == first)
        #expect(try print("<p>未来升值空间巨大") != first)
        #expect(try print("过去升值空间巨大") != first)
    }

    /// Random documents and mutated ones, in every reader that takes text: whatever is found is where it is said to be.
    @Test("Property: the segments of every finding hold its words", arguments: 0..<400)
    func property(_ seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let formats: [DocumentFormat] = [.html, .xml, .markdown, .text]
        let format = formats[seed % formats.count]
        let rules = try Self.rules.get()
        let pieces = Self.pieces(format)
        var text = (0..<Int.random(in: 1...40, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
        if format == .xml { text = "<r>\(text)</r>" }
        var bytes = Array(text.utf8)
        if seed % 3 == 0 {
            for _ in 0..<Int.random(in: 1...5, using: &random) where !bytes.isEmpty {
                let index = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes.remove(at: index)
                case 1: bytes[index] = UInt8.random(in: 0...255, using: &random)
                default: bytes.insert(contentsOf: Array("<b>".utf8), at: index)
                }
            }
        }
        let encodings: [TextEncoding] = [.utf8, .gb18030, .utf16LittleEndian]
        let encoding = encodings[seed / 4 % 3]
        if encoding != .utf8, let text = String(validating: bytes, as: UTF8.self) {
            bytes = Source.encoded(Array(text.utf8), as: encoding) ?? bytes
        }
        // Broken XML is refused, which is right; everything else is read.
        do {
            _ = try Findings.of(bytes, format: format, rules: rules, encoding: encoding == .utf8 ? nil : encoding)
        } catch let error as ReadingError {
            guard case .malformed = error, format == .xml else { throw error }
        }
    }

    private static let rules = Result { try RuleText.forbidding(["升值空间", "稳赚不赔", "top1", "100m2", "第一"]) }

    private static func pieces(_ format: DocumentFormat) -> [String] {
        let words = [
            "升值空间", "升值", "空间", "稳赚", "不赔", "TOP", "１", "1", "100", "㎡", "第", "一", "，", "。", " ", "\n", "　", "\u{200B}", "𠮷",
            "昇值空間", "·", "🏠", "abc",
        ]
        switch format {
        case .html:
            return words + [
                "<b>", "</b>", "<p>", "</p>", "<br>", "<li>", "&#x5347;&#20540;", "&nbsp;", "&amp", "<!-- x -->", "<!-->",
                "<img alt='升值空间'>", "<span style='display:none'>", "</span>", "<td>", "<script>升值空间</script>", "<", "&", "\r\n",
            ]
        case .xml: return words + ["<b>值</b>", "<p>升</p>", "&#x5347;&#20540;", "<![CDATA[升值]]>", "<!-- x -->", "<i t='升值空间'/>", "\r\n"]
        case .markdown: return words + ["**", "*", "- ", "# ", "\n\n", "`", "&#x5347;", "![升值空间](a)", "<b>", "|", "> "]
        default: return words + ["\n\n", "- ", "客户：", "\r\n", "1. "]
        }
    }
}
