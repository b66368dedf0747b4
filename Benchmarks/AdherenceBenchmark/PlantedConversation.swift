import KaipanScene

/// A conversation with what was planted in it.
package struct PlantedConversation {
    package var passages: [Passage] = []
    var gaps: [RecordingGap] = []
    var outcomes: [String: AdherenceOutcome] = [:]
    /// The forbidden clauses that are broken.
    var forbidden: Set<String> = []
    var answers: [String: AnswerDeviation.Relation] = [:]

    private enum Place { case words(clause: String, [String]), line(Passage.Role, String), doubtful(String, [String]) }

    /// - Parameters:
    ///   - isHeldOut: whether it is made of the phrases that no threshold was chosen by.
    package init(_ noise: RecognitionNoise, isHeldOut: Bool, name: String, _ random: inout SplitMix) {
        func list(_ lists: ([String], [String])) -> [String] { isHeldOut ? lists.1 : lists.0 }
        var plan: [Place] = []
        let isDoubtful = random.chance(0.12)
        var garbled: String?
        let clauses = SigningScript.clauses.filter { $0.kind == .required }
        if isDoubtful { garbled = clauses.randomElement(using: &random)?.id }
        var moved: (id: String, words: [String])?
        let canMove = random.chance(0.4)
        let movable = ["身份", "预售", "首付", "备案"].randomElement(using: &random)
        for clause in clauses {
            guard let words = PlantedWords.clauses[clause.id] else { continue }
            let kind = Double(random.next() >> 11) / 9_007_199_254_740_992
            // Everything that is asked for is said verbatim or in other words.
            let said = list(words.said) + (random.chance(0.4) ? [clause.words] : [])
            func take(_ words: [String]) -> [String] { (words.randomElement(using: &random) ?? "").split(whereSeparator: { "/\n".contains($0) }).map(String.init) }
            if clause.id == garbled {
                plan.append(.doubtful(clause.id, take(said)))
                outcomes[clause.id] = .uncertain
            } else if clause.id == movable, canMove {
                moved = (clause.id, take(said))
                outcomes[clause.id] = .outOfOrder
            } else if kind < 0.20 {
                outcomes[clause.id] = isDoubtful ? .uncertain : .missing
            } else if kind < 0.32, !list(words.partial).isEmpty {
                plan.append(.words(clause: clause.id, take(list(words.partial))))
                outcomes[clause.id] = .partial
            } else if kind < 0.44, !list(words.contradicted).isEmpty {
                plan.append(.words(clause: clause.id, take(list(words.contradicted))))
                outcomes[clause.id] = .contradicted
            } else {
                plan.append(.words(clause: clause.id, take(said)))
                outcomes[clause.id] = .said
            }
        }
        // Out of order: the early ones come last, the late ones first.
        let inOrder = plan.compactMap { place -> String? in if case .words(let id, _) = place { id } else { nil } }
        if let moved {
            let places = ["身份", "预售", "学区", "不利因素", "样板房", "定金", "首付", "备案"]
            let others = places.filter { inOrder.contains($0) && (outcomes[$0] == .said || outcomes[$0] == .partial) }
            plan.insert(.words(clause: moved.id, moved.words), at: moved.id == "身份" || moved.id == "预售" ? plan.count : 0)
            let rank = places.firstIndex(of: moved.id) ?? 0
            // With less than two others on the wrong side, the order does not tell which of them stands wrong.
            let wrong = others.filter { moved.id == "身份" || moved.id == "预售" ? places.firstIndex(of: $0)! > rank : places.firstIndex(of: $0)! < rank }
            if wrong.count < 2 { outcomes[moved.id] = nil }
        }
        var lines: [Place] = []
        for place in plan {
            for _ in 0..<Int.random(in: 0...3, using: &random) { lines.append(Self.talk(&random)) }
            lines.append(place)
        }
        for (id, words) in PlantedWords.forbidden.sorted(by: { $0.key < $1.key }) where random.chance(0.2) {
            forbidden.insert(id)
            lines.insert(.line(.seller, list(words).randomElement(using: &random)!), at: Int.random(in: 0...lines.count, using: &random))
        }
        var asked: [[Place]] = []
        for (id, words) in PlantedWords.answers.sorted(by: { $0.key < $1.key }) where random.chance(0.35) {
            let relation = [AnswerDeviation.Relation.same, .same, .partly, .other, .contradicts].randomElement(using: &random)!
            let answers =
                switch relation {
                case .same: words.same
                case .partly: words.partly
                case .other: words.other
                default: words.contradicts
                }
            self.answers[id] = relation
            asked.append([.line(.customer, list(words.questions).randomElement(using: &random)!)]
                + list(answers).randomElement(using: &random)!.split(separator: "/").map { .line(.seller, String($0)) })
        }
        for group in asked {
            // Behind small talk or a nod, so that no clause is mistaken for the answer.
            lines.insert(contentsOf: group + [.line(.customer, "那我们接着往下看合同吧")], at: Int.random(in: 0...lines.count, using: &random))
        }
        for line in lines {
            switch line {
            case .line(let role, let words): add(role, words, noise, name, &random)
            case .words(let id, let words):
                for utterance in words {
                    add(.seller, utterance, noise, name, &random)
                    if random.chance(0.25) { add(.customer, PlantedWords.nods.randomElement(using: &random)!, RecognitionNoise(rate: 0), name, &random) }
                }
                if id == "备案" { add(.customer, ["好的", "明白了", "行", "嗯知道了"].randomElement(using: &random)!, RecognitionNoise(rate: 0), name, &random) }
            case .doubtful(_, let words):
                // Half of it is another language to the recogniser; it says so itself.
                for utterance in words { add(.seller, utterance, RecognitionNoise(rate: 0.7), name, isDoubtful: true, &random) }
            }
        }
    }

    private static func talk(_ random: inout SplitMix) -> Place {
        let line = PlantedWords.smallTalk.randomElement(using: &random)!
        return .line(line.seller ? .seller : .customer, line.words)
    }

    private mutating func add(
        _ role: Passage.Role, _ words: String, _ noise: RecognitionNoise, _ name: String, isDoubtful: Bool = false, _ random: inout SplitMix
    ) {
        for heard in noise.heard(words, &random) {
            let start = (passages.last?.end ?? 0) + 400
            passages.append(Passage(
                source: SourceReference(kind: .utterance, record: name, part: "\(passages.count)"), role: role, text: heard, start: start,
                end: start + Int64(words.count) * 200, isDoubtful: isDoubtful))
        }
    }
}
