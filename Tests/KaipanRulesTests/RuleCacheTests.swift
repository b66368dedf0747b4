import Foundation
import KaipanRules
import Testing

@Suite("The cache of compiled rules")
struct RuleCacheTests {
    private static let files = [
        "rules.yml": Pack.rule, "words.yml": "proper-names: [第一医院]\n",
        "pack.yml": "name: tried\nversion: \"3.1\"\ncity: \"440100\"\noverride:\n  - { id: sample, severity: off, reason: 原因 }\n",
    ]

    /// A pack and an empty cache folder.
    private func with(_ body: (_ pack: String, _ cache: String) throws -> Void) throws {
        try Pack.with(Self.files) { root in
            let cache = root + "-cache"
            defer { try? FileManager.default.removeItem(atPath: cache) }
            try body(root, cache)
        }
    }

    private func load(_ pack: String, _ cache: String?, names: [String] = []) throws -> RuleSet {
        try RuleSet(RuleSet.Location(paths: [pack], properNames: names, cache: cache))
    }

    private func entries(_ cache: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: cache)) ?? []).sorted()
    }

    /// Only rules that were read from their files know their examples.
    private func cameFromCache(_ rules: RuleSet) -> Bool { rules.examples.isEmpty }

    private func expectSame(_ a: RuleSet, _ b: RuleSet) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        #expect(a.rules.map(\.id) == b.rules.map(\.id))
        for (left, right) in zip(a.rules, b.rules) {
            #expect(left.title == right.title)
            #expect(left.documents == right.documents)
            #expect(left.place == right.place)
            #expect(try encoder.encode(left.check) == encoder.encode(right.check))
            #expect(try encoder.encode(left.exceptions) == encoder.encode(right.exceptions))
        }
        #expect(a.packs == b.packs)
        #expect(a.overrides == b.overrides)
        #expect(a.patterns == b.patterns)
        #expect(a.properNames == b.properNames)
        #expect(a.digest == b.digest)
        let text = Array("甲样例词乙第一医院".utf8)
        let hits = a.automata.makeScanner().scan(text)
        #expect(hits == b.automata.makeScanner().scan(text))
        #expect(hits.count == 2)
    }

    @Test func givesTheSameRulesTheSecondTime() throws {
        try with { pack, cache in
            let first = try load(pack, cache)
            #expect(!cameFromCache(first))
            #expect(entries(cache).count == 1)
            let second = try load(pack, cache)
            #expect(cameFromCache(second))
            try expectSame(first, second)
            #expect(entries(cache).count == 1)
        }
    }

    @Test func aPackThatMovedIsShownAtItsNewPlace() throws {
        try with { pack, cache in
            _ = try load(pack, cache)
            let elsewhere = pack + "-moved/" + (pack as NSString).lastPathComponent
            defer { try? FileManager.default.removeItem(atPath: pack + "-moved") }
            try FileManager.default.createDirectory(atPath: pack + "-moved", withIntermediateDirectories: true)
            try FileManager.default.copyItem(atPath: pack, toPath: elsewhere)
            let moved = try load(elsewhere, cache)
            #expect(cameFromCache(moved))
            try expectSame(moved, load(elsewhere, nil))
        }
    }

    @Test func isLeftAsideWhereExamplesAreWanted() throws {
        try with { pack, cache in
            _ = try load(pack, cache)
            let rules = try RuleSet(RuleSet.Location(paths: [pack], cache: cache), needsExamples: true)
            #expect(rules.examples.map(\.count) == [2])
        }
    }

    /// Every byte of the head and of the rules, of what follows the tables, and bytes throughout these and the rest.
    ///
    /// A flip in what is used rarely is found when it is used: the answers stay the same, and the file goes.
    @Test func aFlippedByteIsFoundAndTheFileMended() throws {
        try with { pack, cache in
            let whole = try load(pack, cache)
            let path = cache + "/" + (try #require(entries(cache).first))
            let good = try Data(contentsOf: URL(fileURLWithPath: path))
            // The rules' length stands behind the mark of the file, the expressions lie between them and the first automaton,
            // which begins with Hyperscan's mark.
            let automaton = try #require(good.firstRange(of: Data([0xDB, 0xDB, 0xDB, 0xDB]))?.lowerBound)
            let head = 16 + 3 * 8 + 32
            let expressions = head + good[16..<24].reversed().reduce(0) { $0 << 8 | Int($1) }
            let tables = min(head + 2000, expressions)
            let rest = stride(from: automaton, to: good.count, by: max(1, good.count / 300))
            let behind = max(tables, expressions - 500)
            for offset in Array(0..<tables) + stride(from: tables, to: behind, by: 251) + Array(behind..<expressions) + rest {
                var bad = good
                bad[offset] ^= offset % 2 == 0 ? 0x80 : 0x01
                try bad.write(to: URL(fileURLWithPath: path))
                let rules = try load(pack, cache)
                try expectSame(whole, rules)
                if !cameFromCache(rules) {
                    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == good)
                } else {
                    #expect(offset >= automaton)
                    // Some bytes of the alignment mean nothing, all others make the file go.
                    if FileManager.default.fileExists(atPath: path) { #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == bad) }
                }
                try good.write(to: URL(fileURLWithPath: path))
            }
            let mended = try load(pack, cache)
            #expect(cameFromCache(mended))
            try expectSame(whole, mended)
        }
    }

    /// A file may be taken away while its rules are in use: whoever mapped it keeps it.
    @Test func rulesFromTheCacheOutliveTheirFile() throws {
        try with { pack, cache in
            let whole = try load(pack, cache)
            let mapped = try load(pack, cache)
            #expect(cameFromCache(mapped))
            try FileManager.default.removeItem(atPath: cache)
            try expectSame(whole, mapped)
        }
    }

    @Test(arguments: [0, 1, 15, 16, 23, 24, 39, 40, 41, 71, 72, 73, 127, 128, 129, 200, 5000, 100_000, -1])
    func aTruncatedFileIsFoundAndMended(_ length: Int) throws {
        try with { pack, cache in
            _ = try load(pack, cache)
            let path = cache + "/" + (try #require(entries(cache).first))
            let good = try Data(contentsOf: URL(fileURLWithPath: path))
            try good.prefix(length < 0 ? good.count + length : length).write(to: URL(fileURLWithPath: path))
            #expect(try !cameFromCache(load(pack, cache)))
            #expect(try cameFromCache(load(pack, cache)))
        }
    }

    @Test func anEntryUnderAnothersNameIsNotUsed() throws {
        try with { pack, cache in
            _ = try load(pack, cache)
            let old = cache + "/" + (try #require(entries(cache).first))
            let file = pack + "/rules.yml"
            try Pack.rule.replacingOccurrences(of: "样例词", with: "另外词").write(toFile: file, atomically: true, encoding: .utf8)
            let changed = try load(pack, cache)
            #expect(!cameFromCache(changed))
            #expect(entries(cache).count == 2)
            let new = cache + "/" + (try #require(entries(cache).first { cache + "/" + $0 != old }))
            // A whole and sound file, but of another digest, as one of another processor would be.
            try FileManager.default.removeItem(atPath: new)
            try FileManager.default.copyItem(atPath: old, toPath: new)
            let rules = try load(pack, cache)
            #expect(!cameFromCache(rules))
            #expect(rules.patterns.contains("另外词"))
        }
    }

    @Test(arguments: ["rules.yml", "words.yml", "pack.yml"])
    func aChangeOfAnyFileIsANewDigest(_ name: String) throws {
        try with { pack, cache in
            let before = try load(pack, cache)
            let path = pack + "/" + name
            try (String(contentsOfFile: path, encoding: .utf8) + "# a comment\n").write(toFile: path, atomically: true, encoding: .utf8)
            let after = try load(pack, cache)
            #expect(before.digest != after.digest)
            #expect(!cameFromCache(after))
        }
    }

    /// What other files have is taken from them, whatever its number; damage there makes it anew.
    @Test(arguments: [nil, 0x01, 0x80] as [UInt8?])
    func aChangedRuleMakesOnlyItsOwnAutomaton(_ damage: UInt8?) throws {
        try with { pack, cache in
            _ = try load(pack, cache)
            let old = cache + "/" + (try #require(entries(cache).first))
            if let damage {
                var bytes = try Data(contentsOf: URL(fileURLWithPath: old))
                let automaton = try #require(bytes.firstRange(of: Data([0xDB, 0xDB, 0xDB, 0xDB]))?.lowerBound)
                for offset in stride(from: automaton, to: bytes.count, by: 97) { bytes[offset] ^= damage }
                try bytes.write(to: URL(fileURLWithPath: old))
            }
            // The new rule stands before the old one, so that every number moves.
            let file = pack + "/rules.yml", earlier = Pack.rule.replacingOccurrences(of: "sample", with: "a-rule").replacingOccurrences(of: "样例词", with: "另外词")
            try (earlier + Pack.rule).write(toFile: file, atomically: true, encoding: .utf8)
            let changed = try load(pack, cache), fresh = try load(pack, nil)
            try expectSame(changed, fresh)
            let text = Array("甲样例词乙另外词丙第一医院".utf8)
            let hits = changed.automata.makeScanner().scan(text)
            #expect(hits == fresh.automata.makeScanner().scan(text))
            #expect(Set(hits.map(\.pattern)).count == 3)
        }
    }

    @Test func onlyTheFilesUsedLastAreKept() throws {
        try with { pack, cache in
            let names = (0..<70).map { ["甲乙\($0)"] }
            _ = try load(pack, cache, names: names[0])
            for name in names.dropFirst() {
                _ = try load(pack, cache, names: name)
                // Used again and again, the first one is never the oldest.
                #expect(try cameFromCache(load(pack, cache, names: names[0])))
            }
            #expect(entries(cache).count == 64)
            #expect(try !cameFromCache(load(pack, cache, names: names[1])))
        }
    }

    @Test func theDigestDoesNotDependOnWhereThePackLies() throws {
        try Pack.with(["a/tried/rules.yml": Pack.rule, "b/tried/rules.yml": Pack.rule]) { root in
            let a = try load(root + "/a/tried", nil)
            let b = try load(root + "/b/tried", nil)
            #expect(a.digest == b.digest)
            #expect(a.digest.count == 64)
        }
    }

    @Test func properNamesArePartOfTheKey() throws {
        try with { pack, cache in
            let plain = try load(pack, cache)
            let named = try load(pack, cache, names: ["第一太阳能"])
            #expect(!cameFromCache(named))
            #expect(named.properNames.count == plain.properNames.count + 1)
            let again = try load(pack, cache, names: ["第一太阳能"])
            #expect(cameFromCache(again))
            #expect(again.properNames == named.properNames)
            try #expect(load(pack, cache).properNames == plain.properNames)
            #expect(entries(cache).count == 2)
        }
    }

    @Test(arguments: ["/proc/no-such-folder", "/dev/null/kaipan"])
    func aFolderThatCannotBeWrittenCostsNothingButTime(_ cache: String) throws {
        try with { pack, _ in
            try #expect(!cameFromCache(load(pack, cache)))
            try #expect(!cameFromCache(load(pack, cache)))
        }
    }

    @Test func manyAtOnceAgree() async throws {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent("kaipan-pack-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: root + "/pack", withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: root) }
        try Pack.rule.write(toFile: root + "/pack/rules.yml", atomically: true, encoding: .utf8)
        let digests = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<8 {
                group.addTask { try RuleSet(RuleSet.Location(paths: [root + "/pack"], cache: root + "/cache")).digest }
            }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(digests.count == 1)
        #expect(entries(root + "/cache").count == 1)
        let rules = try RuleSet(RuleSet.Location(paths: [root + "/pack"], cache: root + "/cache"))
        #expect(cameFromCache(rules))
    }

    // MARK: - Patterns that are compiled when a text needs them

    /// Two rules whose words have no character in common, and a broken one where it is asked for.
    private static func tested(isBroken: Bool = false) -> [String: String] {
        let second = Pack.rule.replacingOccurrences(of: "sample", with: "second").replacingOccurrences(of: "样例词", with: "稀世")
        // Takes no character that Hyperscan's expressions do not have, and is too large for it.
        let third = Pack.rule.replacingOccurrences(of: "sample", with: "third").replacingOccurrences(of: "[样例词]", with: "['琼.{0,30}楼.{0,30}宇.{0,30}']")
        return ["rules.yml": Pack.rule + second + (isBroken ? third : "")]
    }

    private func loadTested(_ pack: String, _ cache: String?) throws -> RuleSet {
        try RuleSet(RuleSet.Location(paths: [pack], cache: cache, tested: [pack]))
    }

    private func size(_ cache: String) throws -> Int {
        let path = cache + "/" + (try #require(entries(cache).first))
        return try #require(FileManager.default.attributesOfItem(atPath: path)[.size] as? Int)
    }

    @Test func testedPatternsAreKeptOnceATextNeededThem() throws {
        try Pack.with(Self.tested()) { pack in
            let cache = pack + "-cache"
            defer { try? FileManager.default.removeItem(atPath: cache) }
            let whole = try load(pack, nil)
            let text = { (rules: RuleSet, text: String) in rules.automata.makeScanner().scan(Array(text.utf8)) }
            var sizes: [Int] = []
            for words in ["什么都没有", "这是样例词", "这是样例词", "稀世样例词", "稀世样例词"] {
                let rules = try loadTested(pack, cache)
                #expect(cameFromCache(rules) == !sizes.isEmpty)
                #expect(text(rules, words) == text(whole, words))
                rules.keepCompiled()
                #expect(!rules.automata.isBroken)
                sizes.append(try size(cache))
            }
            // Each automaton once, when it was first needed.
            #expect(sizes[0] < sizes[1] && sizes[1] == sizes[2] && sizes[2] < sizes[3] && sizes[3] == sizes[4])
            // An author's examples want all of them.
            let all = try RuleSet(RuleSet.Location(paths: [pack], cache: cache, tested: [pack]), needsExamples: true)
            #expect(text(all, "稀世样例词") == text(whole, "稀世样例词"))
        }
    }

    /// Two characters that no other number has, of a script in which none stands for another.
    private static func word(_ number: Int) -> String {
        String(String.UnicodeScalarView([0xA000, 0xA001].compactMap { Unicode.Scalar($0 + 2 * UInt32(number)) }))
    }

    /// Damage: none, in the head, in the sums, among the automata.
    @Test(arguments: [nil, 5, 60, -200] as [Int?])
    func aFewMoreAreKeptBesideTheFile(damage: Int?) throws {
        let rules = (0..<50).map {
            Pack.rule.replacingOccurrences(of: "sample", with: "sample-\($0)").replacingOccurrences(of: "样例词", with: Self.word($0))
        }
        try Pack.with(["rules.yml": rules.joined()]) { pack in
            let cache = pack + "-cache"
            defer { try? FileManager.default.removeItem(atPath: cache) }
            let whole = try load(pack, nil)
            func use(_ numbers: Range<Int>) throws {
                let text = Array(numbers.map(Self.word).joined(separator: "，").utf8)
                let rules = try loadTested(pack, cache)
                let hits = rules.automata.makeScanner().scan(text)
                #expect(hits.count == numbers.count)
                #expect(hits == whole.automata.makeScanner().scan(text))
                rules.keepCompiled()
            }
            try use(0..<40)
            let file = try #require(entries(cache).first)
            let kept = try size(cache)
            try use(40..<41)
            try use(41..<42)
            #expect(entries(cache) == [file, file + ".more"])
            #expect(try size(cache) == kept)

            let beside = cache + "/" + file + ".more"
            if let damage {
                var bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: beside)))
                bytes[damage < 0 ? bytes.count + damage : damage] ^= 0x10
                try Data(bytes).write(to: URL(fileURLWithPath: beside))
            }
            let before = Date(timeIntervalSince1970: 1_700_000_000)
            try FileManager.default.setAttributes([.modificationDate: before], ofItemAtPath: beside)
            try use(40..<42)
            // Nothing was made again, unless it was damaged.
            let date = try FileManager.default.attributesOfItem(atPath: beside)[.modificationDate] as? Date
            #expect((date == before) == (damage == nil))
            try use(40..<42)

            // So many that one file with everything is better.
            try use(42..<45)
            #expect(entries(cache) == [file])
            #expect(try size(cache) > kept)
            try use(0..<50)
        }
    }

    @Test func theNextVersionTakesOverWhatThisOneNeeded() throws {
        try Pack.with(Self.tested()) { pack in
            let cache = pack + "-cache"
            defer { try? FileManager.default.removeItem(atPath: cache) }
            let rules = try loadTested(pack, cache)
            _ = rules.automata.makeScanner().scan(Array("这是样例词".utf8))
            rules.keepCompiled()
            let kept = try size(cache)
            let file = pack + "/rules.yml"
            try String(contentsOfFile: file, encoding: .utf8).replacingOccurrences(of: "原因", with: "理由").write(toFile: file, atomically: true, encoding: .utf8)
            let next = try loadTested(pack, cache)
            #expect(!cameFromCache(next))
            // Before a text asked for it.
            let sizes = try entries(cache).map { try #require(FileManager.default.attributesOfItem(atPath: cache + "/" + $0)[.size] as? Int) }
            #expect(sizes == [kept, kept])
        }
    }

    /// Rules that come with the program were compiled by its tests; where one still fails, the run must not pass for a whole one.
    @Test func aTestedPatternThatFailsIsNotPassedOver() throws {
        try Pack.with(Self.tested(isBroken: true)) { pack in
            let rules = try loadTested(pack, nil)
            #expect(rules.automata.makeScanner().scan(Array("这是样例词".utf8)).count == 1)
            #expect(!rules.automata.isBroken)
            #expect(rules.automata.makeScanner().scan(Array("琼楼玉宇".utf8)).isEmpty)
            #expect(rules.automata.isBroken)
            let error = #expect(throws: RuleError.self) { try RuleSet(RuleSet.Location(paths: [pack], tested: [pack]), needsExamples: true) }
            guard case .pattern(let place, _, _) = error else { throw try #require(error) }
            #expect(place.line == 25)
        }
    }

    /// A pack of the user's own is refused before anything is checked.
    @Test func aPatternOfAnotherPackFailsAtOnce() throws {
        _ = try Pack.with(Self.tested(isBroken: true)) { pack in
            #expect(throws: RuleError.self) { try RuleSet(RuleSet.Location(paths: [pack], tested: [pack + "-other"])) }
        }
    }
}
