import Foundation
import KaipanReports
import KaipanTestSupport
import Testing

/// What is written value by value is what the system's encoder writes.
@Suite("JSON written value by value")
struct JSONWriterTests {
    private func written(_ body: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter()
        body(&writer)
        return writer.text
    }

    @Test func everyCharacterIsSpelledAlike() {
        for value in [0..<0x3000, 0xD7F0..<0xE010, 0xFE00..<0x10010, 0x1F600..<0x1F610, 0x10FFF0..<0x110000].joined() {
            guard let scalar = Unicode.Scalar(UInt32(value)) else { continue }
            let text = "中\(scalar)a"
            #expect(written { $0.string(text) } == JSONText.encode(text), "U+\(String(value, radix: 16))")
        }
    }

    @Test("Texts of whatever characters are spelled alike", arguments: 0..<20)
    func texts(_ seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let pieces = ["\"", "\\", "/", "\n", "\u{1}", "\u{7F}", "\u{85}", "\u{202E}", "\u{2028}", "升值", "é", "؜", "💰", "", " ", "\u{2019}"]
        for _ in 0..<200 {
            let text = (0..<Int.random(in: 0...12, using: &generator)).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
            #expect(written { $0.string(text) } == JSONText.encode(text))
        }
    }

    @Test func valuesAreSeparatedWhereTheyHaveTo() {
        let text = written { writer in
            writer.object { writer in
                writer.key("a")
                writer.array([1, 2]) { $0.number($1) }
                writer.key("b")
                writer.array([String]()) { $0.string($1) }
                writer.key("c")
                writer.object { _ in }
                writer.key("d")
                writer.array([nil, "x"]) { $0.optional($1) { $0.string($1) } }
                writer.key("e")
                writer.boolean(true)
                writer.key("f")
                writer.literal("{\"g\":0}")
            }
        }
        #expect(text == #"{"a":[1,2],"b":[],"c":{},"d":[null,"x"],"e":true,"f":{"g":0}}"#)
    }

    /// The keys of every object that is written by hand stand in ascending order, as the encoder would put them.
    @Test func keysAscend() throws {
        let run = try Run(why: true)
        let report = run.report("升值空间巨大，不承诺升值。\n\n\u{202E}“保本”\n", name: "a \"b\".txt")
        let json = run.output([report], through: JSONReporter(info: run.info(.chinese), showsExemptions: true))
        let line = try #require(json.split(separator: "\n").dropFirst().first)
        let value = try JSONSerialization.jsonObject(with: Data(line.utf8))
        let again = try JSONSerialization.data(withJSONObject: value, options: [.sortedKeys, .withoutEscapingSlashes])
        #expect(String(decoding: again, as: UTF8.self) == line.replacingOccurrences(of: "\\u202e", with: "\u{202E}"))
    }
}
