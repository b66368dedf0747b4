import KaipanScene

/// How often the checker says of planted conversations what was planted.
package struct AdherenceMeasure {
    /// Right and wrong answers by what was planted and what was said.
    package struct Table {
        private(set) var counts: [String: [String: Int]] = [:]

        mutating func add(planted: String, said: String) { counts[planted, default: [:]][said, default: 0] += 1 }

        func planted(_ name: String) -> Int { counts[name]?.values.reduce(0, +) ?? 0 }
        func said(_ name: String) -> Int { counts.values.reduce(0) { $0 + ($1[name] ?? 0) } }
        func right(_ name: String) -> Int { counts[name]?[name] ?? 0 }
        /// 0…1; 1 where it was never said.
        package func precision(_ name: String) -> Double { said(name) == 0 ? 1 : Double(right(name)) / Double(said(name)) }
        /// 0…1; 1 where it was never planted.
        package func recall(_ name: String) -> Double { planted(name) == 0 ? 1 : Double(right(name)) / Double(planted(name)) }
    }

    package struct Miss {
        var clause: String
        var planted: String
        package var said: String
        var words: String
    }

    package private(set) var clauses = Table()
    private(set) var forbidden = Table()
    private(set) var answers = Table()
    package private(set) var misses: [Miss] = []

    /// - Parameters:
    ///   - rate: of recognition errors, 0…1.
    ///   - isPlain: whether the script's clauses have no 要点, as authors write who know nothing of them.
    package init(conversations: Int, rate: Double, seed: UInt64, isHeldOut: Bool, isPlain: Bool = false) {
        let checker = AdherenceChecker(clauses: isPlain ? SigningScript.plain : SigningScript.clauses, version: "benchmark")
        var random = SplitMix(seed: seed)
        for number in 0..<conversations {
            let planted = PlantedConversation(RecognitionNoise(rate: rate), isHeldOut: isHeldOut, name: "\(number)", &random)
            add(planted, checker.report(planted.passages, gaps: planted.gaps))
        }
    }

    private mutating func add(_ planted: PlantedConversation, _ report: AdherenceReport) {
        for outcome in report.clauses {
            guard let wanted = planted.outcomes[outcome.clause] else { continue }
            clauses.add(planted: wanted.rawValue, said: outcome.outcome.rawValue)
            if wanted != outcome.outcome {
                misses.append(Miss(
                    clause: outcome.clause, planted: wanted.rawValue, said: outcome.outcome.rawValue,
                    words: "\(outcome.score) " + outcome.slots.map { "\($0.label):\($0.state.rawValue)" }.joined(separator: " ") + " «"
                        + outcome.citations.map(\.text).joined(separator: "/") + "»"))
            }
        }
        let broken = Set(report.forbidden.map(\.clause))
        for clause in SigningScript.clauses where clause.kind == .forbidden {
            // Who says the opposite of the schools' clause promises a place.
            if clause.id == "入学承诺", planted.outcomes["学区"] == .contradicted { continue }
            let wanted = planted.forbidden.contains(clause.id), said = broken.contains(clause.id)
            forbidden.add(planted: wanted ? "forbidden" : "none", said: said ? "forbidden" : "none")
            if wanted != said {
                misses.append(Miss(
                    clause: clause.id, planted: wanted ? "forbidden" : "none", said: said ? "forbidden" : "none",
                    words: report.forbidden.filter { $0.clause == clause.id }.map { "\($0.phrase): \($0.citation.text)" }.joined(separator: "/")))
            }
        }
        for (id, relation) in planted.answers.sorted(by: { $0.key < $1.key }) {
            let given = report.answers.first { $0.clause == id }
            answers.add(planted: relation.rawValue, said: given?.relation.rawValue ?? "none")
            if given?.relation != relation {
                misses.append(Miss(
                    clause: id, planted: relation.rawValue, said: given?.relation.rawValue ?? "none",
                    words: (given?.slots.map { "\($0.label):\($0.state.rawValue)" }.joined(separator: " ") ?? "") + " «"
                        + (given?.answer.map(\.text).joined(separator: "/") ?? "") + "»"))
            }
        }
        let known = Set(planted.answers.keys)
        for given in report.answers where !known.contains(given.clause) { answers.add(planted: "none", said: given.relation.rawValue) }
    }
}
