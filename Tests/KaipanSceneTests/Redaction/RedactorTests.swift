import KaipanArchive
import KaipanTestSupport
import Testing

@Suite struct RedactorTests {
    /// A text with what has to be hidden in brackets, as 〈…〉.
    struct Marked: CustomTestStringConvertible, Sendable {
        var text: String
        var ranges: [Range<Int>]
        var kind: RedactionKind

        init(_ marked: String, _ kind: RedactionKind) {
            var text = String.UnicodeScalarView(), ranges: [Range<Int>] = [], start = 0
            for scalar in marked.unicodeScalars {
                switch scalar {
                case "〈": start = text.count
                case "〉": ranges.append(start..<text.count)
                default: text.append(scalar)
                }
            }
            self.text = String(text)
            self.ranges = ranges
            self.kind = kind
        }

        var testDescription: String { text }
    }

    static let mobiles = [
        "我的手机〈13800000000〉，方便联系", "手机 〈138 0000 0000〉。", "〈138-0000-0000〉", "〈1380000-0000〉", "打〈１３８００００００００〉", "〈１３８－００００－００００〉",
        "〈幺三八 零零零零 零零零零〉", "我电话一〈一三八零零零零零零零零〉", "〈幺三八，零零零零，零零零零〉", "〈一三八嗯零零零零那个零零零零〉好记吧", "〈幺三八洞洞洞洞拐拐拐拐〉",
        "〈1三8零零零零0000〉", "〈幺三八。零零零零。零零零零〉。", "〈+86 13800000000〉", "〈(+86)13800000000〉", "〈008613800000000〉", "〈8613800000000〉", "Tel〈13800000000〉",
        "tel:〈13800000000〉", "〈13800000000〉/〈13900000001〉", "〈13800000000〉 〈13900000001〉", "〈13800000000〉元旦再打", "〈1 3 8 0 0 0 0 0 0 0 0〉", "〈138嗯0000嗯0000〉",
        "〈138·0000·0000〉", "微信同号〈13800000000〉", "〈138\u{200B}0000\u{200B}0000〉", "打〈一三八零零零零零零零零〉一直没人接", "面积89平，电话〈13800000000〉", "〈么三八零零零零零零零零〉",
        "叫我小岚〈13800000000〉谢谢", "〈138.0000.0000〉", "(〈13800000000〉)", "合同编号HT001，电话〈13800000000〉", "〈𝟏𝟑𝟖𝟎𝟎𝟎𝟎𝟎𝟎𝟎𝟎〉",
    ].map { Marked($0, .mobile) }

    static let landlines = [
        "座机〈0571-88880000〉", "〈010-66660000〉", "〈(010)66660000〉", "〈0531 8888 0000〉转接", "〈057188880000〉", "〈零五七一八八八八零零零零〉", "〈0531-88880000转801〉",
        "〈021-66660000-12〉", "电话：〈88880000〉", "座机〈8888 0000〉",
    ].map { Marked($0, .landline) }

    static let identities = [
        "身份证〈11010519491231002X〉", "〈11010519491231002x〉。", "〈110105 19491231 002X〉", "〈１１０１０５１９４９１２３１００２Ｘ〉", "〈110105194912310029〉"
            .replacing("110105194912310029", with: "440524188001010014"),
        "号码是〈一一零一零五一九四九一二三一零零二叉〉", "〈幺幺零幺零五，幺九四九，幺二三幺，零零二X〉", "身份证号〈110105491231002〉", "〈110105 491231 002〉",
        "客户11，〈11010519491231002X〉", "合同编号〈11010519491231002X〉",
        // Called so, whatever the check digit.
        "我的身份证号是〈990101199003072315〉", "身份证，〈990101 19900307 2315〉。", "证件号：〈99010119900307231x〉", "my ID is 〈990101199003072315〉", "〈990101199003072315〉是我身份证",
        "身份证〈九九零一零一，一九九零零三零七，二三一五〉", "登记的是〈990101 19900307 2315〉", "身份证编号〈990101199003072315〉", "身份证〈11010519491331002X〉",
    ].map { Marked($0, .identity) }

    static let cards = [
        "卡号〈6222020000000000006〉".replacing("6222020000000000006", with: card("622202000000000000")), "〈4111111111111111〉", "〈4111 1111 1111 1111〉", "〈4111-1111-1111-1111〉",
        "〈４１１１１１１１１１１１１１１１〉", "尾号不对，是〈四一一一，一一一一，一一一一，一一一一〉", "〈378282246310005〉", "〈6222 0200 0000 0000 \(card("622202000000000000").suffix(3))〉",
        "账号：〈\(card("100000000000000"))〉",
    ].map { Marked($0, .bankCard) }

    /// A card's number with its check digit.
    static func card(_ first: String) -> String {
        let digits = first.utf8.map { $0 - 0x30 }
        return first + "\((0...9).first { CheckedNumber.hasCardCheck(digits + [$0]) }!)"
    }

    static let others = [
        Marked("车牌〈云A12345〉", .plate), Marked("〈浙A·D12345〉绿牌", .plate), Marked("〈鲁B 8888学〉", .plate), Marked("停着〈京ａ１２３４５〉", .plate),
        Marked("发到〈xiao.lan@lantingli.example〉吧", .email), Marked("〈ｌａｎ＠ｅｘａｍｐｌｅ．ｃｏｍ〉", .email), Marked("a@b，〈a1@b.cn〉.", .email),
        Marked("微信号：〈lan_tingli88〉", .weChat), Marked("加我微信〈lantingli-01〉，备注", .weChat), Marked("VX:〈yunlingfu_9〉", .weChat), Marked("wechat id 〈yunlingfu〉", .weChat),
        Marked("我住在〈云岭路128号3栋2单元1101室〉", .address), Marked("地址：〈澜汀大道一百二十八号〉。", .address), Marked("在〈岚山路18弄5号101室〉", .address), Marked("寄到〈云岭街３号２－１１０１〉", .address), Marked("〈云岭路8号〉434-450平米在售", .address),
    ]

    static func expect(_ marked: Marked, _ redactor: Redactor = Redactor()) {
        let found = redactor.redactions(in: marked.text)
        #expect(found.map(\.range) == marked.ranges, "\(marked.text): \(found)")
        #expect(found.allSatisfy { $0.kind == marked.kind }, "\(marked.text): \(found)")
        #expect(redactor.redactions(in: redactor.redacted(marked.text)) == [])
    }

    @Test(arguments: mobiles) func `mobile numbers are found in every spelling`(marked: Marked) { Self.expect(marked) }

    @Test(arguments: landlines) func `telephone numbers with area codes are found`(marked: Marked) { Self.expect(marked) }

    @Test(arguments: identities) func `identity numbers are found by their check character or their date`(marked: Marked) { Self.expect(marked) }

    @Test(arguments: cards) func `bank cards are found by their check digit`(marked: Marked) { Self.expect(marked) }

    @Test(arguments: others) func `plates, mail, WeChat ids and addresses are found`(marked: Marked) { Self.expect(marked) }

    @Test(arguments: [
        "总价1380000元", "总价13800000000元", "¥13800000000", "首付一百三十八万", "面积138.00平米", "面积138，2026-03-01交房", "138 20260301", "2026年3月1日", "20260301", "2026-03-01 13:00:00",
        "合同编号：13800000000", "订单号 4111111111111111", "HT13800000000", "HT-2026-13800000000", "预售证第20260301001号", "13800000000.50", "0.13800000000", "单价12800元，总价1,380,000元",
        "110105194912310021", "合同编号202306180200000015，身份证复印件带了", "4111111111111112", "6222020000000000000001", "120、138、143平米三种户型", "一百三十八", "一三八", "十二万八千", "第一二三期", "二零二六年三月一日",
        "400-800-0000", "4008000000", "95588", "12345热线", "地铁3号线", "云岭路3号线", "3号楼2单元1101室", "国发〔2026〕5号", "这里3号交房", "三号楼", "每平米一万三千八", "编号 057188880000", "38000到45000之间",
        "微信群里说", "微信支付成功", "发微信 wx", "a@b", "@所有人", "云A座12345", "京B栋", "川A12", "沪A10101室", "1080P高清", "电话20260301打过", "一二三四五六七", "利率3.85%，30年，360期", "138000000000", "1380000000",
        "12800000000", "统一社会信用代码91330100000000000X", "二十四小时", "有一三五七层", "2000-2026", "138*0000*0000", "[0-9一二三四五六七八九十]",
    ])
    func `prices, areas, dates, contract numbers and service numbers stay`(text: String) {
        #expect(Redactor().redactions(in: text) == [], "\(Redactor().redactions(in: text))")
        #expect(Redactor().redacted(text).utf8.elementsEqual(text.utf8))
    }

    @Test func `names of a list are found, the longest first, also with spaces`() {
        let redactor = Redactor(names: ["欧阳小岚", "小岚", "陈云岭", "岚", "Lan Ting"])
        Self.expect(Marked("〈欧阳小岚〉和〈小岚〉、〈陈 云岭〉、岚", .name), redactor)
        Self.expect(Marked("〈Lan Ting〉, Lan Tingli", .name), redactor)
        #expect(redactor.redacted("陈云岭说") == "〔姓名〕说")
    }

    @Test func `what is the customer's own stays, however it is spelled`() {
        let redactor = Redactor(names: ["陈云岭"], keeping: ["13800000000", "11010519491231002X", "陈云岭"])
        for text in ["13800000000", "138 0000 0000", "幺三八 零零零零 零零零零", "+86 138-0000-0000", "110105 19491231 002x", "陈云岭"] {
            #expect(redactor.redactions(in: text) == [], "\(text)")
        }
        #expect(redactor.redacted("13800000000和13900000001") == "13800000000和〔手机号〕")
    }

    @Test func `replacements name the kind in both languages, and only chosen kinds are replaced`() {
        let text = "13800000000，a1@b.cn"
        #expect(Redactor().redacted(text) == "〔手机号〕，〔邮箱〕")
        #expect(Redactor(language: .english).redacted(text) == "[phone]，[e-mail]")
        #expect(Redactor(kinds: [.email]).redacted(text) == "13800000000，〔邮箱〕")
        // A card in a list of kinds without cards is not read as something else.
        #expect(Redactor(kinds: [.mobile]).redacted("4111111111111111") == "4111111111111111")
    }

    @Test func `the check character is that of GB 11643`() {
        // The example of the standard's appendix.
        #expect(CheckedNumber.identityCheck("11010519491231002".utf8.map { $0 - 0x30 }) == 10)
        #expect(CheckedNumber.identityCheck("44052418800101001".utf8.map { $0 - 0x30 }) == 4)
        #expect(CheckedNumber.hasCardCheck("4111111111111111".utf8.map { $0 - 0x30 }))
        #expect(!CheckedNumber.hasCardCheck("4111111111111112".utf8.map { $0 - 0x30 }))
    }

    /// 丰先生: nothing but the title tells that a name stands there; those who may stay stay.
    @Test(arguments: [
        ("昨天丰先生也来看过", "昨天〔姓〕先生也来看过"), ("欧阳女士和司徒先生", "〔姓〕女士和〔姓〕先生"), ("江女士您好，贺先生请坐", "江女士您好，贺先生请坐"),
        ("这位先生请坐", "这位先生请坐"), ("两位小姐、各位先生", "两位小姐、各位先生"), ("先生您好", "先生您好"), ("找王阿姨", "找〔姓〕阿姨"), ("丰 先生来了", "〔姓〕 先生来了"), ("1.13912345678 2.13812345678", "1.〔手机号〕 2.〔手机号〕"), ("VIP13812345678", "VIP〔手机号〕"),
    ])
    func `surnames before a title are hidden, except for those that may stay`(_ text: String, redacted: String) {
        #expect(Redactor(keeping: ["江映荷", "贺明远", "13800000001"]).redacted(text) == redacted)
    }
}
