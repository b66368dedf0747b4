import adherence_benchmark
import KaipanScene
import Testing

struct PlantedConversationTests {
    @Test(arguments: [(0.0, 0.97, 0.9, 0.95), (0.1, 0.95, 0.75, 0.75)])
    func `outcomes are right as often as the benchmark says`(rate: Double, said: Double, recall: Double, contradicted: Double) {
        let measure = AdherenceMeasure(conversations: 30, rate: rate, seed: 3, isHeldOut: false)
        #expect(measure.clauses.precision("said") >= said)
        #expect(measure.clauses.recall("said") >= recall)
        #expect(measure.clauses.recall("contradicted") >= contradicted)
        // At most one in a hundred: silence is said of whoever was silent only.
        #expect(measure.clauses.precision("missing") >= 0.99, "\(measure.misses.filter { $0.said == "missing" })")
        #expect(measure.clauses.recall("missing") >= 0.85)
    }

    @Test func `small talk changes no outcome`() {
        let checker = AdherenceChecker(clauses: adherence_benchmark.SigningScript.clauses, version: "test")
        let talk = ["您坐，喝点水", "今天外面挺热的", "这支笔您拿好", "我去给您复印一下", "上周成交了二十多套"]
        var random = SplitMix(seed: 5)
        for number in 0..<15 {
            let planted = PlantedConversation(RecognitionNoise(rate: 0.05), isHeldOut: false, name: "\(number)", &random)
            let before = checker.report(planted.passages)
            var passages = planted.passages
            for _ in 0..<6 {
                let line = Passage(
                    source: SourceReference(kind: .utterance, record: "talk"), role: .seller, text: talk.randomElement(using: &random)!)
                passages.insert(line, at: Int.random(in: 0...passages.count, using: &random))
            }
            let after = checker.report(passages)
            #expect(before.clauses.map(\.outcome) == after.clauses.map(\.outcome))
            #expect(before.forbidden.map(\.clause) == after.forbidden.map(\.clause))
        }
    }

    @Test func `noise is as strong as it says, and the same for the same seed`() {
        var first = SplitMix(seed: 9), second = SplitMix(seed: 9)
        let words = "首付款应当在签约后十五日内付清逾期每日按未付金额支付违约金"
        var changed = 0
        for _ in 0..<200 {
            let heard = RecognitionNoise(rate: 0.1).heard(words, &first).joined()
            #expect(heard == RecognitionNoise(rate: 0.1).heard(words, &second).joined())
            changed += zip(words, heard).count { $0 != $1 } > 0 ? 1 : 0
        }
        // 29 characters at one in ten: hardly ever none.
        #expect(changed > 170)
        #expect(RecognitionNoise(rate: 0).heard(words, &first) == [words])
    }
}
