import KaipanScene
import KaipanTestSupport
import Testing

/// Held to questions of the project's own, half of which the threshold was chosen on.
struct AnswerFinderTests {
    private struct Result: CustomStringConvertible {
        var right = 0, wrong = 0, missed = 0, rightlyNone = 0
        var precision: Double { right + wrong == 0 ? 1 : Double(right) / Double(right + wrong) }
        var recall: Double { Double(right) / Double(max(1, right + missed)) }
        var description: String {
            "right \(right), wrong \(wrong), unanswered \(missed), rightly unanswered \(rightlyNone): precision \(Int(precision * 1000)) ‰, recall \(Int(recall * 1000)) ‰"
        }
    }

    private func result(half: Int, threshold: Double = AnswerFinder.threshold) throws -> Result {
        let finder = AnswerFinder(try SigningFixture.words(SigningFixture.answers, .answer), threshold: threshold)
        var result = Result()
        for (number, question) in try SigningFixture.questions().enumerated() where number % 2 == half {
            switch (finder.answer(to: question.text)?.answer.source.clause, question.clause) {
            case (nil, nil): result.rightlyNone += 1
            case (nil, _?): result.missed += 1
            case (let given?, let wanted) where given == wanted: result.right += 1
            default: result.wrong += 1
            }
        }
        return result
    }

    @Test func `the threshold is the lowest that gives no wrong answer where it was chosen`() throws {
        #expect(try SigningFixture.questions().count >= 120)
        let chosen = try result(half: 0), below = try result(half: 0, threshold: AnswerFinder.threshold - 0.04)
        print("answers, chosen half: \(chosen)\nanswers, 0.04 lower: \(below)")
        #expect(chosen.wrong == 0)
        #expect(below.wrong > 0)
        #expect(chosen.recall >= 0.7)
    }

    @Test func `it answers the other half with at most one wrong answer in fifty`() throws {
        let held = try result(half: 1)
        print("answers, other half: \(held)")
        #expect(held.precision >= 0.98)
        #expect(held.recall >= 0.6)
    }

    /// What recognition hears wrong sounds alike, and finds the same answer.
    @Test(arguments: [("无业费多少钱？", "物业费"), ("轨道交通什么时候开通", "地铁"), ("ＷＵ物业费怎么收", "物业费"), ("物業費多少錢", "物业费")])
    func `other spellings find the answer`(question: String, clause: String) throws {
        let finder = AnswerFinder(try SigningFixture.words(SigningFixture.answers, .answer), threshold: 0)
        #expect(finder.answer(to: question)?.answer.source.clause == clause)
    }

    @Test(arguments: ["", "？？？", "的了吗", "\u{0}\u{FFFF}", String(repeating: "好", count: 10_000)])
    func `nothing that is no question is answered`(question: String) throws {
        #expect(AnswerFinder(try SigningFixture.words(SigningFixture.answers, .answer)).answer(to: question) == nil)
        #expect(AnswerFinder([]).answer(to: "物业费多少钱？") == nil)
    }

    /// Two approved answers to one question contradict each other or repeat each other; neither is the program's to choose.
    @Test func `of two equally close answers none is given`() throws {
        let words = try SigningFixture.words(SigningFixture.answers, .answer)[0]
        var other = words
        other.text += "（另一版）"
        #expect(AnswerFinder([words, other]).answer(to: words.title) == nil)
        #expect(AnswerFinder([words]).answer(to: words.title)?.answer == words)
    }
}
