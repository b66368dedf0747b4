import KaipanText
import Testing

@Suite("Cantonese readings")
struct CantoneseTests {
    @Test("A character and its readings", arguments: [
        ("广", ["gwong"]), ("州", ["zau"]), ("海", ["hoi"]), ("厦", ["haa"]), ("圳", ["zan"]), ("a", []), ("，", []),
    ] as [(Unicode.Scalar, [String])])
    func readings(of character: Unicode.Scalar, expected: [String]) {
        #expect(Cantonese.readings(of: character).map(\.spelling) == expected)
    }

    @Test("Alike there and not in Mandarin", arguments: [("黄", "王"), ("江", "岗"), ("水", "水")] as [(Unicode.Scalar, Unicode.Scalar)])
    func alike(a: Unicode.Scalar, b: Unicode.Scalar) {
        #expect(Cantonese.soundAlike(a, b) && Cantonese.soundAlike(b, a))
    }

    @Test("Not alike", arguments: [("江", "湖"), ("金", "京"), ("a", "a"), ("园", "1")] as [(Unicode.Scalar, Unicode.Scalar)])
    func unlike(a: Unicode.Scalar, b: Unicode.Scalar) {
        #expect(!Cantonese.soundAlike(a, b))
    }

    @Test func nearlyEveryStandardCharacterIsRead() {
        let read = standardCharacters.unicodeScalars.filter { !Cantonese.readings(of: $0).isEmpty }
        #expect(read.count >= 8055)
    }
}
