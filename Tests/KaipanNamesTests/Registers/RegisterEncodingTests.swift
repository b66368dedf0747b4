import Foundation
import KaipanNames
import Testing

struct RegisterEncodingTests {
    private static let text = "名称,地址,区县\n翠屏苑,宁川路1号,临江\n𠮷祥里,宁川路2号,临江\n"

    private static func bytes(_ encoding: String) -> [UInt8] {
        switch encoding {
        case "UTF-8 with a mark": [0xEF, 0xBB, 0xBF] + Array(text.utf8)
        case "UTF-16LE with a mark": [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        case "UTF-16LE": text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        case "UTF-16BE": [0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        default: Array(text.utf8)
        }
    }

    @Test(
        "reads every encoding and its mark",
        arguments: ["UTF-8", "UTF-8 with a mark", "UTF-16LE with a mark", "UTF-16LE", "UTF-16BE"])
    func readsEncodings(_ encoding: String) throws {
        let file = try RegisterFileFixture(Self.bytes(encoding))
        #expect(file.rows.map(\.name) == ["翠屏苑", "𠮷祥里"])
        #expect(file.summary.map { encoding.hasPrefix($0.encoding.rawValue) } == true)
    }

    /// 名称,地址
    private static let header: [UInt8] = [0xC3, 0xFB, 0xB3, 0xC6, 0x2C, 0xB5, 0xD8, 0xD6, 0xB7, 0x0A]
    /// 翠屏苑,宁川路
    private static let row: [UInt8] = [0xB4, 0xE4, 0xC6, 0xC1, 0xD4, 0xB7, 0x2C, 0xC4, 0xFE, 0xB4, 0xA8, 0xC2, 0xB7, 0x0A]
    /// 𠮷祥 with the form of four bytes, and no address.
    private static let rare: [UInt8] = [0x95, 0x34, 0xB2, 0x35, 0xCF, 0xE9, 0x2C, 0x0A]

    @Test("GB18030 is told from UTF-8 and decoded across chunks at any byte", arguments: 0..<4)
    func decodesAcrossChunks(_ shift: Int) throws {
        // Several chunks, so that characters are cut at their ends.
        var bytes = [UInt8](repeating: UInt8(ascii: "x"), count: shift) + [0x2C]
        bytes += Self.header
        let row = [0x31, 0x2C] + Self.row.dropLast() + Array(repeating: [0xC4, 0xFE], count: 80).joined() + [0x0A]
        for _ in 0..<9000 { bytes += row }
        bytes += [0x32, 0x2C] + Self.rare
        let file = try RegisterFileFixture(bytes)
        #expect(file.summary?.encoding == .gb18030)
        #expect(file.rows.count == 9001)
        #expect(Set(file.rows.dropLast().map(\.name)) == ["翠屏苑"])
        #expect(Set(file.rows.dropLast().map { $0.facts["address"] }) == ["宁川路" + String(repeating: "宁", count: 80)])
        #expect(file.rows.last?.name == "𠮷祥")
    }

    @Test("UTF-8 with characters at any place of a chunk's end", arguments: 0..<3)
    func readsUTF8AcrossChunks(_ shift: Int) throws {
        let header = String(repeating: "x", count: shift) + ",名称\n"
        let text = header + String(repeating: "\(String(repeating: "宁", count: 80)),翠屏苑里\n", count: 7000)
        let file = try RegisterFileFixture(text)
        #expect(file.rows.count == 7000)
        #expect(Set(file.rows.map(\.name)) == ["翠屏苑里"])
    }

    @Test("a wrong byte costs its row, not the encoding")
    func refusesWrongCharacters() throws {
        let good = Array(String(repeating: "翠屏苑,宁川路\n", count: 20).utf8)
        let file = try RegisterFileFixture(Array("名称,地址\n".utf8) + good + [0xE7, 0xBF, 0x2C, 0x61, 0x0A] + good)
        #expect(file.summary?.encoding == .utf8)
        #expect(file.rows.count == 40)
        #expect(file.summary?.firstRefused.map(\.refusal) == [.wrongCharacters])
    }

    @Test("a file that is ASCII for long is still read as what follows")
    func decidesLate() throws {
        let ascii = String(repeating: "1,Garden,\n", count: 40_000)
        let file = try RegisterFileFixture(Array("id,name,address\n\(ascii)".utf8) + [0x32, 0x2C] + Self.row)
        #expect(file.rows.count == 40_001)
        #expect(file.rows.last?.name == "翠屏苑")
    }
}
