import KaipanText
import Testing

@Suite("Syllables and their classes")
struct SyllableTests {
    @Test func everySpellingLeadsBack() {
        for number in 0..<UInt16(Syllable.count) {
            let syllable = Syllable(rawValue: number)
            #expect(syllable?.rawValue == number)
            #expect(syllable.flatMap { Syllable(spelling: $0.spelling) } == syllable)
            #expect(syllable.map { Int($0.soundClass.rawValue) < SoundClass.count } == true)
        }
        #expect(Syllable(rawValue: UInt16(Syllable.count)) == nil)
    }

    @Test func classesAreNumberedWithoutGaps() {
        let used = (0..<UInt16(Syllable.count)).compactMap { Syllable(rawValue: $0)?.soundClass.rawValue }
        #expect(Set(used) == Set(0..<UInt16(SoundClass.count)))
    }

    @Test("ü in both writings", arguments: ["lü", "lv"])
    func umlaut(spelling: String) throws {
        #expect(try #require(Syllable(spelling: spelling)).spelling == "lü")
    }

    @Test("What is no syllable", arguments: ["", "x", "zhangg", "ZHANG", "zhāng", "shanghai", "é"])
    func noSyllable(spelling: String) {
        #expect(Syllable(spelling: spelling) == nil)
    }

    @Test("Easily taken for each other", arguments: [
        ("zhang", "zan"), ("chi", "ci"), ("sheng", "sen"), ("nan", "lang"), ("nü", "lü"), ("xing", "xin"), ("liang", "nian"),
        ("huang", "huan"), ("weng", "wen"), ("nue", "lue"), ("shuang", "suan"),
    ])
    func oneClass(a: String, b: String) throws {
        let first = try #require(Syllable(spelling: a) ?? Syllable(spelling: a.replacing("ue", with: "ve")))
        let second = try #require(Syllable(spelling: b) ?? Syllable(spelling: b.replacing("ue", with: "ve")))
        #expect(first.soundClass == second.soundClass)
    }

    @Test("Told apart", arguments: [
        ("hui", "fei"), ("rong", "long"), ("dong", "dun"), ("yuan", "yan"), ("jin", "qin"), ("lu", "lü"), ("ng", "n"), ("er", "e"),
        ("zi", "ji"), ("ban", "pan"),
    ])
    func twoClasses(a: String, b: String) throws {
        #expect(try #require(Syllable(spelling: a)).soundClass != #require(Syllable(spelling: b)).soundClass)
    }
}
