import Foundation
import KaipanText

/// Finds the approved answer to a question: by its characters and pairs of characters, weighted by how few answers have them, and by
/// their sounds where recognition wrote other characters.
///
/// The score is how much of the question's weight the answer accounts for, and how much of the answer's own question was asked. What no
/// answer knows has the most weight, so that a question about something else is not close to any, however alike it is built.
public struct AnswerFinder: Sendable {
    /// The score from which an answer is given.
    ///
    /// Chosen on every other line of `Fixtures/signing/questions.tsv` as the lowest in steps of 0.04 at which no question, near misses of
    /// the same subject among them, gets a wrong answer; the tests hold it to the other lines.
    public static let threshold = 0.66
    /// What is left of the score where the question asks for a time and the answer tells an amount, and the like.
    private static let otherAspect = 0.8
    /// How far the best answer must be before the second.
    public static let margin = 0.04

    private let answers: [Entry]
    private let rarity: Rarity
    private let threshold: Double

    /// An answer with what it is compared by.
    private struct Entry: Sendable {
        var words: ApprovedWords
        var title: Features
        var titleWeights: [(Feature, Double)] = []
        var body: Features
        var aspects: Set<QuestionAspect>
    }

    /// A character or a pair of characters; of a pair its sounds too.
    private enum Feature: Hashable {
        case one(UInt32)
        case two(QuestionText.Pair)
    }

    /// What a text is made of.
    private struct Features: Sendable {
        /// In the order of the text, each once.
        var list: [Feature] = []
        var characters: Set<Feature> = []
        var sounds: Set<QuestionText.Pair> = []

        init(_ letters: [Unicode.Scalar]) {
            for letter in letters { add(.one(letter.value)) }
            for pair in QuestionText.pairs(letters) {
                add(.two(pair))
                if let sound = AnswerFinder.sound(pair) { sounds.insert(sound) }
            }
        }

        private mutating func add(_ feature: Feature) {
            if characters.insert(feature).inserted { list.append(feature) }
        }
    }

    /// How much a feature says.
    private struct Rarity: Sendable {
        var counts: [Feature: Int] = [:]
        var total = 0

        func weight(_ feature: Feature) -> Double {
            let rare = log(1 + Double(max(1, total)) / (Double(counts[feature] ?? 0) + 0.5))
            return switch feature {
            case .one(let scalar): QuestionText.light.contains(scalar) ? 0 : rare * (counts[feature] == nil ? 2 : 0.5)
            case .two(let pair):
                switch (QuestionText.light.contains(pair.first), QuestionText.light.contains(pair.second)) {
                case (false, false): rare
                case (true, true): 0
                default: rare * 0.15
                }
            }
        }
    }

    /// - Parameter threshold: 0…1
    public init(_ answers: [ApprovedWords], threshold: Double = AnswerFinder.threshold) {
        var entries = answers.map { words in
            let title = QuestionText.compared(words.title)
            return Entry(
                words: words, title: Features(title), body: Features(QuestionText.compared(words.text)), aspects: QuestionAspect.aspects(of: title))
        }
        var rarity = Rarity()
        rarity.total = entries.count
        for entry in entries {
            for feature in entry.title.characters.union(entry.body.characters) { rarity.counts[feature, default: 0] += 1 }
        }
        for index in entries.indices { entries[index].titleWeights = entries[index].title.list.map { ($0, rarity.weight($0)) } }
        self.answers = entries
        self.rarity = rarity
        self.threshold = threshold
    }

    /// The answer to a question; nil where none is close enough, or two are equally close.
    public func answer(to question: String) -> AnswerMatch? {
        let ranking = ranking(question)
        guard let best = ranking.first, best.score >= threshold else { return nil }
        if ranking.count > 1, best.score - ranking[1].score < Self.margin { return nil }
        return best
    }

    /// All answers, the closest first; of equal ones the first approved.
    ///
    /// - Complexity: O(q · a) in the lengths of the question and the number of answers.
    public func ranking(_ question: String) -> [AnswerMatch] {
        let letters = QuestionText.compared(question)
        let asked = Features(letters), aspects = QuestionAspect.aspects(of: letters)
        let weights = asked.list.map { ($0, rarity.weight($0)) }
        let total = weights.reduce(0) { $0 + $1.1 }
        guard total > 0 else { return [] }
        return answers.map { entry -> AnswerMatch in
            let known = weights.reduce(0) { $0 + $1.1 * Self.likeness($1.0, entry) } / total
            let titleTotal = entry.titleWeights.reduce(0) { $0 + $1.1 }
            let wanted = titleTotal == 0 ? 0 : entry.titleWeights.reduce(0) { $0 + $1.1 * Self.likeness($1.0, asked) } / titleTotal
            let isOther = !aspects.isEmpty && !entry.aspects.isEmpty && aspects.isDisjoint(with: entry.aspects)
            return AnswerMatch(answer: entry.words, score: (known * wanted).squareRoot() * (isOther ? Self.otherAspect : 1))
        }.enumerated().sorted { $0.element.score != $1.element.score ? $0.element.score > $1.element.score : $0.offset < $1.offset }.map(\.element)
    }

    private static func likeness(_ feature: Feature, _ entry: Entry) -> Double {
        max(likeness(feature, entry.title), 0.6 * likeness(feature, entry.body))
    }

    private static func likeness(_ feature: Feature, _ text: Features) -> Double {
        if text.characters.contains(feature) { return 1 }
        switch feature {
        case .one: return 0
        case .two(let pair): return sound(pair).map(text.sounds.contains) == true ? 0.85 : 0
        }
    }

    /// The first readings of a pair without their tones; nil where a character has none.
    private static func sound(_ pair: QuestionText.Pair) -> QuestionText.Pair? {
        guard let first = syllable(pair.first), let second = syllable(pair.second) else { return nil }
        return QuestionText.Pair(first: first, second: second)
    }

    private static func syllable(_ scalar: UInt32) -> UInt32? {
        Unicode.Scalar(scalar).flatMap { Mandarin.readings(of: $0).first }.map { UInt32($0.syllable.rawValue) }
    }
}
