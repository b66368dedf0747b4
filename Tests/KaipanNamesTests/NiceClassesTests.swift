import KaipanNames
import Testing

struct NiceClassesTests {
    @Test("holds the classes 1…45 and nothing else", arguments: [([36, 37], [36, 37]), ([0, 46, -1], []), ([45, 1, 45], [1, 45])])
    func holdsItsClasses(_ given: [Int], _ expected: [Int]) {
        #expect(NiceClasses(given).numbers == expected)
    }

    @Test("takes no bits that stand for no class")
    func dropsOtherBits() {
        #expect(NiceClasses(rawValue: .max).numbers == Array(1...45))
    }
}
