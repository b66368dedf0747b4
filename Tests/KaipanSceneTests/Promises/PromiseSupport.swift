import KaipanChecks
import KaipanRules
import KaipanScene
import KaipanTestSupport
import KaipanText
import Testing

/// What the tests of promises share.
enum PromiseSupport {
    /// The promise rules of the checkout alone: to compile all packs takes much longer.
    static let extractor = Result {
        let files = ["words.yml", "promises.yml", "promises-withdrawn.yml"].map { Project.path("Rules/national/\($0)") }
        return PromiseExtractor(rules: try RuleSet(RuleSet.Location(paths: files)), settings: CheckSettings(asOf: CivilDate("2026-03-10")!))
    }

    /// 10 March 2026, 10 o'clock in China.
    static let moment = Timestamp(CivilDate("2026-03-10")!, hour: 10, minute: 0)

    static func said(_ text: String, by role: Passage.Role = .seller, number: Int = 0, at time: Timestamp? = moment) -> Passage {
        Passage(source: SourceReference(kind: .utterance, record: "c", part: "\(number)"), role: role, text: text, time: time)
    }

    static func clause(_ text: String, _ part: String, of document: String = "contract") -> Passage {
        Passage(source: SourceReference(kind: .clause, record: document, part: part), role: .seller, text: text, time: moment)
    }

    static func promises(_ text: String, by role: Passage.Role = .seller, at time: Timestamp? = moment) throws -> [Promise] {
        try extractor.get().promises(in: [said(text, by: role, at: time)])
    }

    static func promise(_ text: String, _ attribute: String) throws -> Promise {
        try #require(promises(text).first { $0.claim.attribute == attribute }, "\(text)")
    }
}
