import KaipanText

extension AdherenceReport {
    /// The report with other words in the place of those that were said; the clauses' own words stay.
    func shown(_ words: (String) -> String) -> AdherenceReport {
        func shown(_ citation: Citation) -> Citation {
            var citation = citation
            citation.text = words(citation.text)
            return citation
        }
        func shown(_ slots: [SlotResult]) -> [SlotResult] {
            slots.map { slot in
                var slot = slot
                slot.citations = slot.citations.map(shown)
                return slot
            }
        }
        var report = self
        for index in report.clauses.indices {
            report.clauses[index].slots = shown(clauses[index].slots)
            report.clauses[index].citations = clauses[index].citations.map(shown)
            report.clauses[index].reasons = clauses[index].reasons.map { LocalizedText(zh: words($0.zh), en: words($0.en)) }
        }
        for index in report.forbidden.indices {
            report.forbidden[index].phrase = words(forbidden[index].phrase)
            report.forbidden[index].citation = shown(forbidden[index].citation)
        }
        for index in report.answers.indices {
            report.answers[index].slots = shown(answers[index].slots)
            report.answers[index].question = shown(answers[index].question)
            report.answers[index].answer = answers[index].answer.map(shown)
        }
        return report
    }
}
