import Foundation
import KaipanArchive
import KaipanLog
import KaipanText
import Testing

/// Searches beside a look at every utterance, while the archive grows, changes and forgets.
@Suite(.stores) struct SearchPropertyTests {
    @Test(arguments: StoreEngine.here, [1, 2] as [UInt64])
    func `a search finds what a look at every utterance finds, in the same order, page by page`(engine: StoreEngine, seed: UInt64) throws {
        var world = try World(engine, seed: seed)
        let index = world.test.archive.searchIndex
        for round in 0..<3 {
            try world.converse(6)
            // So that blocks end among the utterances.
            if round == 1 { try world.shift(to: Int64(BlockBits.count) - 30) }
            try world.compare("behind \(round)", updating: false)
            try index.catchUp()
            try world.compare("caught up \(round)", updating: false)
        }
        try world.change()
        try world.compare("changed behind", updating: false)
        try index.catchUp()
        try world.compare("changed", updating: false)
        #expect(try world.page("role:seller", updating: false).usedIndex)

        try world.erase(2)
        try world.compare("erased", updating: false)
        try world.converse(2)
        try index.catchUp()
        try world.compare("after the erasure", updating: false)
        try index.rebuild()
        try world.compare("built again", updating: false)
        try index.rebuild(sounds: false)
        try world.compare("without sounds", updating: false)

        try world.damage()
        try world.compare("damaged", updating: false)
        try index.reset(sounds: true)
        try world.compare("emptied", updating: false)
        try world.compare("by itself", updating: true)
        try index.database.write { _ = try $0.run("drop table state") }
        try world.compare("gone", updating: false)
        #expect(try !world.page("role:seller", updating: false).usedIndex)
        try world.compare("by itself again", updating: true)
        #expect(try world.page("role:seller", updating: false).usedIndex)
    }

    /// An archive and what it must find.
    private struct World {
        let test: TestArchive
        private let seed: UInt64
        private var texts: SearchTexts
        private var model = SearchModel()
        private var said: [String] = []
        private var projects: [RecordID] = [], units: [RecordID] = [], visits: [RecordID] = []
        private let agents = [RecordID.new(), .new()], customers = [RecordID.new(), .new(), .new()]
        private static let rules = ["school-district", "收益承诺"]
        private static let first = Timestamp("2025-12-30T10:00:00.000Z")!

        init(_ engine: StoreEngine, seed: UInt64) throws {
            test = try TestArchive(engine)
            self.seed = seed
            texts = SearchTexts(random: SeededRandom(seed: seed))
            for _ in 0..<2 { projects.append(try add(.project, [])) }
            for project in projects { units.append(try add(.unit, [Link(.project, project)])) }
            // A visit that is recorded before its unit, and one that is recorded after its conversations.
            visits = [try add(.visit, [Link(.unit, units[0]), Link(.agent, agents[0])]), try add(.visit, [Link(.project, projects[1])]), .new()]
        }

        @discardableResult
        private mutating func add(_ type: RecordType, id: RecordID = .new(), _ links: [Link]) throws -> RecordID {
            model.above[id] = Set(links)
            try test.archive.append([Draft(type, id: id, links: links)])
            return id
        }

        mutating func converse(_ count: Int) throws {
            for _ in 0..<count {
                let id = RecordID.new()
                var links: [Link] = []
                if Bool.random(using: &texts.random) { links.append(Link(.visit, visits.randomElement(using: &texts.random)!)) }
                if Bool.random(using: &texts.random) { links.append(Link(.customer, customers.randomElement(using: &texts.random)!)) }
                if links.isEmpty { links.append(Link(.unit, units.randomElement(using: &texts.random)!)) }
                let start = Bool.random(using: &texts.random)
                    ? Self.first.advanced(by: Int64.random(in: 0...100 * 86_400_000, using: &texts.random)) : nil
                try record(id, links, start)
                try transcribe(id)
            }
        }

        private mutating func record(_ id: RecordID, _ links: [Link], _ start: Timestamp?) throws {
            var data: CanonicalObject = ["medium": "phone"]
            data["started"] = start.map { .string($0.description) }
            let rules = model.conversations[id]?.rules ?? [:]
            model.conversations[id] = SearchModel.Conversation(id: id, links: Set(links), start: start, rules: rules)
            try test.archive.append([Draft(.conversation, id: id, links: links, data: data)])
        }

        private mutating func transcribe(_ id: RecordID) throws {
            var transcript = Draft(.transcript, links: [Link(.conversation, id)], content: (.conversation(id), .object([:])))
            let spoken = (0..<Int.random(in: 1...9, using: &texts.random)).map { _ in texts.text() }
            said += spoken
            transcript.utterances = spoken.enumerated().map { number, text in
                Utterance(
                    number: number, role: Utterance.Role.allCases.randomElement(using: &texts.random)!, speaker: number % 3,
                    start: Bool.random(using: &texts.random) ? Int64(number) * 40_000_000 : nil,
                    time: number % 4 == 3 ? Self.first.advanced(by: Int64.random(in: 0...900 * 86_400_000, using: &texts.random)) : nil,
                    text: text)
            }
            try test.archive.append([transcript])
        }

        /// Gives the newest utterances ids around a number.
        func shift(to id: Int64) throws {
            try test.archive.database.write { connection in
                let newest = try #require(try connection.first("select max(id) from utterance")).integer(0)
                let moved = newest / 2
                // In two steps, because ids are unique at every moment.
                try connection.run("update utterance set id = -id where id > $1", [.integer(moved)])
                try connection.run("update utterance set id = -id + $1 where id < 0", [.integer(id - moved)])
            }
        }

        /// Findings, records that came late, newer versions and newer transcripts.
        mutating func change() throws {
            try add(.visit, id: visits[2], [Link(.unit, units[1]), Link(.customer, customers[2])])
            try add(.visit, id: visits[0], [Link(.unit, units[1])])
            let ids = model.conversations.keys.sorted()
            for id in ids.prefix(6) {
                for number in 0..<3 where Bool.random(using: &texts.random) {
                    let rule = Self.rules.randomElement(using: &texts.random)!
                    model.conversations[id]?.rules[number, default: []].insert(rule)
                    try test.archive.append([
                        Draft(.finding, links: [Link(.conversation, id)], data: ["rule": .string(rule), "utterance": .integer(Int64(number))])
                    ])
                }
            }
            for id in ids.dropFirst(3).prefix(4) { try record(id, [Link(.project, projects[0])], Self.first.advanced(by: 86_400_000 * 40)) }
            for id in ids.suffix(3) { try transcribe(id) }
        }

        /// Erases conversations as the archive does.
        mutating func erase(_ count: Int) throws {
            for id in model.conversations.keys.sorted().prefix(count) {
                let keys = try test.archive.keys.keys(of: .conversation(id))
                try test.archive.append([
                    Draft(.erasure, links: [Link(.subject, id)], data: ["keys": .array(keys.map { .string($0.description) })])
                ])
                let places = try test.archive.utterances(of: id).map(\.id)
                for _ in 0..<2 { try test.archive.searchIndex.forget(conversation: id) }
                #expect(try SearchPropertyTests.postings(of: places, test.archive).isEmpty)
                try test.archive.keys.destroy(keys)
            }
        }

        /// Changes a byte of some rows.
        mutating func damage() throws {
            try test.archive.search.write { connection in
                let rows = try connection.rows("select id, grams from posting order by id")
                for _ in 0..<max(1, rows.count / 20) {
                    let row = rows.randomElement(using: &texts.random)!
                    var bytes = try row.bytes(1)
                    bytes[Int.random(in: 0..<bytes.count, using: &texts.random)] ^= 1 << UInt8.random(in: 0..<8, using: &texts.random)
                    try connection.run("update posting set grams = $1 where id = $2", [.bytes(bytes), .integer(row.integer(0))])
                }
            }
        }

        func page(_ query: String, updating: Bool) throws -> SearchPage {
            try test.archive.searchIndex.search(SearchQuery(query), updating: updating)
        }

        mutating func compare(_ moment: String, updating: Bool) throws {
            let fields =
                projects.map { "project:\($0)" } + units.map { "unit:\($0)" } + agents.map { "agent:\($0)" } + customers.map { "customer:\($0)" }
                + visits.map { "visit:\($0)" } + model.conversations.keys.sorted().prefix(2).map { "conversation:\($0)" }
                + Self.rules.map { "rule:\($0)" } + ["role:seller", "role:customer", "role:unknown"]
                + ["from:2026-01-15", "from:2025-12-31", "to:2026-02-28", "to:2026-01-31", "from:2027-01-01", "to:2025-12-30"]
            let spoken = try model.spoken(test.archive)
            var compared = 0, answered = 0
            while compared < 30 {
                let text = texts.query(said, fields: fields)
                guard let query = try? SearchQuery(text) else { continue }
                compared += 1
                let expected = spoken.filter { model.matches($0, query) }
                answered += expected.isEmpty ? 0 : 1
                var found: [SearchHit] = [], cursor: Int64?
                repeat {
                    let page = try test.archive.searchIndex.search(query, after: cursor, limit: 7, updating: updating)
                    #expect(page.hits.count <= 7 && page.unreadable.isEmpty)
                    found += page.hits
                    cursor = page.next
                } while cursor != nil
                #expect(
                    found.map(\.id) == expected.map(\.id),
                    "seed \(seed), \(moment): \(text.debugDescription)")
                #expect(found.map(\.text) == expected.map(\.utterance.text))
            }
            // Queries that find nothing would prove nothing.
            #expect(answered > compared / 4, "seed \(seed), \(moment)")
        }
    }

    /// The rows of the index that name utterances.
    static func postings(of ids: [Int64], _ archive: Archive) throws -> [Int64] {
        try archive.search.read { connection in
            try connection.rows("select id, grams from posting").compactMap { row in
                let key = try row.integer(0)
                let block = key >> Int64(SearchGram.bucketBits)
                let places = Set(ids.filter { SearchIndex.block($0) == block }.map(SearchIndex.place))
                let entries = try GramBucket(key: key, row: row.bytes(1)).entries()
                return try entries.contains { !places.isDisjoint(with: try #require(PostingList.decoded($0.posting))) } ? key : nil
            }
        }
    }
}
