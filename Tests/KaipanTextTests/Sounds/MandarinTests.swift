import KaipanText
import Testing

@Suite("Mandarin readings")
struct MandarinTests {
    static func spelled(_ reading: Reading) -> String { "\(reading.syllable.spelling)\(reading.tone)" }

    @Test("A character and all its readings", arguments: [
        ("翰", ["han4"]), ("园", ["yuan2"]), ("绿", ["lv4", "lu4"]), ("女", ["nv3"]), ("了", ["le5", "liao3"]),
        ("长", ["zhang3", "chang2"]), ("厦", ["sha4", "xia4"]), ("番", ["fan1", "pan1"]), ("单", ["dan1", "chan2", "shan4"]),
        ("六", ["liu4", "lu4"]), ("乐", ["le4", "yue4", "lao4"]), ("重", ["zhong4", "chong2"]), ("莘", ["shen1", "xin1"]),
        ("〇", ["ling2"]), ("長", ["zhang3", "chang2"]), ("a", []), ("１", []), ("あ", []), ("😀", []),
    ] as [(Unicode.Scalar, [String])])
    func readings(of character: Unicode.Scalar, expected: [String]) {
        let found = Mandarin.readings(of: character).map { Self.spelled($0).replacing("ü", with: "v") }
        #expect(found == expected, "\(found)")
    }

    @Test func everyStandardCharacterIsRead() {
        for scalar in standardCharacters.unicodeScalars {
            let readings = Mandarin.readings(of: scalar)
            #expect(!readings.isEmpty && Set(readings).count == readings.count)
            #expect(readings.allSatisfy { (1...5).contains($0.tone) && Int($0.syllable.rawValue) < Syllable.count })
        }
    }

    @Test("Classes are those of the readings, the most usual first", arguments: "翰长厦番单六乐重兴园a咯".unicodeScalars)
    func classesFollowReadings(of character: Unicode.Scalar) {
        var expected: [UInt16] = []
        for reading in Mandarin.readings(of: character) where !expected.contains(reading.syllable.soundClass.rawValue) {
            expected.append(reading.syllable.soundClass.rawValue)
        }
        let classes = Mandarin.soundClasses(of: character.value)
        #expect((0..<classes.count).map { classes[$0] } == Array(expected.prefix(3)))
        #expect((classes.count..<3).allSatisfy { classes[$0] == SoundClasses.none })
    }

    @Test("Any number can be asked for", arguments: [0, 0x7F, 0xD800, 0x33FF, 0xFFFF, 0x2FFFF, 0x10FFFF, 0x110000, UInt32.max])
    func strangers(value: UInt32) {
        #expect(Mandarin.soundClasses(of: value).count == 0)
        #expect(SoundLikeness(value, value) == .none)
    }
}
