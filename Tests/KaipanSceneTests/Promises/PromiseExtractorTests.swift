import KaipanRules
import KaipanScene
import KaipanTestSupport
import KaipanText
import Testing

struct PromiseExtractorTests {
    @Test(arguments: PromiseLine.promises)
    func `finds the promise with its words, number and date`(_ line: PromiseLine) throws {
        let marked = MarkedText(line.marked)
        let promises = try PromiseSupport.promises(marked.text)
        let promise = try #require(promises.first { $0.topic?.rawValue == line.topic && $0.claim.attribute == line.attribute }, "\(promises.map(\.rule))")
        let bytes = Array(marked.text.utf8)
        #expect(promise.citation.text == String(decoding: bytes[try #require(marked.spans.first)], as: UTF8.self))
        #expect(promise.claim.value.map { "\($0.number) \($0.unit.rawValue)" } == line.value)
        #expect(promise.claim.date?.description == line.date)
    }

    @Test(arguments: PromiseLine.others)
    func `finds no promise in questions, refusals, hearsay and small talk`(_ text: String) throws {
        #expect(try PromiseSupport.promises(text).map(\.citation.text) == [])
    }

    /// A customer's words promise nothing, whatever they are.
    @Test(arguments: PromiseLine.promises.prefix(30))
    func `customers promise nothing`(_ line: PromiseLine) throws {
        #expect(try PromiseSupport.promises(MarkedText(line.marked).text, by: .customer).isEmpty)
    }

    @Test func `all topics are among the lines, said and not said`() {
        #expect(Set(PromiseLine.promises.map(\.topic)) == Set(PromiseTopic.allCases.map(\.rawValue)))
        #expect(PromiseLine.promises.count + PromiseLine.others.count >= 150)
    }

    @Test func `a question mark asks`() throws {
        #expect(try PromiseSupport.promises("孩子能上实验小学？").isEmpty)
        #expect(try PromiseSupport.promises("送您两年物业费，怎么样？").map(\.claim.attribute) == ["gift"])
    }

    // MARK: - Specificity

    @Test func `a name, a number, a date and a firm word make it definite, a hedge does not`() throws {
        let firm = try PromiseSupport.promise("我保证明年六月三十日前交房", "date")
        let plain = try PromiseSupport.promise("明年六月三十日前交房", "date")
        let month = try PromiseSupport.promise("明年六月交房", "date")
        let hedged = try PromiseSupport.promise("应该明年六月三十日前交房", "date")
        let reserved = try PromiseSupport.promise("明年六月三十日前交房，具体交房时间以合同约定为准", "date")
        #expect(firm.specificity.score > plain.specificity.score)
        #expect(plain.specificity.score > month.specificity.score)
        #expect(plain.specificity.score > hedged.specificity.score)
        #expect(plain.specificity.score > reserved.specificity.score)
        #expect(hedged.specificity.reasons.contains { $0.zh.contains("应该") })
        #expect(reserved.specificity.reasons.contains { $0.zh.contains("为准") })
        #expect(hedged.claim.isHedged && !plain.claim.isHedged)
        for promise in [firm, plain, month, hedged, reserved] { #expect((0...100).contains(promise.specificity.score)) }
    }

    @Test(arguments: [
        ("孩子肯定能上岚汀小学，首付三成就行", "admission", "down-payment"), ("首付三成，孩子一定能上实验小学", "admission", "down-payment"), ("贷款我包过，首付三成", "approval", "down-payment"),
    ])
    func `a firm word counts for the promise that it stands with`(words: String, firm: String, plain: String) throws {
        let firm = try PromiseSupport.promise(words, firm), plain = try PromiseSupport.promise(words, plain)
        #expect(firm.specificity.reasons.contains { $0.en.contains("asserts") }, "\(firm.specificity.reasons.map(\.zh))")
        #expect(!plain.specificity.reasons.contains { $0.en.contains("asserts") }, "\(plain.specificity.reasons.map(\.zh))")
    }

    @Test func `a firm word in a clause of its own counts, and a hedge of another promise does not`() throws {
        #expect(try PromiseSupport.promise("您放心，首付三成", "down-payment").specificity.reasons.contains { $0.en.contains("asserts") })
        #expect(try !PromiseSupport.promise("大概明年六月交房，首付三成", "down-payment").claim.isHedged)
        #expect(try PromiseSupport.promise("大概明年六月交房，首付三成", "date").claim.isHedged)
    }

    @Test(arguments: [
        ("物业费两块八一平", "物业费两块八", "2.8"), ("物业费2块8", "物业费2块8", "2.8"), ("物业费2块8一平", "物业费2块8", "2.8"), ("物业费两块八毛钱一个月", "物业费两块八毛", "2.8"),
        ("物业费两块八毛五", "物业费两块八毛五", "2.85"), ("物业费2块85", "物业费2块85", "2.85"), ("物业费三块", "物业费三块", "3"),
    ])
    func `a price is read to its last digit`(words: String, cited: String, number: String) throws {
        let promise = try PromiseSupport.promise(words, "price")
        #expect(promise.citation.text == cited)
        #expect(promise.claim.value.map { "\($0.number)" } == number)
    }

    @Test func `the one of a square metre is no tenth`() throws {
        #expect(try PromiseSupport.promise("物业费三块一平", "price").claim.value?.number == 3)
        #expect(try PromiseSupport.promise("物业费三块一毛一平", "price").claim.value.map { "\($0.number)" } == "3.1")
    }

    @Test func `what is written counts for more than what is spoken, and doubtful recognition for less`() throws {
        let extractor = try PromiseSupport.extractor.get()
        let spoken = PromiseSupport.said("得房率85%")
        var written = spoken
        written.source.kind = .document
        var doubtful = spoken
        doubtful.isDoubtful = true
        let scores = [spoken, written, doubtful].map { extractor.promises(in: [$0])[0].specificity.score }
        #expect(scores[1] > scores[0] && scores[2] < scores[0])
    }

    // MARK: - Claims

    @Test(arguments: [
        ("孩子肯定能上云岭实验小学", "admission", "云岭实验小学", true), ("直接读小学", "admission", "小学", false), ("步行8分钟到地铁3号线", "travel-time", "地铁3号线", true),
        ("小区自带恒温泳池", "built", "恒温泳池", false), ("卫生间洁具用的是澄川牌", "brand", "澄川牌", true), ("业主子女可直接入读云岭外国语学校", "admission", "云岭外国语学校", true),
    ])
    func `names what it is about`(text: String, attribute: String, subject: String, isNamed: Bool) throws {
        let claim = try PromiseSupport.promise(text, attribute).claim
        #expect(claim.subject == subject)
        #expect(claim.isNamed == isNamed)
    }

    @Test(arguments: [
        ("您看的3栋2单元1201，明年六月交房", "3栋2单元1201"), ("8号楼1602，总价一百八十万", "8栋1602"), ("三栋二单元一二零一给您打98折", "3栋2单元1201"),
        ("3-2-1201总价180万", "3栋2单元1201"), ("明年六月交房", nil), ("5号线2027年开通", nil), ("送您3台空调", nil),
    ] as [(String, String?)])
    func `knows the home that is named`(text: String, unit: String?) throws {
        let promises = try PromiseSupport.promises(text)
        #expect(try #require(promises.first).unit == unit)
    }

    /// Relative dates mean nothing without a day.
    @Test func `relative dates need the day on which it was said`() throws {
        let relative = try PromiseSupport.promises("明年六月底交房", at: nil)
        #expect(relative.map(\.claim.date) == [nil])
        let absolute = try PromiseSupport.promises("2027年6月底交房", at: nil)
        #expect(absolute.map { $0.claim.date?.description } == ["2027-06-21…2027-06-30"])
    }

    @Test(arguments: [
        ("2027年6月30日前交房", "2027-06-30"), ("2027-06-30交房", "2027-06-30"), ("2027.6.30交房", "2027-06-30"), ("二〇二七年六月三十日交房", "2027-06-30"),
        ("27年6月交房", "2027-06-01…2027-06-30"), ("明年底交房", "2027-12-01…2027-12-31"), ("2027年底交房", "2027-12-01…2027-12-31"), ("2024底交房", "2024-12-01…2024-12-31"),
        ("后年二月交房", "2028-02-01…2028-02-29"), ("明年第二季度交房", "2027-04-01…2027-06-30"), ("明年下半年交房", "2027-07-01…2027-12-31"), ("六月底交房", "2026-06-21…2026-06-30"),
        ("二月交房", "2027-02-01…2027-02-28"), ("下个月交房", "2026-04-01…2026-04-30"), ("年底交房", "2026-12-01…2026-12-31"), ("十八个月后交房", "2027-09-10"),
        ("一年内交房", "2026-03-10…2027-03-10"), ("今年国庆交房", "2026-10-01"),
    ])
    func `reads dates as people say them`(text: String, date: String) throws {
        #expect(try PromiseSupport.promise(text, "date").claim.date?.description == date)
    }

    @Test(arguments: [
        ("总价给你打九八折", "rate", "98 percent-of-price"), ("打9.5折", "rate", "95 percent-of-price"), ("打八折", "rate", "80 percent-of-price"), ("打九点八五折", "rate", "98.5 percent-of-price"),
        ("首付两成就行", "down-payment", "20 percent"), ("零首付", "down-payment", "0 percent"), ("得房率八成五", "usable-share", "85 percent"),
        ("物业费两块八一平", "price", "2.8 yuan-per-square-metre-month"), ("一口价一百九十八万", "total", "1980000 yuan"), ("均价一万八", "unit", "18000 yuan-per-square-metre"),
        ("到地铁站也就一刻钟", "travel-time", "15 minute"), ("离地铁站一公里半", "distance", "1500 metre"), ("保证一年涨百分之二十", "appreciation", "20 percent-per-year"),
        ("三年翻一番", "appreciation", "100 percent"), ("车位配比1:1.2", "sufficient", "1.2 ratio"), ("层高三米一", "ceiling-height", "3.1 metre"),
        ("交房后90天内办好房产证", "title-date", "90 day"),
    ])
    func `reads numbers exactly, in figures and in Chinese`(text: String, attribute: String, value: String) throws {
        let claim = try PromiseSupport.promise(text, attribute).claim
        #expect(claim.value.map { "\($0.number) \($0.unit.rawValue)" } == value)
    }

    // MARK: - Properties

    /// Whatever stands around a promise, its citation is the scalars that it cites, and the same words have the same id.
    @Test(arguments: 0..<40)
    func `citations are the scalars that they cite, and ids are stable`(_ seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let noise = ["好的，", "𠮷", "e\u{301}", "嗯。", "①", "ＡＢ", "\u{200B}", "您看，", "👨‍👩‍👧", "㎡", "\n"]
        let line = PromiseLine.promises[Int.random(in: 0..<PromiseLine.promises.count, using: &generator)]
        let core = MarkedText(line.marked).text
        let text = (0..<3).map { _ in noise.randomElement(using: &generator)! }.joined() + core + "。" + noise.randomElement(using: &generator)!
        let passage = PromiseSupport.said(text)
        let extractor = try PromiseSupport.extractor.get()
        let statements = extractor.statements(in: [passage])
        let scalars = Array(text.unicodeScalars)
        for statement in statements {
            for citation in [statement.citation, statement.context] {
                #expect(citation.text.unicodeScalars.elementsEqual(scalars[citation.characters]))
                #expect(citation.source == passage.source)
            }
            #expect(statement.context.characters.lowerBound <= statement.citation.characters.lowerBound)
            #expect(statement.id.utf8.count == 32)
        }
        #expect(Set(statements.map(\.id)).count == statements.count)
        #expect(extractor.statements(in: [passage]) == statements)
        var elsewhere = passage
        elsewhere.source.part = "1"
        #expect(Set(extractor.statements(in: [elsewhere]).map(\.id)).isDisjoint(with: statements.map(\.id)))
    }

    /// Small talk before and behind a promise changes neither what it claims nor how definite it is.
    @Test(arguments: PromiseLine.promises.prefix(60))
    func `small talk around a promise changes nothing`(_ line: PromiseLine) throws {
        let text = MarkedText(line.marked).text
        let alone = try PromiseSupport.promises(text)
        let amid = try PromiseSupport.promises("您好，请坐。" + text + "。我去倒杯水。")
        #expect(amid.map(\.claim) == alone.map(\.claim))
        #expect(amid.map(\.specificity) == alone.map(\.specificity))
    }
}
