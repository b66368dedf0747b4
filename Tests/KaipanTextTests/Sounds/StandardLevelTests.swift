import KaipanText
import Testing

@Suite("Levels of the 通用规范汉字表")
struct StandardLevelTests {
    @Test("A character and its level", arguments: [
        ("一", 1), ("翰", 1), ("瀚", 2), ("璟", 2), ("垚", 3), ("𫠜", 3), ("園", nil), ("龘", nil), ("a", nil), ("〇", nil),
    ] as [(Unicode.Scalar, Int?)])
    func level(of character: Unicode.Scalar, expected: Int?) {
        #expect(StandardCharacters.level(of: character) == expected)
    }

    @Test func levelsHaveTheirNumbers() {
        var counts: [Int: Int] = [:]
        for scalar in standardCharacters.unicodeScalars { counts[StandardCharacters.level(of: scalar) ?? 0, default: 0] += 1 }
        #expect(counts == [1: 3500, 2: 3000, 3: 1605])
    }
}
