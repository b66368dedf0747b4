import KaipanText

/// One comparison of a conversation with a script.
struct AdherenceRun {
    let version: String
    let passages: [Passage]
    let gaps: [RecordingGap]
    let texts: [SpokenText]
    let clauses: [CompiledClause]
    let index: PairIndex
    private let seller: SpeechStream
    private let customer: SpeechStream
    private let sellerHits: [[PairIndex.Hit]]
    private let customerHits: [[PairIndex.Hit]]
    private let sellerOwners: [SegmentOwner]
    private let customerOwners: [SegmentOwner]

    init(_ script: CompiledScript, version: String, passages: [Passage], gaps: [RecordingGap]) {
        self.version = version
        self.passages = passages
        self.gaps = gaps
        texts = passages.enumerated().map { SpokenText($1.text, passage: Int32($0)) }
        clauses = script.clauses
        index = script.index
        seller = SpeechStream(passages, texts, role: .seller)
        sellerHits = index.hits(in: seller.units)
        func counts(_ number: Int) -> Bool { script.clauses[number].clause.kind != .forbidden }
        sellerOwners = SegmentOwner.owners(of: seller.segments, sellerHits, where: counts)
        if script.clauses.contains(where: { $0.clause.speaker == .customer && $0.clause.kind != .answer }) {
            customer = SpeechStream(passages, texts, role: .customer)
            customerHits = index.hits(in: customer.units)
            customerOwners = SegmentOwner.owners(of: customer.segments, customerHits, where: counts)
        } else {
            customer = SpeechStream([], [], role: .customer)
            customerHits = []
            customerOwners = []
        }
    }

    func report() -> AdherenceReport {
        var outcomes: [ClauseOutcome] = []
        for (number, clause) in clauses.enumerated() where clause.clause.kind == .required || clause.clause.kind == .optional {
            let outcome = self.outcome(of: clause, number)
            if clause.clause.kind == .required || outcome.outcome != .missing && outcome.outcome != .uncertain { outcomes.append(outcome) }
        }
        OrderChecker.check(&outcomes, clauses.map(\.clause))
        let forbidden = ForbiddenFinder(stream: seller, passages: passages)
        let answers = DeviationFinder(stream: seller, passages: passages, texts: texts, index: index)
        return AdherenceReport(
            version: version, clauses: outcomes,
            forbidden: clauses.filter { $0.clause.kind == .forbidden }.flatMap(forbidden.statements),
            answers: answers.answers(clauses.enumerated().filter { $1.clause.kind == .answer }.map { ($0, $1) }, sellerHits))
    }

    // MARK: - One clause

    private func outcome(of clause: CompiledClause, _ number: Int) -> ClauseOutcome {
        let isCustomer = clause.clause.speaker == .customer
        let stream = isCustomer ? customer : seller
        let search = ClauseSearch(
            clause: clause, number: number, stream: stream, hits: isCustomer ? customerHits[number] : sellerHits[number],
            owners: isCustomer ? customerOwners : sellerOwners)
        let windows = search.windows()
        var outcome = ClauseOutcome(
            clause: clause.clause.id, kind: clause.clause.kind, title: clause.clause.title, outcome: .missing, score: 0,
            slots: clause.clause.slots.map { SlotResult(label: $0.label, state: .missing, isMandatory: $0.isMandatory, citations: []) },
            reasons: [], citations: [], passage: nil)
        guard let best = windows.first else { return silent(outcome, clause, number, stream) }
        outcome.score = Double(Int(best.evaluation.containment * 1000 + 0.5)) / 1000
        let verdict = ClauseVerdict(clause: clause, evaluation: best.evaluation)
        guard verdict.isSpokenOf else {
            outcome.citations = best.excerpt.citations(best.evaluation.pairs + best.evaluation.places.flatMap(\.self), passages)
            if verdict.isNear || best.evaluation.trace >= (clause.isPlain ? Self.plainTrace : Self.trace) {
                fill(&outcome, best)
                outcome.outcome = .uncertain
                // What could not be heard says more than something near it, which may be a number that happens to be there.
                outcome.reasons = silent(outcome, clause, number, stream).reasons + [Self.near]
                return outcome
            }
            return silent(outcome, clause, number, stream)
        }
        outcome.outcome = verdict.outcome
        outcome.reasons = verdict.reasons
        fill(&outcome, best)
        contradict(&outcome, clause, best, Array(windows.dropFirst()), stream)
        doubt(&outcome, best, stream)
        reply(&outcome, clause, best, stream)
        return outcome
    }

    private func fill(_ outcome: inout ClauseOutcome, _ found: ClauseSearch.Found) {
        let evaluation = found.evaluation
        for (place, ranges) in evaluation.places.enumerated() {
            outcome.slots[place].state = evaluation.states[place]
            outcome.slots[place].citations = found.excerpt.citations(ranges, passages)
        }
        outcome.citations = found.excerpt.citations(evaluation.pairs + evaluation.places.flatMap(\.self), passages)
        // A word that happens to stand before the statement does not begin it.
        let start = evaluation.places.flatMap(\.self).map(\.lowerBound).min() ?? evaluation.pairs.first?.lowerBound ?? 0
        outcome.passage = found.excerpt.units.indices.contains(start) ? Int(found.excerpt.units[start].passage) : nil
    }

    /// What stands beside the clause and must not, and what is said against it at another time.
    private func contradict(
        _ outcome: inout ClauseOutcome, _ clause: CompiledClause, _ best: ClauseSearch.Found, _ others: [ClauseSearch.Found], _ stream: SpeechStream
    ) {
        let evaluator = ClauseEvaluator(clause: clause)
        if !clause.mustNot.isEmpty, let first = best.segments.first, let last = best.segments.last {
            let around = stream.excerpt(max(0, first - 2)..<min(stream.segments.count, last + 3))
            let found = evaluator.mustNot(in: around)
            if let phrase = found.first {
                outcome.outcome = .contradicted
                outcome.reasons.append(LocalizedText(zh: "同时说了“\(phrase.phrase)”", en: "“\(phrase.phrase)” was said beside it"))
                outcome.citations += around.citations([phrase.range], passages)
            }
        }
        guard outcome.outcome == .said || outcome.outcome == .partial else { return }
        for other in others where Set(other.segments).isDisjoint(with: best.segments) {
            let verdict = ClauseVerdict(clause: clause, evaluation: other.evaluation)
            let present = zip(clause.slots, other.evaluation.states).count { $0.isMandatory && $1 == .present }
            guard verdict.outcome == .contradicted, verdict.isSpokenOf, other.evaluation.containment >= 0.4, present >= 1 else { continue }
            outcome.outcome = .contradicted
            outcome.reasons.append(LocalizedText(zh: "别处的说法相反", en: "elsewhere the opposite was said"))
            let places = zip(other.evaluation.states, other.evaluation.places).filter { $0.0 == .contradicted }.flatMap(\.1)
            outcome.citations += other.excerpt.citations(places.isEmpty ? other.evaluation.pairs : places, passages)
            return
        }
    }

    private func doubt(_ outcome: inout ClauseOutcome, _ best: ClauseSearch.Found, _ stream: SpeechStream) {
        let segments = best.segments.map { stream.segments[$0] }
        if segments.contains(where: \.isUnassigned) {
            outcome.reasons.append(LocalizedText(zh: "说话人不明", en: "it is not known who spoke"))
            outcome.outcome = .uncertain
            return
        }
        guard outcome.outcome != .said, outcome.outcome != .contradicted || segments.contains(where: \.isDoubtful), let first = best.segments.first, let last = best.segments.last else { return }
        // What is missing from a statement may stand in what could not be heard beside it.
        let beside = stream.segments[max(0, first - 1)..<min(stream.segments.count, last + 2)]
        let numbers = beside.map(\.passage)
        let isGap = gaps.contains { gap in numbers.contains { $0 == gap.after || $0 == gap.after + 1 } }
        if beside.contains(where: \.isDoubtful) || isGap {
            outcome.reasons.append(Self.doubtful)
            outcome.outcome = .uncertain
        }
    }

    private func reply(_ outcome: inout ClauseOutcome, _ clause: CompiledClause, _ best: ClauseSearch.Found, _ stream: SpeechStream) {
        guard let wanted = clause.clause.directives.reply, outcome.outcome == .said, let last = best.excerpt.units.last else { return }
        let side: Passage.Role = clause.clause.speaker == .customer ? .seller : .customer
        var answer: [Int] = [], place = Int(last.passage) + 1, spoken = 0
        while place < passages.count, spoken < 60, place - Int(last.passage) <= 6 {
            if passages[place].role == side { answer.append(place) } else { spoken += texts[place].units.count }
            place += 1
        }
        let doubtful = passages[Int(last.passage)..<place].contains { $0.isDoubtful || $0.role == .unknown }
            || gaps.contains { $0.after >= Int(last.passage) && $0.after < place }
        let given = answer.filter { number in
            switch wanted {
            case .any: return !texts[number].units.isEmpty
            case .ownWords: return !Assent.isAll(of: passages[number].text)
            case .words(let words):
                return words.contains { word in
                    let (core, isNegated) = Negation.stripped(word)
                    let units = SpokenText(core).units
                    return WordFinder.occurrences(of: units, in: texts[number].units, limit: WordFinder.limit(units.count))
                        .contains { Negation.polarity(of: $0.range, in: texts[number].units[...], expected: isNegated).isNegated == isNegated }
                }
            }
        }
        if let number = given.first {
            outcome.citations.append(Citation(passages[number]))
            return
        }
        outcome.outcome = doubtful ? .uncertain : .partial
        outcome.reasons.append(
            wanted == .ownWords && !answer.isEmpty
                ? LocalizedText(zh: "对方没有用自己的话回答", en: "the other side did not answer in words of their own")
                : LocalizedText(zh: "没有对方的回答", en: "the other side did not answer as asked for"))
    }

    // MARK: - Silence

    /// From how many rare pairs on silence is not certain.
    private static let trace: Float = 1.4
    /// The same of a clause whose author named no other words for it: it may be said in any.
    private static let plainTrace: Float = 0.9

    private static let near = LocalizedText(zh: "有相近的说法，不足以认定", en: "something near it was said, too little to tell")
    private static let doubtful = LocalizedText(zh: "录音此处存疑", en: "the recording is doubtful here")

    /// Nothing like the clause was found: missing, unless it may have been said where nothing could be heard.
    private func silent(_ outcome: ClauseOutcome, _ clause: CompiledClause, _ number: Int, _ stream: SpeechStream) -> ClauseOutcome {
        var outcome = outcome
        let hits = (clause.clause.speaker == .customer ? customerHits : sellerHits).map { $0.filter(\.isExact) }
        let owners = SegmentOwner.owners(of: stream.segments, hits) { clauses[$0].clause.kind != .forbidden }
        func uncertain(_ zh: String, _ en: String) -> ClauseOutcome {
            outcome.outcome = .uncertain
            outcome.reasons.append(LocalizedText(zh: zh, en: en))
            return outcome
        }
        guard !stream.segments.isEmpty else { return uncertain("没有可核对的话语", "there is nothing to compare with") }
        // People speak four to six characters a second, and can say a clause in less than half of its words.
        let needed = max(4, clause.length * 2 / 5)
        let hiding = gaps.filter { $0.length.map { $0 * 6 / 1000 >= Int64(needed) } ?? true }
        if !hiding.isEmpty {
            var seen: Set<LocalizedText> = []
            let names = hiding.compactMap(\.name).filter { seen.insert($0).inserted }
            return uncertain(
                "不在存档的文字里，可能在缺失的部分说过" + (names.isEmpty ? "" : "：" + names.map(\.zh).joined(separator: "；")),
                "not in the archived words; it may have been said in what is missing" + (names.isEmpty ? "" : ": " + names.map(\.en).joined(separator: "; ")))
        }
        var room = 0
        for (place, segment) in stream.segments.enumerated() {
            guard segment.isDoubtful else {
                room = 0
                continue
            }
            let passage = passages[segment.passage]
            let isFirst = place == 0 || stream.segments[place - 1].passage != segment.passage
            let time = isFirst ? passage.start.flatMap { start in passage.end.map { Int(max(0, $0 - start) * 6 / 1000) } } ?? 0 : 0
            // Words that are another clause's, character by character, are not this one's, whatever recognition thought of them.
            let owner = owners[place], isAnothers = owner.clause >= 0 && owner.clause != number && owner.units * 10 >= segment.units.count * 9
            room += isAnothers ? 0 : max(segment.units.count, time)
            if room >= needed { return uncertain("识别存疑的片段里可能说过", "it may have been said where recognition was not sure") }
        }
        return outcome
    }
}
