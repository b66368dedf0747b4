import KaipanNames
import Testing

struct IndexSearchTests {
    @Test(
        "finds a name that was changed",
        arguments: [
            ("翰香苑", "瀚香苑", "same sound"), ("建新街", "建兴街", "near sound"), ("清泉谷", "青泉谷", "same sound and look alike"),
            ("土林峰", "士林峰", "look-alike"), ("云栖湖", "云栖镜湖", "insertion"), ("云栖镜湖", "云栖湖", "deletion"),
            ("锦绣山河", "锦绣江河", "substitution"), ("明月湾头", "月明湾头", "transposition"), ("万象城", "同济万象城", "prefix"),
            ("星河湾", "星河湾半岛", "suffix"), ("白鹭", "鹭白", "reversal of two"), ("新人晚霞", "霞晚人新", "reversal"),
            ("新人晚霞苑", "霞晚人新苑", "reversal that makes an ending"), ("翠湖听松", "听松翠湖", "reversal of words"),
            ("长沙湾", "常沙湾", "a character with two readings"), ("重庆里", "虫庆里", "its other reading"),
            ("三号公馆", "叁号公馆", "a digit as a character"), ("ABC大厦", "ＡＢＣ大厦", "full width"),
        ])
    func findsChanged(_ source: String, _ query: String, _ kind: String) throws {
        let folder = try IndexFolder()
        try folder.add((MadeUp.names(500) + [source]).map { MadeUp.row($0) })
        #expect(try folder.names(like: query).contains(source), "\(kind)")
    }

    @Test("the name itself comes first")
    func findsItself() throws {
        let folder = try IndexFolder()
        let names = MadeUp.names(300)
        try folder.add(names.map { MadeUp.row($0) })
        let searcher = try NameSearcher(NameIndex(contentsOf: folder.path))
        for name in names { #expect(try searcher.search(NameQuery(name)).rows.first?.row.name == name) }
    }

    @Test("a searcher that is kept answers like a new one")
    func keptSearcher() throws {
        let folder = try IndexFolder()
        let names = MadeUp.names(300)
        try folder.add(names.map { MadeUp.row($0) })
        let index = try NameIndex(contentsOf: folder.path)
        let kept = try NameSearcher(index)
        for name in names.prefix(40) {
            let query = NameQuery(String(name.reversed()))
            #expect(try kept.search(query).rows == NameSearcher(index).search(query).rows)
        }
    }

    @Test("says that it was cut, and not more often")
    func truncation() throws {
        let folder = try IndexFolder()
        try folder.add(MadeUp.names(500).map { MadeUp.row($0) })
        let searcher = try NameSearcher(NameIndex(contentsOf: folder.path))
        var query = NameQuery("翠湖")
        #expect(try !searcher.search(query).isTruncated)
        query.workLimit = 3
        let result = try searcher.search(query)
        #expect(result.isTruncated)
        #expect(result.scored <= 3)
    }

    @Test("looks only where it is asked to")
    func filters() throws {
        let folder = try IndexFolder()
        var mark = MadeUp.row("流霞", key: "1", .trademark), other = MadeUp.row("流霞", key: "2", .trademark), place = MadeUp.row("流霞", key: "3", .place)
        mark.classes = NiceClasses([36])
        other.classes = NiceClasses([25])
        other.status = .ended
        place.division = "330106"
        try folder.add([mark, other, place])
        let searcher = try NameSearcher(NameIndex(contentsOf: folder.path))
        func keys(_ change: (inout NameQuery) -> Void) throws -> [String] {
            var query = NameQuery("流霞")
            change(&query)
            return try searcher.search(query).rows.map(\.row.key).sorted()
        }
        let all = try keys { _ in }
        #expect(all == ["1", "2", "3"])
        #expect(try keys { $0.registers = [.place] } == ["3"])
        #expect(try keys { $0.classes = NiceClasses([36]) } == ["1", "3"])
        #expect(try keys { $0.includesEnded = false } == ["1", "3"])
        #expect(try keys { $0.city = "330100" } == ["1", "2", "3"])
        #expect(try keys { $0.city = "440100" } == ["1", "2"])
    }

    @Test("names of nothing and of very many characters are no trouble", arguments: ["", " ", "·", "（）", "苑", "A", String(repeating: "长", count: 3000)])
    func oddNames(_ name: String) throws {
        let folder = try IndexFolder()
        try folder.add((MadeUp.names(50) + [name]).map { MadeUp.row($0) })
        _ = try folder.search(name)
        #expect(try NameIndex(contentsOf: folder.path).rowCount == 51)
    }
}
