import KaipanRules

/// Where customers speak of what promises are about, in all that was said in a sale.
struct TopicMentions: Sendable {
    private let places: [PromiseTopic: [Citation]]

    /// - Complexity: O(topics × text of the customers).
    init(in passages: [Passage], of topics: Set<PromiseTopic>) {
        let customers = topics.isEmpty ? [] : passages.filter { $0.role == .customer }.map { FoldedPassage($0) }
        places = Dictionary(uniqueKeysWithValues: topics.map { topic in
            let words = TopicWords.words(topic)
            return (topic, customers.compactMap { text in
                // However often one utterance names it, it is one.
                text.places(of: words, in: 0..<text.bytes.count).first.map { text.cite(text.sentence(around: $0.range)) }
            })
        })
    }

    /// One citation for each utterance that speaks of it.
    func of(_ topic: PromiseTopic) -> [Citation] { places[topic] ?? [] }
}
