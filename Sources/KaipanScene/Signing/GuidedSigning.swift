import KaipanText

/// A signing that a program leads: clause after clause, each shown, acknowledged and explained in the buyer's own words.
///
/// A value: the same script and the same events give the same turns, to the byte. Whatever it says is a prompt of `FixedPrompt` or words
/// of its script.
public struct GuidedSigning: Sendable {
    public let script: SigningScript
    public let language: Language
    public private(set) var state: SigningState
    /// How many utterances there have been, the first prompt among them.
    public private(set) var utteranceCount: Int
    /// The clauses that were acknowledged, in their order, each with what the buyer's words were.
    public private(set) var acknowledged: [OwnWords]
    /// Questions that neither an approved answer nor a person has answered yet, by utterance.
    public private(set) var openQuestions: [Int]
    /// Objections that no person has taken up yet, by utterance.
    public private(set) var openObjections: [Int]
    /// Of the clause at hand: the first and last utterance that presented it, and where it was confirmed.
    private var presented: ClosedRange<Int>?
    private var confirmed: Int?
    private let finder: AnswerFinder

    /// What an event led to.
    public struct Step: Sendable, Hashable {
        /// What was said, in order; utterances from `first` on.
        public var turns: [SigningTurn]
        public var first: Int
        public var effects: [SigningEffect]
    }

    public init(_ script: SigningScript, language: Language, threshold: Double = AnswerFinder.threshold) {
        self.script = script
        self.language = language
        finder = AnswerFinder(script.answers, threshold: threshold)
        state = .consent
        utteranceCount = 1
        acknowledged = []
        openQuestions = []
        openObjections = []
    }

    /// What it begins with.
    public var opening: SigningTurn { prompt(.notice) }

    /// Goes on by one event.
    ///
    /// - Returns: what is said, and what it means for the record.
    /// - Throws: `SigningError.unexpected` where the event can't happen in the state; then nothing changes.
    /// - Complexity: O(1), of a question O(a) in the length of all answers.
    public mutating func take(_ event: SigningEvent) throws(SigningError) -> Step {
        guard state.kind.events.contains(event.kind) else { throw .unexpected(event: event.kind, state: state.kind) }
        var step = Step(turns: [], first: utteranceCount, effects: [])
        // Before there is consent, nothing that the buyer says is kept.
        if let words = event.words, state != .consent || event.kind == .consented {
            let speaker: SigningTurn.Speaker = event.kind == .personSpoke ? .person : .buyer
            step.turns.append(SigningTurn(speaker: speaker, content: .said, text: words))
        }
        let said = utteranceCount
        respond(to: event, said: said, &step)
        utteranceCount = step.first + step.turns.count
        return step
    }

    private mutating func respond(to event: SigningEvent, said: Int, _ step: inout Step) {
        switch (event, state) {
        case (.ended, _): end(.abandoned, .abandoned, &step)
        case (.consentWithdrawn, _): end(.consentWithdrawn, .withdrawn, &step)
        case (.consentRefused, _): end(.noConsent, .noConsent, &step)
        case (.consented, _):
            step.effects.append(.consented(utterance: said))
            present(0, &step)
        case (.unclear, .consent): step.turns.append(prompt(.consentAgain))
        case (.unclear, _): step.turns.append(prompt(.yesOrNo))
        case (.acknowledged, .at(let point)):
            confirmed = said
            state = .at(.ownWords(clause: point.clause, askedAgain: false))
            step.turns.append(prompt(.ownWords))
        case (.explained(let words), .at(.ownWords(let clause, let askedAgain))):
            let judgement = OwnWords(words, of: script.clauses[clause].text)
            if judgement == .own || askedAgain {
                record(clause, judgement, said: said, &step)
            } else {
                state = .at(.ownWords(clause: clause, askedAgain: true))
                step.turns.append(prompt(.ownWordsAgain))
            }
        case (.objected, .at(let point)):
            openObjections.append(said)
            step.effects.append(.objected(clause: point.clause, utterance: said))
            step.turns.append(prompt(.objection))
            state = .waiting(.acknowledgement(clause: point.clause))
        case (.asked(let question), .at(let point)):
            if let match = finder.answer(to: question) {
                step.turns.append(SigningTurn(speaker: .machine, content: .answer(match.answer), text: match.answer.text))
                step.turns.append(prompt(of: point))
            } else {
                openQuestions.append(said)
                step.effects.append(.unanswered(utterance: said))
                step.turns.append(prompt(.noAnswer))
                state = .waiting(point)
            }
        case (.asked(let question), .waiting):
            if let match = finder.answer(to: question) {
                step.turns.append(SigningTurn(speaker: .machine, content: .answer(match.answer), text: match.answer.text))
                step.turns.append(prompt(.waiting))
            } else {
                openQuestions.append(said)
                step.effects.append(.unanswered(utterance: said))
                step.turns.append(prompt(.noAnswer))
            }
        case (.buyerWaited, .waiting): step.turns.append(prompt(.waiting))
        case (.repeatWanted, .at(let point)): present(point.clause, &step)
        case (.personWanted, .at(let point)):
            step.turns.append(prompt(.personCalled))
            state = .waiting(point)
        case (.personTookOver, .at(let point)), (.personTookOver, .waiting(let point)), (.personTookOver, .paused(let point)):
            step.turns.append(prompt(.personHere))
            state = .withPerson(point)
        case (.personSpoke, _):
            // Whether the answer was a good one, a reader of the record judges; here it is no longer open.
            openQuestions = []
            openObjections = []
        case (.personReturned, .withPerson(let point)): goOn(to: point, .back, &step)
        case (.paused, .at(let point)):
            step.turns.append(prompt(.paused))
            state = .paused(point)
        case (.resumed, .waiting(let point)), (.resumed, .paused(let point)): goOn(to: point, .resumed, &step)
        // A person or the buyer alone speaks; the events of each state admit nothing else.
        default: break
        }
    }

    private mutating func end(_ ending: SigningEnding, _ last: FixedPrompt, _ step: inout Step) {
        state = .ended(ending)
        step.turns.append(prompt(last))
        step.effects.append(.ended(ending))
    }

    private mutating func present(_ clause: Int, _ step: inout Step) {
        let utterance = step.first + step.turns.count
        let words = script.clauses[clause]
        step.turns.append(SigningTurn(speaker: .machine, content: .clause(words), text: words.text))
        step.turns.append(prompt(.acknowledge))
        step.effects.append(.presented(clause: clause, utterance: utterance))
        presented = (presented?.lowerBound ?? utterance)...utterance
        state = .at(.acknowledgement(clause: clause))
    }

    private mutating func record(_ clause: Int, _ judgement: OwnWords, said: Int, _ step: inout Step) {
        acknowledged.append(judgement)
        step.effects.append(
            .acknowledged(clause: clause, explained: presented ?? said...said, confirmed: confirmed ?? said, answer: said, judgement: judgement))
        step.turns.append(prompt(.recorded))
        presented = nil
        confirmed = nil
        if clause + 1 < script.clauses.count { present(clause + 1, &step) } else { end(.completed, .completed, &step) }
    }

    /// Takes up where an interruption began.
    private mutating func goOn(to point: SigningPoint, _ first: FixedPrompt, _ step: inout Step) {
        step.turns.append(prompt(first))
        switch point {
        case .acknowledgement(let clause): present(clause, &step)
        case .ownWords:
            state = .at(point)
            step.turns.append(prompt(of: point))
        }
    }

    private func prompt(of point: SigningPoint) -> SigningTurn {
        switch point {
        case .acknowledgement: prompt(.acknowledge)
        case .ownWords(_, let askedAgain): prompt(askedAgain ? .ownWordsAgain : .ownWords)
        }
    }

    private func prompt(_ fixed: FixedPrompt) -> SigningTurn {
        SigningTurn(speaker: .machine, content: .prompt(fixed), text: fixed.text[language])
    }
}
