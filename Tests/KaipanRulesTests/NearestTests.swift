import KaipanRules
import Testing

@Suite("The word that was meant")
struct NearestTests {
    static let slips: [(String, String?)] = [
        ("severty", "severity"), ("severity", "severity"), ("sevreity", "severity"), ("Severity", "severity"), ("contrl", "control"), ("tset", nil), ("tests", "tests"),
        ("test", "tests"), ("xyz", nil), ("", nil), ("规侧", "规则"),
    ]

    @Test(arguments: slips)
    func isFound(_ slip: String, meant: String?) {
        #expect(Nearest.word(to: slip, among: ["control", "severity", "tests", "规则"]) == meant)
    }

    @Test func noWordsHaveNoNearest() {
        #expect(Nearest.word(to: "severity", among: []) == nil)
    }

    /// Candidates come from sets, whose order differs from run to run; a message must not.
    @Test func doesNotDependOnTheOrderOfTheCandidates() {
        let words = ["rule-b", "rule-c", "rule-a", "rule-d"]
        let answers = Set((0..<words.count).map { turn in
            Nearest.word(to: "rule-x", among: Array(words[turn...] + words[..<turn]))
        })
        #expect(answers == ["rule-a"])
    }
}
