import KaipanRules

/// Where customers speak of what promises are about, in all that was said in a sale.
struct TopicMentions: Sendable {
    private let places: [PromiseTopic: [Citation]]

    /// - Parameters:
    ///   - passages: of all that was said.
    ///   - asked: what customers asked of a clause of a topic, in whatever words.
    /// - Complexity: O(topics × text of the customers).
    init(in passages: [Passage], of topics: Set<PromiseTopic>, asked: [(topic: PromiseTopic, words: Citation)] = []) {
        let customers = topics.isEmpty ? [] : passages.filter { $0.role == .customer }.map { FoldedPassage($0) }
        places = Dictionary(uniqueKeysWithValues: topics.map { topic in
            // Who wants to see the show flat has said nothing of the fit-out.
            let words = TopicWords.words(topic).filter { !"样板".utf8.elementsEqual($0.utf8) }
            let named = customers.compactMap { text in
                // However often one utterance names it, it is one.
                text.places(of: words, in: 0..<text.bytes.count).first.map { text.cite(text.sentence(around: $0.range)) }
            }
            return (topic, asked.filter { $0.topic == topic }.reduce(into: named) { found, next in
                if !found.contains(where: { $0.source == next.words.source }) { found.append(next.words) }
            })
        })
    }

    /// One citation for each utterance that speaks of it.
    func of(_ topic: PromiseTopic) -> [Citation] { places[topic] ?? [] }
}
