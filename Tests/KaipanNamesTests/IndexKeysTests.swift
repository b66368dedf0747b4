import KaipanNames
import Testing

struct IndexKeysTests {
    /// Characters with one reading and with several, letters, digits, and one that nobody knows how to read.
    private static let characters: [UInt16] =
        Array("翠湖云栖金沙明月江畔听松紫藤望山锦屏白鹭青禾流霞长重乐行单厦番朝都和ab19〇".unicodeScalars).map { UInt16($0.value) } + [0xE123]

    private func meet(_ filed: [UInt16], _ looked: [UInt16]) -> Bool {
        var keys: Set<NameKeys.Key> = []
        NameKeys.keys(of: filed, isCantonese: false) { keys.insert($0) }
        let values = Set(keys.map(\.value))
        return NameKeys.lookUps(of: looked, isCantonese: false).contains { $0.isExact ? keys.contains($0.key) : values.contains($0.key.value) }
    }

    private func core(_ length: Int, _ random: inout IndexRandom) -> [UInt16] {
        (0..<length).map { _ in Self.characters.randomElement(using: &random)! }
    }

    @Test("cores that are one change apart meet, whichever is filed", arguments: 1...11)
    func oneChangeApart(_ length: Int) {
        var random = IndexRandom(UInt64(length))
        for _ in 0..<200 {
            let one = core(length, &random)
            let place = Int.random(in: 0..<length, using: &random)
            let letter = Self.characters.randomElement(using: &random)!
            var others: [[UInt16]] = [one]
            var other = one
            other.insert(letter, at: Int.random(in: 0...length, using: &random))
            others.append(other)
            if length >= 2 {
                other = one
                other[place] = letter
                others.append(other)
                other = one
                other.remove(at: place)
                others.append(other)
                other = one
                other.swapAt(place, (place + 1) % length == 0 ? place - 1 : place + 1)
                others.append(other)
                others.append(one.reversed())
            }
            for other in others {
                #expect(meet(one, other), "\(one) \(other)")
                #expect(meet(other, one), "\(other) \(one)")
            }
        }
    }

    @Test("a core meets those that hold it and those that it holds", arguments: 2...6)
    func held(_ length: Int) {
        var random = IndexRandom(UInt64(100 + length))
        for _ in 0..<100 {
            let one = core(length, &random)
            let longer = core(Int.random(in: 0...3, using: &random), &random) + one + core(Int.random(in: 0...3, using: &random), &random)
            #expect(meet(one, longer))
            #expect(meet(longer, one))
        }
    }

    @Test("a further reading files nothing twice")
    func furtherReadings() {
        var keys: [NameKeys.Key] = []
        NameKeys.keys(of: "长风乐府".unicodeScalars.map { UInt16($0.value) }, isCantonese: false) { keys.append($0) }
        #expect(Set(keys).count == keys.count)
    }

    @Test("what is longer than twelve characters counts up to there")
    func long() {
        var random = IndexRandom(1)
        let long = core(20, &random)
        var keys: [NameKeys.Key] = [], cut: [NameKeys.Key] = []
        NameKeys.keys(of: long, isCantonese: true) { keys.append($0) }
        NameKeys.keys(of: long.prefix(12), isCantonese: true) { cut.append($0) }
        #expect(keys == cut)
    }
}
