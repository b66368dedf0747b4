import KaipanDocuments
import KaipanTestSupport
import Testing

@Suite("Opening ZIP archives")
struct ZipArchiveTests {
    private func read(_ bytes: [UInt8]) throws -> Document {
        try DOCXReader().read(bytes, path: "test.docx", options: .init())
    }

    @Test("A sound archive is read")
    func sound() throws {
        let bytes = try TestArchive.docx("<w:p><w:r><w:t>稳赚不赔</w:t></w:r></w:p>")
        #expect(PositionProof.texts(try read(bytes)) == ["稳赚不赔"])
    }

    @Test("A damaged archive is an error", arguments: [0, 1, 20, 100, 400])
    func truncated(_ count: Int) throws {
        let bytes = try TestArchive.docx("<w:p><w:r><w:t>稳赚不赔</w:t></w:r></w:p>")
        #expect(throws: ReadingError.self) { try read(Array(bytes.prefix(count))) }
        #expect(throws: ReadingError.self) { try read(Array(bytes.dropLast(count + 1))) }
    }

    @Test("A flipped byte of a part is found by its checksum, and named")
    func flipped() throws {
        var bytes = try TestArchive.docx("<w:p><w:r><w:t>\(String(repeating: "稳赚不赔", count: 500))</w:t></w:r></w:p>")
        bytes[90] ^= 0x55
        let error = #expect(throws: ReadingError.self) { try read(bytes) }
        guard case .malformed(_, let part, _, _, _) = try #require(error) else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(part == "word/document.xml")
    }

    @Test("An archive of something else is no document")
    func otherArchive() throws {
        let bytes = try TestArchive.zip([("xl/workbook.xml", Array("<workbook/>".utf8))])
        let error = #expect(throws: ReadingError.self) { try read(bytes) }
        #expect(error?.message.zh.contains("Word") == true)
    }

    @Test("A password is named as the reason", arguments: ["encrypted", "compound"])
    func password(_ form: String) throws {
        let bytes =
            form == "compound"
            ? [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 512)
            : try TestArchive.zip([("word/document.xml", TestArchive.part("document", "<w:body/>"))], password: "secret")
        let error = #expect(throws: ReadingError.self) { try read(bytes) }
        guard case .unreadable = try #require(error) else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(error?.message.zh.contains("密码") == true)
        #expect(error?.message.en.contains("password") == true)
    }

    @Test("A part that unpacks to far more than it was is refused")
    func ratio() throws {
        let bomb = TestArchive.part("document", "<w:body><w:p><w:r><w:t>\(String(repeating: "0", count: 8 << 20))</w:t></w:r></w:p></w:body>")
        let bytes = try TestArchive.zip([("word/document.xml", bomb)])
        #expect(bytes.count < 64 << 10)
        let error = #expect(throws: ReadingError.self) { try read(bytes) }
        guard case .limitExceeded(_, "word/document.xml"?, _, .compressionRatio(200)) = try #require(error) else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test("A part that states a smaller size than it has is refused all the same")
    func lyingSize() throws {
        let bomb = TestArchive.part("document", "<w:body><w:p><w:r><w:t>\(String(repeating: "0", count: 8 << 20))</w:t></w:r></w:p></w:body>")
        var bytes = try TestArchive.zip([("word/document.xml", bomb)])
        // The size in the central directory, from which libzip takes it.
        let directory = try #require(bytes.firstRange(of: [0x50, 0x4B, 0x01, 0x02])).lowerBound
        bytes.replaceSubrange(directory + 24..<directory + 28, with: [0x00, 0x10, 0x00, 0x00])
        #expect(throws: ReadingError.self) { try read(bytes) }
    }

    @Test("Short parts may repeat themselves")
    func shortRepetition() throws {
        let body = String(repeating: "<w:p><w:r><w:t>稳赚不赔</w:t></w:r></w:p>", count: 20_000)
        #expect(try read(try TestArchive.docx(body)).blocks.count == 20_000)
    }
}
