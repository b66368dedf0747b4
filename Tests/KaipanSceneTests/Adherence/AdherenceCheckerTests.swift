import KaipanScene
import Testing

struct AdherenceCheckerTests {
    private static let deposit = required("定金", """
        您支付的定金为五万元，签约后因买受人自身原因解除合同的，定金不予退还。
        要点：定金；5万元；不予退还｜不退｜退不了
        """)
    private static let school = required("学区", "本项目对应的学校以教育主管部门当年公布的招生范围为准，我们不承诺入读任何学校。")

    private func outcome(_ clause: AdherenceClause, _ passages: [Passage], gaps: [RecordingGap] = []) -> ClauseOutcome {
        report([clause], passages, gaps: gaps).clauses[0]
    }

    @Test(arguments: [
        (["您支付的定金为五万元，签约后因买受人自身原因解除合同的，定金不予退还。"], AdherenceOutcome.said),
        (["您今天交的定金是5万块", "客：嗯", "签约以后是您自己的原因不要了", "这个定金不退的"], .said),
        // As recognition hears it: characters of the same sound.
        (["您支付的订金为午万元，签约后因买手人自身原因解除和同的，定金不予推还"], .said),
        (["您支付的定金为五万元，我给您开收据"], .partial),
        (["您支付的定金为五万元，签约后因买受人自身原因解除合同的，定金可以退还"], .contradicted),
        (["您支付的定金为三万元，签约后因买受人自身原因解除合同的，定金不予退还"], .contradicted),
        (["您支付的定金大概五万元，签约后因买受人自身原因解除合同的，定金不予退还"], .partial),
        (["今天天气不错", "客：还行", "您喝点水"], .missing),
        // The customer's own words are nobody's explanation.
        (["您喝点水", "客：我付的定金为五万元，签约后因买受人自身原因解除合同的，定金不予退还对吧"], .missing),
    ])
    func `what is said decides`(lines: [String], outcome: AdherenceOutcome) {
        let passages = lines.enumerated().flatMap { number, line in
            var passage = conversation(line)[0]
            passage.source.part = "\(number)"
            return [passage]
        }
        let found = self.outcome(Self.deposit, passages)
        #expect(found.outcome == outcome, "\(found)")
    }

    @Test func `a partial clause names what is missing, and cites what is there`() {
        let found = outcome(Self.deposit, conversation("您好", "您支付的定金为五万元，我给您开收据"))
        #expect(found.missingSlots == ["不予退还"])
        #expect(found.citations.map(\.source.part) == ["1"])
        #expect(found.citations[0].text.hasPrefix("您支付的定金为五万元"))
        #expect(found.citations[0].start == 5000)
        #expect(found.slots[1].citations.first?.text == "五万元")
    }

    @Test func `what is cited of a negated point has its negation`() {
        let clause = required("学区", "我们不承诺入读任何学校。\n要点：不承诺｜不保证｜保证不了")
        #expect(outcome(clause, conversation("入读哪个学校我们没法给您保证的")).slots[0].citations.map(\.text) == ["没法给您保证"])
        #expect(outcome(clause, conversation("入读任何学校我们都保证不了")).slots[0].citations.map(\.text) == ["保证不了"])
    }

    @Test(arguments: [
        conversation("您喝点水", "~稍等我呃嗡嗡嗡嗡嗡嗡嗡嗡嗡嗡嗡嗡嗡嗡嗡嗡嗡嗡嗡", "您签这里"),
        conversation("您喝点水", "~嗡", "您签这里").map { passage in
            var passage = passage
            // Little was written down of half a minute.
            if passage.isDoubtful { passage.end = passage.start! + 30_000 }
            return passage
        },
    ])
    func `what was hardly heard is never missing`(passages: [Passage]) {
        #expect(outcome(Self.deposit, passages).outcome == .uncertain)
    }

    @Test(arguments: [(RecordingGap(after: 0), AdherenceOutcome.uncertain), (RecordingGap(after: 0, length: 60_000), .uncertain), (RecordingGap(after: 0, length: 500), .missing)])
    func `a gap is no silence where a clause has room in it`(gap: RecordingGap, wanted: AdherenceOutcome) {
        #expect(outcome(Self.deposit, conversation("您喝点水", "您签这里"), gaps: [gap]).outcome == wanted)
    }

    @Test func `nothing at all is uncertain, and so is a speaker nobody knows`() {
        #expect(outcome(Self.deposit, []).outcome == .uncertain)
        #expect(outcome(Self.deposit, conversation("?：" + Self.deposit.words)).outcome == .uncertain)
    }

    @Test func `a dropped negation turns said into contradicted`() {
        let mutations: [(AdherenceClause, String, String)] = [
            (Self.school, "不承诺", "承诺"), (Self.deposit, "不予退还", "退还"),
            (required("收费", "本项目不收取任何团购费。\n要点：团购费；不收取｜不收"), "不收取", "收取"),
            (required("账户", "房款不要交给销售人员个人，请存入监管账户。\n要点：监管账户；不要交给｜不能交给"), "不要交给", "要交给"),
        ]
        for (clause, with, without) in mutations {
            #expect(outcome(clause, conversation(clause.words)).outcome == .said)
            let mutated = String(clause.words.split(separator: with, omittingEmptySubsequences: false).joined(separator: without))
            let found = outcome(clause, conversation(mutated))
            #expect(found.outcome == .contradicted, "\(mutated): \(found)")
        }
    }

    @Test func `the opposite at another time contradicts what was said`() {
        let found = outcome(Self.deposit, conversation(Self.deposit.words, "客：哦", "您看这边", "客：好", "刚才说的定金五万元，签约后您自身原因解除合同的，定金是可以退还的"))
        #expect(found.outcome == .contradicted)
    }

    @Test func `words that must not stand beside a clause contradict it`() {
        let clause = required("样板房", "样板房仅供展示，交付标准以合同附件三为准。\n要点：样板房；附件三\n不得说：跟样板房一模一样")
        #expect(outcome(clause, conversation(clause.words)).outcome == .said)
        #expect(outcome(clause, conversation(clause.words, "反正跟样板房一模一样的")).outcome == .contradicted)
        #expect(outcome(clause, conversation(clause.words, "所以不会跟样板房一模一样的")).outcome == .said)
    }

    @Test func `clauses with places are said in their order`() {
        let clauses = [
            required("一", "签约前请您出示身份证件。\n顺序：1"), required("二", "预售许可证公示在签约室墙上。\n顺序：2"), required("三", "首付款在15日内付清。\n顺序：3"),
        ]
        let inOrder = report(clauses, conversation("签约前请您出示身份证件", "预售许可证公示在签约室墙上", "首付款在15日内付清"))
        #expect(inOrder.clauses.map(\.outcome) == [.said, .said, .said])
        let late = report(clauses, conversation("预售许可证公示在签约室墙上", "首付款在15日内付清", "签约前请您出示身份证件"))
        #expect(late.clauses.map(\.outcome) == [.outOfOrder, .said, .said])
    }

    @Test func `a reply that is asked for has to come`() {
        let clause = required("备案", "合同签订后30日内办理网签备案。\n须答：明白｜清楚")
        #expect(outcome(clause, conversation(clause.words, "客：好，我明白了")).outcome == .said)
        #expect(outcome(clause, conversation(clause.words, "客：我不太明白")).outcome == .partial)
        #expect(outcome(clause, conversation(clause.words, "您签这里")).outcome == .partial)
        let own = required("备案", "合同签订后30日内办理网签备案。\n须答：原话")
        #expect(outcome(own, conversation(own.words, "客：好的知道了")).outcome == .partial)
        #expect(outcome(own, conversation(own.words, "客：就是说一个月里面你们去登记")).outcome == .said)
    }

    // MARK: - Forbidden statements

    private static let promise = AdherenceClause(
        id: "承诺", kind: .forbidden, title: "不得承诺", text: "买了就能上澜汀小学\n保证入学\n稳赚不赔\n要点：肯定｜一定能；升值｜涨价\n除外：合同约定的回购")

    @Test(arguments: [
        ("您放心，买了就能上澜汀小学", true), ("我们这边是保证入学的", true), ("这房子买了稳赚不赔", true), ("明年肯定要升值", true), ("我们保正入学", true),
        ("我们不保证入学", false), ("有人说买了就能上澜汀小学，那是不对的", false), ("保证入学这种话我们不能说", false), ("谁也不能肯定会升值", false), ("客：你们保证入学吗", false),
        ("合同约定的回购，肯定有升值收益", false),
    ])
    func `a forbidden statement counts in earnest only`(line: String, isForbidden: Bool) {
        let found = report([Self.promise], conversation("您好", line)).forbidden
        #expect(found.isEmpty != isForbidden, "\(found)")
        if isForbidden { #expect(found.first?.citation.source.part == "1") }
    }

    @Test(arguments: [
        (["我们保证入学，这房子稳赚不赔"], ["保证入学", "稳赚不赔"]), (["稳赚不赔的，而且买了就能上澜汀小学"], ["稳赚不赔", "买了就能上澜汀小学"]), (["我们保证入学"], ["保证入学"]),
        (["我们保证入学", "真的保证入学"], ["保证入学", "保证入学"]), (["我们不保证入学，这房子稳赚不赔"], ["稳赚不赔"]),
    ])
    func `each forbidden statement of an utterance is named`(lines: [String], phrases: [String]) {
        let found = report([Self.promise], lines.flatMap { conversation($0) }).forbidden
        #expect(found.map(\.phrase) == phrases, "\(found)")
    }

    // MARK: - Answers

    private static let leaving = AdherenceClause(
        id: "退房", kind: .answer, title: "我要是不想要了能退房吗？", text: """
            签约后退房按照合同约定的解除条件办理，不符合条件的需要双方协商一致。
            问法：反悔了可以退吗
            要点：合同约定；协商
            不得说：随时可以退
            """)

    @Test(arguments: [
        (["签约后退房按照合同约定的解除条件办理，不符合条件的双方协商"], AnswerDeviation.Relation.same), (["退房按照合同约定的解除条件办理"], .partly), (["您先看看户型，阳台特别大"], .other),
        (["您放心，随时可以退"], .contradicts),
    ])
    func `an answer is compared with the approved one`(answers: [String], relation: AnswerDeviation.Relation) {
        var passages = conversation("您看合同", "客：那我要是不想要了能退房吗")
        passages += answers.map { conversation($0)[0] }
        let found = report([Self.leaving], passages)
        #expect(found.answers.map(\.relation) == [relation], "\(found.answers)")
        #expect(found.deviations.isEmpty == (relation == .same))
    }

    @Test func `a question asked in other words is found, another one is not`() {
        #expect(report([Self.leaving], conversation("客：万一反悔了可以退吗", "退房按合同约定来，不符合的双方协商")).answers.count == 1)
        #expect(report([Self.leaving], conversation("客：小区有几个出入口", "三个")).answers.isEmpty)
    }

    @Test func `the same words give the same report`() {
        let passages = conversation("您支付的定金为五万元", "客：能退吗", "定金不予退还")
        #expect(report([Self.deposit, Self.school], passages) == report([Self.deposit, Self.school], passages))
    }
}
