import Foundation
import KaipanNames
import Testing

struct IndexDamageTests {
    private static let queries = ["翠湖云栖", "栖云", "金沙湾", "听雨", "明月紫藤", "常风"]

    /// A base with a delta, both with rows of three registers.
    private func folder() throws -> IndexFolder {
        let folder = try IndexFolder()
        let rows = MadeUp.names(300).enumerated().map { MadeUp.row($1, RegisterKind.allCases[$0 % 3]) }
        try folder.add(rows)
        try folder.add([MadeUp.row("听雨"), MadeUp.row("翠湖云栖", .place), MadeUp.row("长风")], file: "b.csv")
        return folder
    }

    /// What the searches find, or nil where one is refused.
    private func answers(_ folder: IndexFolder) throws -> [[FoundRow]]? {
        do {
            let searcher = try NameSearcher(NameIndex(contentsOf: folder.path))
            return try Self.queries.map { try searcher.search(NameQuery($0)).rows }
        } catch is NameIndexError {
            return nil
        }
    }

    @Test("a flipped bit is refused or changes no answer", arguments: [false, true], 0..<4 as Range<UInt64>)
    func flippedBit(_ isInDelta: Bool, _ seed: UInt64) throws {
        let folder = try folder()
        let expected = try #require(try answers(folder))
        let path = isInDelta ? folder.delta : folder.path
        let file = try FileHandle(forUpdating: URL(filePath: path))
        let count = Int(try file.seekToEnd())
        var random = IndexRandom(seed &* 2 &+ (isInDelta ? 1 : 0))
        var refused = 0
        func flip(_ place: Int, _ bit: Int) throws {
            try file.seek(toOffset: UInt64(place))
            let byte = try #require(try file.read(upToCount: 1)?.first)
            try file.seek(toOffset: UInt64(place))
            try file.write(contentsOf: Data([byte ^ 1 << bit]))
        }
        for turn in 0..<120 {
            // The table of prefixes takes most of a small file; what stands before and behind it is not to be missed.
            let place =
                switch turn % 4 {
                case 0: Int.random(in: 0..<count, using: &random)
                case 1: Int.random(in: 0..<4096, using: &random)
                case 2: Int.random(in: 0..<min(count, 100_000), using: &random)
                default: Int.random(in: max(0, count - 60_000)..<count, using: &random)
                }
            let bit = Int.random(in: 0..<8, using: &random)
            try flip(place, bit)
            if let found = try answers(folder) {
                #expect(found == expected, "bit \(bit) of byte \(place)")
                // A search touched nothing of it; an examination of everything finds it.
                #expect(throws: NameIndexError.self) { try NameIndex(contentsOf: folder.path).verify() }
            } else {
                refused += 1
            }
            try flip(place, bit)
        }
        #expect(refused > 30)
        #expect(try answers(folder) == expected)
    }

    @Test("a file that is cut short, or too long, is refused", arguments: [false, true])
    func cutShort(_ isInDelta: Bool) throws {
        let folder = try folder()
        let path = isInDelta ? folder.delta : folder.path
        let whole = try Data(contentsOf: URL(filePath: path))
        var random = IndexRandom(9)
        let lengths = [0, 1, 7, 8, 9, 100, 4087, 4095, 4096, 4097, 8192, whole.count / 2, whole.count - 4096, whole.count - 1]
        for length in lengths + (0..<40).map({ _ in Int.random(in: 0..<whole.count, using: &random) }) {
            try whole.prefix(length).write(to: URL(filePath: path))
            #expect(throws: NameIndexError.self, "\(length) bytes") { try NameIndex(contentsOf: folder.path) }
        }
        try (whole + Data([0])).write(to: URL(filePath: path))
        #expect(throws: NameIndexError.self) { try NameIndex(contentsOf: folder.path) }
    }

    @Test("a damaged index takes no import, and is not made worse by one", arguments: [false, true])
    func importIntoDamaged(_ isWhole: Bool) throws {
        let folder = try folder()
        var bytes = try Data(contentsOf: URL(filePath: folder.path))
        // The first row.
        bytes[4096 + 50] ^= 4
        try bytes.write(to: URL(filePath: folder.path))
        #expect(throws: NameIndexError.self) { try folder.add([MadeUp.row("归云")], isWhole: isWhole, mergeThreshold: 0) }
        #expect(try Data(contentsOf: URL(filePath: folder.path)) == bytes)
    }

    @Test("what is no index is told from one", arguments: ["", "name,key\n翠湖,1\n", String(repeating: "x", count: 10_000)])
    func noIndex(_ text: String) throws {
        let folder = try IndexFolder()
        try Data(text.utf8).write(to: URL(filePath: folder.path))
        #expect(throws: NameIndexError.notAnIndex(path: folder.path)) { try NameIndex(contentsOf: folder.path) }
    }

    @Test("an index that is not there is named with what to do")
    func missing() throws {
        let folder = try IndexFolder()
        #expect {
            try NameIndex(contentsOf: folder.path)
        } throws: { error in
            (error as? NameIndexError)?.message.en.contains("kaipan names import") ?? false
        }
    }
}
