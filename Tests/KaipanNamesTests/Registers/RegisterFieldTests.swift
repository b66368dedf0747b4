import KaipanNames
import KaipanText
import Testing

struct RegisterFieldTests {
    @Test(
        "dates in any usual writing",
        arguments: ["2024-01-02", "2024/1/2", "2024.1.2", "2024年1月2日", "20240102", "２０２４－０１－０２", "2024-01-02 08:30:00", "20240102083000"])
    func readsDates(_ text: String) throws {
        let file = try RegisterFileFixture("商标名称,申请日期\n云岭,\(text)\n", as: .trademark)
        #expect(file.rows.first?.filed == CivilDate("2024-01-02"))
    }

    @Test("dates that are none leave the row without and are counted", arguments: ["2024-13-01", "2023-02-29", "去年", "0000-00-00"])
    func countsUnreadDates(_ text: String) throws {
        let file = try RegisterFileFixture("商标名称,申请日期\n云岭,\(text)\n星河,-\n", as: .trademark)
        #expect(file.rows.map(\.filed) == [nil, nil])
        let unread = try #require(file.summary?.unreadValues)
        #expect(unread.map(\.meaning) == ["filed"])
        #expect(unread.map(\.count) == [1])
        #expect(unread.map(\.example) == [text])
        #expect(unread.map(\.line) == [2])
    }

    @Test("a term gives its start and its end", arguments: ["2020-12-07至2030-12-06", "2020年12月07日 - 2030年12月06日", "20201207-20301206"])
    func readsTerms(_ text: String) throws {
        let row = try #require(try RegisterFileFixture("商标名称,专用权期限\n云岭,\(text)\n", as: .trademark).rows.first)
        #expect(row.registered == CivilDate("2020-12-07"))
        #expect(row.expires == CivilDate("2030-12-06"))
    }

    @Test(
        "classes and groups as they are written",
        arguments: [
            ("36", "3604", [36], ["3604"]), ("第36类", "3604；3605", [36], ["3604", "3605"]),
            ("36、37", "3604不动产事务,3702", [36, 37], ["3604", "3702"]),
            ("０３６", "3601-3604", [36], ["3601", "3602", "3603", "3604"]), ("", "3604 3702 360012", [36, 37], ["3604", "3702"]),
            ("99", "3604", [36], ["3604"]), ("5", "0501~0502", [5], ["0501", "0502"]),
        ])
    func readsClasses(_ classes: String, _ groups: String, _ expected: [Int], _ expectedGroups: [String]) throws {
        let row = try #require(
            try RegisterFileFixture("商标名称\t国际分类\t类似群\n云岭\t\(classes)\t\(groups)\n", as: .trademark).rows.first)
        #expect(row.classes.numbers == expected)
        #expect(row.groups == expectedGroups)
    }

    @Test("one number in several classes gives a key for each; the number is brought to one spelling")
    func makesKeys() throws {
        let file = try RegisterFileFixture(
            "注册号,国际分类,商标名称\n１２３４５,36,云岭\n12345,37,云岭\n第12345号,\"36,37\",云岭\ng1234a,,云岭\n,36,云岭\n,36,云岭\n,37,云岭\n", as: .trademark)
        let keys = file.rows.map(\.key)
        #expect(Array(keys.prefix(4)) == ["12345/36", "12345/37", "12345/36+37", "G1234A"])
        #expect(keys[4] == keys[5])
        #expect(keys[4] != keys[6])
        #expect(keys[4].count == 32)
    }

    @Test(
        "what a mark's status means",
        arguments: [
            ("已注册", RegisterStatus.live), ("申请中", .pending), ("初审公告", .pending), ("驳回", .ended), ("驳回复审中", .pending), ("异议中", .pending),
            ("撤三", .live), ("撤三中", .live), ("撤销连续三年不使用注册商标申请审查中", .live), ("已撤销", .ended), ("无效宣告", .live), ("无效宣告公告", .ended),
            ("期满未续展(宽展期)", .live), ("期满未续展", .ended), ("注销", .ended), ("商标注册申请---等待实质审查", .pending), ("注册公告", .live), ("???", .unknown),
            ("LIVE/REGISTRATION/Issued and Active", .live), ("Dead", .ended),
        ])
    func readsMarkStatus(_ text: String, _ expected: RegisterStatus) throws {
        let row = try #require(try RegisterFileFixture("商标名称,当前状态\n云岭,\(text)\n", as: .trademark).rows.first)
        #expect(row.status == expected)
        #expect(row.statusText == text)
    }

    @Test("marks without words are refused")
    func refusesPictures() throws {
        let file = try RegisterFileFixture("注册号,商标名称\n1,图形\n2,\n3,云岭\n", as: .trademark)
        #expect(file.rows.map(\.key) == ["3"])
        #expect(file.summary?.firstRefused.map(\.refusal) == [.wordless, .wordless])
    }

    @Test("a developer's list: the names with their kinds, the facts by their English names")
    func readsProjects() throws {
        let file = try RegisterFileFixture(
            "项目编码,案名,备案名,曾用名,城市,区县,法人公司,品牌线,产品系,状态,首开日期,注册商标号\nP-001,云岭壹号,翠屏苑,\"云岭院、云岭台\",临江市,江北区,某某置业,绿澜,府系,在售,2024-05-01,12345\n"
                + "P-002,,松涛居,,临江市,,,,,储备,,\n", as: .project
        ) { $0.findDivision = { $0 == ["临江市", "江北区"] ? "990103" : nil } }
        let row = try #require(file.rows.first)
        #expect(row.key == "P-001")
        #expect(row.name == "云岭壹号")
        #expect(row.otherNames == [OtherName("翠屏苑", .filed), OtherName("云岭院", .former), OtherName("云岭台", .former)])
        #expect(row.status == .live)
        #expect(row.owner == "某某置业")
        #expect(row.division == "990103")
        #expect(
            row.facts == [
                "city": "临江市", "county": "江北区", "brand": "绿澜", "series": "府系", "opened": "2024-05-01", "markNumber": "12345",
            ])
        #expect(file.rows.last?.name == "松涛居")
        #expect(file.rows.last?.status == .pending)
        #expect(file.rows.last?.division == nil)
    }

    @Test("a presale register: permit as key, areas with their units in the title, unknown columns listed")
    func readsPresaleRegister() throws {
        let file = try RegisterFileFixture(
            "序号,项目名称,预售许可证号,开发企业,坐落/地址,行政区划代码,发证日期,占地面积（㎡）,建筑面积(平方米),备案名/推广名（别名）,经度,纬度\n"
                + "1,翠屏苑,宁川房预(2024)1号,某某置业,江北区1号,990103,2024/5/1,\"20,000\",68000.5,云岭壹号,26.1,119.3\n")
        let row = try #require(file.rows.first)
        #expect(row.key == "宁川房预(2024)1号")
        #expect(row.otherNames == [OtherName("云岭壹号", .alias)])
        #expect(row.division == "990103")
        #expect(row.coordinate == Coordinate(longitude: 119.3, latitude: 26.1))
        #expect(row.facts["landArea"] == "20,000")
        #expect(row.facts["floorArea"] == "68000.5")
        #expect(row.registered == CivilDate("2024-05-01"))
        #expect(file.summary?.unknownColumns == ["序号"])
    }

    @Test(
        "titles are known without case, width, space and brackets",
        arguments: ["标准名称", " 标 准 名 称 ", "【标准名称】", "Standard Name", "STANDARD_NAME", "ｓｔａｎｄａｒｄ＿ｎａｍｅ", "standardName", "标准名称*", "标准名称（必填）"])
    func knowsTitles(_ title: String) throws {
        #expect(try RegisterFileFixture("\(title),其他\n翠屏苑,x\n").rows.map(\.name) == ["翠屏苑"])
    }
}
