/// Finds what forbidden clauses rule out, where it is said in earnest: neither denied nor quoted.
struct ForbiddenFinder {
    let stream: SpeechStream
    let passages: [Passage]

    private static let quotations = [
        "有人说", "有人讲", "网上说", "网上传", "别人说", "人家说", "听说", "要是您说", "您自己说", "您问", "你问", "您刚才说", "如果有人", "谁说", "谁要是", "其他楼盘", "别的楼盘", "不要相信",
        "所谓", "传言", "谣言", "中介说", "中介讲", "要是有人", "有销售", "哪个销售",
    ].map { SpokenText($0).units.map(\.scalar) }
    private static let denials = [
        "的说法", "这种话", "这样的话", "这类话", "这种说法", "都不能信", "不要信", "是不可能", "做不到", "不可以", "是违规", "不允许", "不属实", "不是真的", "别信", "不能这么说", "不能这样说",
    ].map { SpokenText($0).units.map(\.scalar) }

    /// The statements of a clause, in the order of speech.
    func statements(_ clause: CompiledClause) -> [ForbiddenStatement] {
        let lines = clause.clause.words.split(separator: "\n").map { line -> (text: String, phrase: CompiledClause.Alternative) in
            let text = String(line).trimmingSpaces
            let (core, isNegated) = Negation.stripped(text)
            return (text, CompiledClause.Alternative(units: SpokenText(core).units, isNegated: isNegated))
        }
        let exceptions = clause.clause.directives.exceptions.map { SpokenText($0).units.map(\.scalar) }
        var found: [(range: Range<Int>, statement: ForbiddenStatement)] = []
        for (number, segment) in stream.segments.enumerated() {
            // With the next one: statements are cut in two.
            let upper = number + 1 < stream.segments.count && stream.segments[number + 1].passage - segment.passage <= 2
                ? stream.segments[number + 1].units.upperBound : segment.units.upperBound
            let units = stream.units[segment.units.lowerBound..<upper]
            for hit in matches(clause, lines, Array(units)) where hit.range.lowerBound < segment.units.count {
                let range = hit.range.lowerBound + segment.units.lowerBound..<hit.range.upperBound + segment.units.lowerBound
                // The same words are one statement, whichever lines they come near to.
                guard !found.contains(where: { $0.range.overlaps(range) }), !isExcluded(range, exceptions) else { continue }
                let excerpt = SpeechExcerpt(units: Array(stream.units[range]))
                guard let citation = excerpt.citations([0..<range.count], passages).first else { continue }
                found.append((range, ForbiddenStatement(
                    clause: clause.clause.id, title: clause.clause.title, phrase: hit.phrase, score: hit.score, citation: citation,
                    isUncertain: segment.isDoubtful || segment.isUnassigned)))
            }
        }
        return found.sorted { $0.range.lowerBound < $1.range.lowerBound }.map(\.statement)
    }

    /// What stands in some units, line by line; of the points only where no line does.
    private func matches(
        _ clause: CompiledClause, _ lines: [(text: String, phrase: CompiledClause.Alternative)], _ units: [SpokenUnit]
    ) -> [(phrase: String, range: Range<Int>, score: Double)] {
        var hits: [(phrase: String, range: Range<Int>, score: Double)] = []
        for (text, phrase) in lines where phrase.units.count > 1 {
            let count = Float(phrase.units.count)
            let limit = phrase.units.count < 4 ? WordFinder.limit(phrase.units.count) : 0.27 * count
            for found in WordFinder.occurrences(of: phrase.units, in: units, limit: limit)
            where Negation.polarity(of: found.range, in: units[...], expected: true, own: phrase.negations).isNegated == phrase.isNegated {
                hits.append((text, found.range, Double(Int((1 - found.cost / count) * 1000)) / 1000))
            }
        }
        guard hits.isEmpty, !clause.slots.isEmpty else { return hits }
        // All points, within a breath.
        var ranges: [Range<Int>] = []
        for slot in clause.slots {
            var place: Range<Int>?
            for alternative in slot.alternatives where place == nil {
                let count = alternative.units.count
                place = WordFinder.occurrences(of: alternative.units, in: units, limit: WordFinder.limit(count)).first {
                    Negation.polarity(of: $0.range, in: units[...], expected: true, own: alternative.negations).isNegated == alternative.isNegated
                }?.range
            }
            guard let place else { return [] }
            ranges.append(place)
        }
        let lower = ranges.map(\.lowerBound).min() ?? 0, upper = ranges.map(\.upperBound).max() ?? 0
        guard upper - lower <= 30 else { return [] }
        return [(clause.clause.slots.map(\.label).joined(separator: " "), lower..<upper, 1)]
    }

    /// Whether words around take the statement back, or say that it is somebody else's.
    private func isExcluded(_ range: Range<Int>, _ exceptions: [[UInt32]]) -> Bool {
        func stands(_ words: [[UInt32]], in range: Range<Int>) -> Bool {
            let scalars = stream.units[range.clamped(to: 0..<stream.units.count)].map(\.scalar)
            return words.contains { word in
                word.count <= scalars.count && (0...scalars.count - word.count).contains { start in scalars[start..<start + word.count].elementsEqual(word) }
            }
        }
        return stands(Self.quotations, in: range.lowerBound - 14..<range.lowerBound + 2)
            || stands(Self.denials, in: range.upperBound - 2..<range.upperBound + 12)
            || stands(exceptions, in: range.lowerBound - 20..<range.upperBound + 20)
    }
}
