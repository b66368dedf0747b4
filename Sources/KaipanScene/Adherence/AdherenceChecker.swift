import KaipanText

/// Compares what was said with a script, by rules that can be told: characters, sounds, numbers, negations, order.
///
/// Each required clause is looked for in windows of consecutive passages of the side that has to say it. A window is worth how much of
/// the clause's own pairs of characters stand in it, by character or by sound, the rarer ones more, and which of the clause's slots do.
public struct AdherenceChecker: Sendable {
    /// Changes with every change of the rules.
    public static let engine = "adherence/3"

    public let version: String
    public let clauses: [AdherenceClause]
    private let script: CompiledScript

    /// From which measure on what is said counts.
    enum Threshold {
        /// Containment from which the clause is spoken of at all.
        static let topic: Float = 0.32
        /// Containment below which it is not, where no slot is there.
        static let silence: Float = 0.17
        /// The same of a clause without 要点, which may be said in words that nobody named.
        static let plainSilence: Float = 0.09
    }

    /// - Parameters:
    ///   - version: of clauses and engine, for reports; see `AdherenceVersion`.
    public init(clauses: [AdherenceClause], version: String) {
        self.clauses = clauses
        self.version = version
        script = CompiledScript(clauses)
    }

    /// What was said of the script.
    ///
    /// - Parameters:
    ///   - passages: a conversation, in its order.
    ///   - gaps: parts of it that nobody can hear.
    /// - Complexity: O(n) for n characters, and for each clause the passages that share words with it.
    public func report(_ passages: [Passage], gaps: [RecordingGap] = []) -> AdherenceReport {
        AdherenceRun(script, version: version, passages: passages, gaps: gaps).report()
    }

    /// What was said of the script in a conversation of the archive: what was taken back informed nobody, but was said all the same.
    func report(_ speech: ConversationSpeech) -> AdherenceReport {
        var report = report(speech.passages, gaps: speech.gaps)
        if speech.all.count > speech.passages.count { report.forbidden = self.report(speech.all).forbidden }
        return report
    }
}
