/// A clause of a script as the checker takes it: what has to be said, in which words, by whom, and what must not stand beside it.
public struct AdherenceClause: Sendable, Hashable {
    /// What a clause asks of whoever sells.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case required, optional, forbidden, answer
    }

    public var id: String
    public var kind: Kind
    /// What it is about; of an answer, the question.
    public var title: String
    /// As its author wrote it, with directives.
    public var text: String
    public var directives: ClauseDirectives
    /// What has to be there; of directives, or of the text itself where there are none.
    public var slots: [AdherenceSlot]

    /// The words that are said.
    public var words: String { directives.words }
    /// Who has to say it.
    public var speaker: Passage.Role { directives.speaker ?? .seller }

    /// Makes a clause of a script's.
    ///
    /// - Parameter text: the words, with directives on lines of their own.
    public init(id: String, kind: Kind, title: String, text: String) {
        self.id = id
        self.kind = kind
        self.title = title
        self.text = text
        directives = ClauseDirectives(text)
        slots = directives.points.flatMap(Self.slots)
        guard kind != .forbidden else { return }
        let derived = Self.derived(directives.words)
        if slots.isEmpty {
            slots = derived
        } else {
            // Numbers that the author did not ask for need not be said; said otherwise they are wrong.
            let asked = slots.flatMap(\.alternatives).compactMap(\.number)
            for var slot in derived where slot.measure == .words {
                guard let number = slot.alternatives.first?.number, !asked.contains(where: { $0.equals(number) }) else { continue }
                slot.isMandatory = false
                slots.append(slot)
            }
        }
    }

    /// The slots of a set of words of one meaning; a date is three numbers.
    private static func slots(_ alternatives: [String]) -> [AdherenceSlot] {
        let spoken = SpokenText(alternatives[0])
        guard alternatives.count == 1, spoken.numbers.count > 1 else {
            return [AdherenceSlot(label: alternatives[0], alternatives: alternatives.map(AdherenceSlot.Alternative.init))]
        }
        return spoken.numbers.map { number in
            let label = spoken.original(number.units, of: alternatives[0])
            return AdherenceSlot(label: label, alternatives: [.init(core: label, isNegated: false, number: number)])
        }
    }

    /// The slots that a text itself shows: its numbers and dates, what it negates, and each sentence as a whole.
    private static func derived(_ words: String) -> [AdherenceSlot] {
        var slots: [AdherenceSlot] = []
        for sentence in words.split(whereSeparator: { "。！？；!?;\n".contains($0) }) {
            let text = String(sentence)
            let spoken = SpokenText(text)
            guard spoken.units.count >= 4 else { continue }
            slots.append(AdherenceSlot(
                label: text.trimmingSpaces, alternatives: [.init(core: text, isNegated: false)], isDerived: true, measure: .sentence))
            for number in spoken.numbers where number.kind != .bare && number.kind != .ordinal {
                let label = spoken.original(number.units, of: text)
                slots.append(AdherenceSlot(
                    label: label, alternatives: [.init(core: label, isNegated: false, number: number)], isDerived: true))
            }
            for core in Negation.cores(in: spoken) {
                slots.append(AdherenceSlot(label: "不" + core, alternatives: [.init(core: core, isNegated: true)], isDerived: true))
            }
        }
        return slots
    }
}

extension String {
    /// Without white space at both ends.
    var trimmingSpaces: String {
        var rest = self[...]
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
