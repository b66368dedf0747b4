/// One thing that has to be in what is said: a set of words of one meaning, a number, a sentence.
public struct AdherenceSlot: Sendable, Hashable {
    /// Words, with which polarity they count.
    public struct Alternative: Sendable, Hashable {
        /// As its author wrote it.
        public var text: String
        /// Without what negates them: of 不予退还, 退还.
        public var core: String
        public var isNegated: Bool
        /// Of a number; nil for words.
        var number: SpokenNumber?

        public init(_ text: String) {
            self.text = text
            let spoken = SpokenText(text)
            number = spoken.numbers.first { !$0.kind.isBare || $0.units.count == spoken.units.count }
            (core, isNegated) = number == nil ? Negation.stripped(text) : (text, false)
        }

        init(core: String, isNegated: Bool, number: SpokenNumber? = nil) {
            text = isNegated ? "不" + core : core
            self.core = core
            self.isNegated = isNegated
            self.number = number
        }
    }

    /// How its presence is told.
    package enum Measure: Sendable, Hashable {
        /// One of the alternatives is there.
        case words
        /// Enough of a sentence's pairs of characters are there.
        case sentence
    }

    /// As it is named in reports.
    public var label: String
    public var alternatives: [Alternative]
    /// Whether a clause without it is said in part only; where it is not, only its contradiction counts.
    public var isMandatory: Bool
    /// Whether it comes from the clause's own text, and not from a directive.
    public var isDerived: Bool
    package var measure: Measure

    init(label: String, alternatives: [Alternative], isMandatory: Bool = true, isDerived: Bool = false, measure: Measure = .words) {
        self.label = label
        self.alternatives = alternatives
        self.isMandatory = isMandatory
        self.isDerived = isDerived
        self.measure = measure
    }
}
