import KaipanScene

/// Passages of a conversation written line by line: 客 begins the customer's, ? a speaker nobody knows, ~ what was hardly heard.
func conversation(_ lines: String...) -> [Passage] {
    lines.enumerated().map { number, line in
        var text = line[...]
        let isDoubtful = text.hasPrefix("~")
        if isDoubtful { text.removeFirst() }
        let role: Passage.Role = text.hasPrefix("客：") ? .customer : text.hasPrefix("?：") ? .unknown : .seller
        if role != .seller { text.removeFirst(2) }
        return Passage(
            source: SourceReference(kind: .utterance, record: "c", part: "\(number)"), role: role, text: String(text), start: Int64(number) * 5000,
            end: Int64(number) * 5000 + 4000, isDoubtful: isDoubtful)
    }
}

func required(_ id: String, _ text: String) -> AdherenceClause { AdherenceClause(id: id, kind: .required, title: id, text: text) }

func report(_ clauses: [AdherenceClause], _ passages: [Passage], gaps: [RecordingGap] = []) -> AdherenceReport {
    AdherenceChecker(clauses: clauses, version: "test").report(passages, gaps: gaps)
}
