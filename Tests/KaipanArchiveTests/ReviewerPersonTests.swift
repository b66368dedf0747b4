import Foundation
import KaipanArchive
import KaipanLog
import KaipanText
import Testing

/// What a reviewer must not see of the customers on record, in whatever words.
@Suite(.stores) struct ReviewerPersonTests {
    private let test: TestArchive

    init() throws {
        test = try TestArchive(.sqlite)
        for content in [
            ["name": "江映荷", "phone": "13800000001", "identity": "990101199003072315"], ["name": "贺明远", "phone": "0771-5550001", "identity": "99010119880215301X"],
            ["name": "欧阳若水"], ["name": "高宁"],
        ] as [CanonicalObject] {
            let id = RecordID.new()
            try test.session(.manager).append([Draft(.customer, id: id, content: (.customer(id), .object(content)))])
        }
    }

    private func seen(_ text: String) throws -> String {
        let id = try test.converse([text]), reading = try test.session(.quality).read(id)
        return try #require(reading.utterances.first?.spoken?.text)
    }

    @Test(arguments: [
        ("号码990101199003072315记一下", "号码〔身份证号〕记一下"), ("990101 19900307 2315", "〔身份证号〕"), ("9901 0119 9003 0723 15", "〔身份证号〕"),
        ("是九九零一零一，一九九零零三零七，嗯，二三一五", "是〔身份证号〕"), ("99010119880215301X好了", "〔身份证号〕好了"), ("990101 19880215 301 x", "〔身份证号〕"),
        ("打一三八零零零零零零零一", "打〔手机号〕"), ("07715550001", "〔电话〕"),
    ])
    func `a number on record is hidden in any groups and spoken`(text: String, expected: String) throws {
        #expect(try seen(text) == expected)
    }

    @Test(arguments: [
        ("映荷说好的", "〔姓名〕说好的"), ("明 远也来", "〔姓名〕也来"), ("若水在", "〔姓名〕在"), ("江姐您坐", "〔姓〕姐您坐"), ("小江和老贺", "小〔姓〕和老〔姓〕"), ("阿江", "阿〔姓〕"),
        ("江总、江老师、贺工、江 女士", "〔姓〕总、〔姓〕老师、〔姓〕工、〔姓〕 女士"), ("欧阳经理", "〔姓〕经理"), ("高医生", "〔姓〕医生"), ("小高来了", "小〔姓〕来了"),
    ])
    func `given names and forms of address of customers on record are hidden`(text: String, expected: String) throws {
        #expect(try seen(text) == expected)
    }

    @Test(arguments: ["小高层的房子", "比较高总价128万", "最高总价", "江边的路", "高工程质量", "老师傅看过", "祝贺您", "合同编号990101199003", "小王和王姐"])
    func `words that hold a surname stay`(text: String) throws { #expect(try seen(text) == text) }

    @Test func `whoever may see everything does`() throws {
        let id = try test.converse(["江姐的990101199003072315"])
        #expect(try test.session(.legal).read(id).utterances.first?.spoken?.text == "江姐的990101199003072315")
    }
}
