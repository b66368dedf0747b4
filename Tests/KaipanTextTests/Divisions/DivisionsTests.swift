import KaipanText
import Testing

@Suite("Administrative divisions")
struct DivisionsTests {
    @Test("A code and its division", arguments: [
        ("110000", "北京市", .province), ("440000", "广东省", .province), ("440100", "广州市", .city), ("440106", "天河区", .county),
        ("710000", "台湾省", .province), ("810000", "香港特别行政区", .province), ("659012", "白杨市", .county),
    ] as [(String, String, Division.Level)])
    func codes(code: String, name: String, level: Division.Level) throws {
        let division = try #require(Divisions.division(code: code))
        #expect(division.code == code && division.name == name && division.level == level)
    }

    @Test("No division", arguments: ["", "44010", "4401060", "999999", "000000", "44010x", "４４０１０６", "-44010"])
    func strangeCodes(code: String) {
        #expect(Divisions.division(code: code) == nil)
    }

    @Test("What divisions are called", arguments: [
        ("天河区", ["440106"]), ("天河", ["440106"]), ("恩施土家族苗族自治州", ["422800"]), ("恩施", ["422800", "422801"]),
        ("广西", ["450000"]), ("内蒙古", ["150000"]), ("西藏", ["540000"]), ("新疆", ["650000"]), ("宁夏", ["640000"]), ("香港", ["810000"]),
        ("双江", ["530925"]), ("鄂伦春", ["150723"]), ("东乡", ["361003", "622926"]), ("龙胜", ["450328"]), ("伊犁", ["654000"]),
        ("吉林", ["220000", "220200"]), ("吉林市", ["220200"]), ("景县", ["131127"]), ("景", []), ("", []), ("天", []),
        ("天河区天河区", []), ("Guangzhou", []), ("广州", ["440100"]), ("兴安", ["152200", "230405", "450325"]),
    ])
    func names(name: String, codes: [String]) {
        #expect(Divisions.named(name).map(\.code) == codes)
    }

    @Test("The longest name at the start of a text", arguments: [
        ("广州天河花园", nil, 2), ("广州市天河花园", nil, 3), ("恩施土家族苗族自治州府", nil, 10), ("翰林花园", nil, 0), ("天河", nil, 2), ("天", nil, 0), ("", nil, 0),
        ("龙湖天街", nil, 2), ("龙湖天街", "330100", 0), ("龙湖天街", "440500", 2), ("龙湖天街", "440507", 2), ("浙江龙湖", "330106", 2),
        ("西湖雅苑", "330100", 2), ("西湖雅苑", "330106", 2), ("西湖雅苑", "330200", 0), ("朝阳雅苑", "110105", 2), ("朝阳雅苑", "110108", 2),
        ("西湖雅苑", "330000", 2), ("西湖雅苑", "33", 0),
    ] as [(String, String?, Int)])
    func prefixes(text: String, near: String?, length: Int) {
        #expect(Divisions.longestPrefix(of: Array(text.unicodeScalars), near: near) == length)
    }

    @Test func coordinatesLieWhereTheDivisionsAre() throws {
        let tianhe = try #require(Divisions.division(code: "440106")?.coordinate)
        let guangzhou = try #require(Divisions.division(code: "440100")?.coordinate)
        #expect((1...30).contains(tianhe.distance(to: guangzhou)))
    }

    @Test func theListIsWhole() {
        var counts: [Division.Level: Int] = [:]
        var placed = 0
        for code in 110_000...820_000 {
            guard let division = Divisions.division(code: String(code)) else { continue }
            counts[division.level, default: 0] += 1
            placed += division.coordinate == nil ? 0 : 1
            #expect(Divisions.named(division.name).contains(division))
            if let place = division.coordinate {
                #expect((73...136).contains(place.longitude) && (3...54).contains(place.latitude))
            }
        }
        #expect(counts == [.province: 34, .city: 333, .county: 2845])
        #expect(Divisions.count == 3212)
        #expect(placed >= 3160)
    }
}
