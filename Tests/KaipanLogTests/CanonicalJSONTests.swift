import Foundation
import KaipanLog
import Testing

@Suite struct CanonicalJSONTests {
    /// What RFC 8785 writes, from its examples as far as they lie in the profile.
    @Test(arguments: [
        #"{"literals":[null,true,false]}"#,
        #"{"string":"€$\u000f\nA'B\"\\\\\"/"}"#,
        #"[0,-1,1,56,9007199254740991,-9007199254740991]"#,
        #"[]"#, #"{}"#, #"[[],{}]"#, #""""#, #"null"#, #"true"#, #"false"#, #"0"#, #"-5"#,
        #"{"1":{"f":{"_":5,"f":"hi"}},"10":{},"111":[{"e":"yes","z":"no"}],"a":{},"a_b":[],"aa":0}"#,
        #""\b\t\n\f\r\"\\/\#u{7f}\#u{80}ö דּ 😀 学区房""#,
        #""\u0000\u0001\u0007\u000b\u000e\u001f""#,
    ])
    func `the canonical spelling is read and written byte by byte`(text: String) throws {
        let bytes = Array(text.utf8)
        #expect(try CanonicalJSON(parsing: bytes).serialized() == bytes)
        #expect(try CanonicalJSON(parsing: Data(bytes)) == CanonicalJSON(parsing: bytes))
    }

    @Test func `values are what was written`() throws {
        let value = try CanonicalJSON(parsing: Array(#"{"a":[1,"\u001f\\x",null],"b":{"c":true}}"#.utf8))
        #expect(value == ["b": ["c": true], "a": [1, "\u{1f}\\x", .null]])
        #expect(value["a"]?.array?.count == 3)
        #expect(value["b"]?["c"]?.bool == true)
        #expect(value["c"] == nil)
        #expect(value["a"]?.array?[0].integer == 1)
        #expect(value["a"]?.array?[1].string == "\u{1f}\\x")
    }

    @Test func `composed and decomposed letters stay two texts`() throws {
        let composed = CanonicalJSON.string("\u{e9}"), decomposed = CanonicalJSON.string("e\u{301}")
        #expect(composed != decomposed)
        #expect(try decomposed.serialized() == Array("\"e\u{301}\"".utf8))
        #expect(try CanonicalJSON(parsing: Array("\"e\u{301}\"".utf8)) == decomposed)
    }

    @Test(
        arguments: [
            ("", .unexpectedEnd(offset: 0)),
            (" 1", .unexpectedByte(0x20, offset: 0)), ("1 ", .trailingBytes(offset: 1)), ("1\n", .trailingBytes(offset: 1)),
            ("{\"a\": 1}", .unexpectedByte(0x20, offset: 5)), ("[1, 2]", .unexpectedByte(0x20, offset: 3)),
            ("[1,]", .unexpectedByte(0x5D, offset: 3)), ("[1", .unexpectedEnd(offset: 2)), ("[", .unexpectedEnd(offset: 1)),
            ("{", .unexpectedEnd(offset: 1)), ("{\"a\"", .unexpectedEnd(offset: 4)), ("{\"a", .unexpectedEnd(offset: 3)),
            ("{\"a\":1,}", .unexpectedByte(0x7D, offset: 7)), ("{a:1}", .unexpectedByte(0x61, offset: 1)),
            ("{\"a\":1,\"a\":2}", .duplicateKey("a", offset: 7)), ("{\"b\":1,\"a\":2}", .unsortedKey("a", offset: 7)),
            ("{\"aa\":1,\"a\":2}", .unsortedKey("a", offset: 8)), ("{\"a\":1,\"_\":2}", .unsortedKey("_", offset: 7)),
            ("{\"\":1}", .key(offset: 2)), ("{\"A\":1}", .key(offset: 2)), ("{\"a-b\":1}", .key(offset: 3)),
            ("{\"\\u0061\":1}", .key(offset: 2)), ("{\"é\":1}", .key(offset: 2)), ("{\"a b\":1}", .key(offset: 3)),
            ("1.0", .fraction(offset: 1)), ("1e3", .fraction(offset: 1)), ("1E3", .fraction(offset: 1)), ("-0.5", .fraction(offset: 2)),
            ("[0.1]", .fraction(offset: 2)), ("01", .number(offset: 0)), ("-0", .number(offset: 0)), ("-01", .number(offset: 0)),
            ("-", .number(offset: 0)), ("+1", .unexpectedByte(0x2B, offset: 0)), ("[-]", .number(offset: 1)),
            ("9007199254740992", .integerOutOfRange(offset: 0)), ("[-9007199254740992]", .integerOutOfRange(offset: 1)),
            ("99999999999999999999999999999999", .integerOutOfRange(offset: 0)), ("1.7976931348623157e+308", .fraction(offset: 1)),
            ("NaN", .unexpectedByte(0x4E, offset: 0)), ("Infinity", .unexpectedByte(0x49, offset: 0)),
            ("tru", .unexpectedEnd(offset: 3)), ("nulL", .unexpectedByte(0x4C, offset: 3)), ("falsy", .unexpectedByte(0x79, offset: 4)),
            ("\"a", .unexpectedEnd(offset: 2)), ("\"\\", .unexpectedEnd(offset: 2)), ("\"\\u00", .unexpectedEnd(offset: 5)),
            ("\"\\/\"", .escape(offset: 1)), ("\"\\u002f\"", .escape(offset: 1)), ("\"\\u20ac\"", .escape(offset: 1)),
            ("\"\\u000a\"", .escape(offset: 1)), ("\"\\u000F\"", .escape(offset: 1)), ("\"\\u001F\"", .escape(offset: 1)),
            ("\"\\u000b\\u0022\"", .escape(offset: 7)), ("\"x\\a\"", .escape(offset: 2)), ("\"\\U0000\"", .escape(offset: 1)),
            ("\"\\ud83d\\ude00\"", .escape(offset: 1)), ("\"\\ud800\"", .escape(offset: 1)), ("\"\\udc00\"", .escape(offset: 1)),
            ("\"a\nb\"", .controlCharacter(offset: 2)), ("\"\u{0}\"", .controlCharacter(offset: 1)),
            ("\u{feff}1", .unexpectedByte(0xEF, offset: 0)), ("//", .unexpectedByte(0x2F, offset: 0)),
            ("'a'", .unexpectedByte(0x27, offset: 0)),
        ] as [(String, CanonicalJSONError)])
    func `every other spelling is refused at its byte`(text: String, error: CanonicalJSONError) {
        #expect(throws: error) { try CanonicalJSON(parsing: Array(text.utf8)) }
    }

    @Test(
        arguments: [
            ([0x22, 0x61, 0xFF, 0x22], 2), ([0x22, 0xC3, 0x22], 1), ([0x22, 0xC0, 0xAF, 0x22], 1),
            ([0x22, 0x61, 0xED, 0xA0, 0x80, 0x22], 2),
            ([0x22, 0xED, 0xB0, 0x80, 0x22], 1), ([0x22, 0xE5, 0xAD, 0xA6, 0xF4, 0x90, 0x80, 0x80, 0x22], 4), ([0x22, 0x80, 0x22], 1),
        ] as [([UInt8], Int)])
    func `bytes that are not UTF-8, surrogates among them, are refused at their byte`(bytes: [UInt8], offset: Int) {
        #expect(throws: CanonicalJSONError.invalidUTF8(offset: offset)) { try CanonicalJSON(parsing: bytes) }
    }

    @Test func `nesting is allowed up to its limit`() throws {
        let deep = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
        let value = try CanonicalJSON(parsing: Array(deep.utf8))
        #expect(try value.serialized() == Array(deep.utf8))
        #expect(throws: CanonicalJSONError.tooDeep(offset: 64)) { try CanonicalJSON(parsing: Array("[\(deep)]".utf8)) }
        #expect(throws: CanonicalJSONError.tooDeep(offset: 64)) { try CanonicalJSON.array([value]).serialized() }
        let long = [UInt8](repeating: UInt8(ascii: "["), count: 100_000)
        #expect(throws: CanonicalJSONError.tooDeep(offset: 64)) { try CanonicalJSON(parsing: long) }
        let objects = String(repeating: "{\"a\":", count: 65)
        #expect(throws: CanonicalJSONError.tooDeep(offset: 320)) { try CanonicalJSON(parsing: Array(objects.utf8)) }
    }

    @Test func `values outside of the profile are not written`() {
        #expect(throws: CanonicalJSONError.integerOutOfRange(offset: 0)) { try CanonicalJSON.integer(1 << 53).serialized() }
        #expect(throws: CanonicalJSONError.integerOutOfRange(offset: 1)) { try CanonicalJSON.array([.integer(.min)]).serialized() }
        #expect(throws: CanonicalJSONError.key(offset: 1)) { try (["Key": 1] as CanonicalJSON).serialized() }
        #expect(throws: CanonicalJSONError.key(offset: 1)) { try (["": 1] as CanonicalJSON).serialized() }
    }

    @Test func `members come and go in order`() throws {
        var object: CanonicalObject = ["b": 1, "a": 2]
        object["c"] = 3
        object["aa"] = 4
        object["b"] = nil
        object["a"] = "x"
        #expect(object.map(\.key) == ["a", "aa", "c"])
        #expect(try CanonicalJSON.object(object).serialized() == Array(#"{"a":"x","aa":4,"c":3}"#.utf8))
    }

    @Test(arguments: 0..<200 as Range<UInt64>) func `random values survive the round trip, and random damage is refused or is canonical`(
        seed: UInt64
    ) throws {
        var generator = SeededGenerator(seed: seed)
        let value = Self.random(depth: 0, using: &generator)
        let bytes = try value.serialized()
        #expect(try CanonicalJSON(parsing: bytes) == value)
        // Foundation reads the same text (fragments allowed).
        _ = try JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
        for _ in 0..<50 {
            var damaged = bytes
            let place = Int.random(in: 0..<damaged.count, using: &generator)
            switch Int.random(in: 0..<3, using: &generator) {
            case 0: damaged[place] = UInt8.random(in: 0...255, using: &generator)
            case 1: damaged.remove(at: place)
            default: damaged.insert(bytes[Int.random(in: 0..<bytes.count, using: &generator)], at: place)
            }
            if let read = try? CanonicalJSON(parsing: damaged) { #expect(try read.serialized() == damaged) }
        }
    }

    static func random(depth: Int, using generator: inout SeededGenerator) -> CanonicalJSON {
        switch Int.random(in: 0..<(depth < 4 ? 8 : 5), using: &generator) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &generator))
        case 2: return .integer(Int64.random(in: CanonicalJSON.integers, using: &generator))
        case 3: return .integer(Int64.random(in: -9...9, using: &generator))
        case 4:
            let scalars = (0..<Int.random(in: 0..<12, using: &generator)).map { _ -> Unicode.Scalar in
                let top: UInt32 = [0x30, 0x80, 0x3000, 0x10FFFF].randomElement(using: &generator)!
                return Unicode.Scalar(UInt32.random(in: 0...top, using: &generator)) ?? "\u{FFFD}"
            }
            return .string(String(String.UnicodeScalarView(scalars)))
        case 5, 6:
            return .array((0..<Int.random(in: 0..<5, using: &generator)).map { _ in random(depth: depth + 1, using: &generator) })
        default:
            var object = CanonicalObject()
            for _ in 0..<Int.random(in: 0..<6, using: &generator) {
                let key = (0..<Int.random(in: 1..<4, using: &generator)).map { _ in "abz019_".randomElement(using: &generator)! }
                object[String(key)] = random(depth: depth + 1, using: &generator)
            }
            return .object(object)
        }
    }

    struct Entry: Codable, Equatable {
        enum Kind: String, Codable { case visit, promise }
        struct Link: Codable, Equatable {
            var rel: String
            var id: String
            init(rel: String, id: String) { (self.rel, self.id) = (rel, id) }
            init(from decoder: any Decoder) throws {
                var container = try decoder.unkeyedContainer()
                (rel, id) = (try container.decode(String.self), try container.decode(String.self))
            }
            func encode(to encoder: any Encoder) throws {
                var container = encoder.unkeyedContainer()
                try container.encode(rel)
                try container.encode(id)
            }
        }
        enum Outcome: Codable, Equatable { case kept(until: Int), broken }
        var kind: Kind
        var links: [Link]
        var len: Int?
        var big: UInt64
        var small: Int8
        var names: [String: String?]
        var outcome: [Outcome]
        var free: CanonicalJSON
        var done: Bool
    }

    @Test func `a structure is encoded and decoded`() throws {
        let entry = Entry(
            kind: .visit, links: [.init(rel: "of", id: "01J")], len: nil, big: 1 << 53 - 1, small: -8, names: ["zh": "开盘", "en": nil],
            outcome: [.kept(until: 5), .broken], free: ["x": [1, .null]], done: true)
        let value = try CanonicalJSON(encoding: entry)
        #expect(
            try String(decoding: value.serialized(), as: UTF8.self)
                == #"{"big":9007199254740991,"done":true,"free":{"x":[1,null]},"kind":"visit","links":[["of","01J"]],"#
                + #""names":{"en":null,"zh":"开盘"},"outcome":[{"kept":{"until":5}},{"broken":{}}],"small":-8}"#)
        #expect(try value.decode(Entry.self) == entry)
    }

    @Test func `the bridge refuses what is not exact`() throws {
        #expect(throws: EncodingError.self) { try CanonicalJSON(encoding: 0.5) }
        #expect(throws: EncodingError.self) { try CanonicalJSON(encoding: [1.0 as Float]) }
        #expect(throws: EncodingError.self) { try CanonicalJSON(encoding: ["a": 1.0]) }
        #expect(throws: EncodingError.self) { try CanonicalJSON(encoding: Date()) }
        #expect(throws: EncodingError.self) { try CanonicalJSON(encoding: UInt64.max) }
        #expect(throws: EncodingError.self) { try CanonicalJSON(encoding: [1 << 53]) }
        #expect(throws: DecodingError.self) { try CanonicalJSON.integer(300).decode(UInt8.self) }
        #expect(throws: DecodingError.self) { try CanonicalJSON.integer(-1).decode(UInt.self) }
        #expect(throws: DecodingError.self) { try CanonicalJSON.integer(1).decode(Double.self) }
        #expect(throws: DecodingError.self) { try CanonicalJSON.array([1]).decode([Float].self) }
        #expect(throws: DecodingError.self) { try CanonicalJSON.string("1").decode(Int.self) }
        #expect(throws: DecodingError.self) { try CanonicalJSON.null.decode(String.self) }
        #expect(throws: DecodingError.self) { try CanonicalJSON.integer(1).decode(Bool.self) }
        #expect(throws: DecodingError.self) { try (["kind": "visit"] as CanonicalJSON).decode(Entry.self) }
        #expect(throws: DecodingError.self) { try CanonicalJSON.array([]).decode(Entry.Link.self) }
        #expect(try CanonicalJSON.null.decode(Int?.self) == nil)
        #expect(try CanonicalJSON(encoding: Data([1, 255])).decode(Data.self) == Data([1, 255]))
        #expect(try CanonicalJSON(encoding: Optional<Int>.none) == .null)
    }
}
