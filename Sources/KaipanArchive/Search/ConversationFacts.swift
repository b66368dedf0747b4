import KaipanText

/// What is known of a conversation beside its texts, as far as searches ask for it.
struct ConversationFacts: Sendable, Equatable {
    /// The records that it belongs to, itself among them.
    var records: Set<Link> = []
    /// When it began.
    var start: Timestamp?
    /// By the number of the utterance.
    var rules: [Int64: Set<String>] = [:]

    /// When an utterance was spoken: by its own clock, otherwise by that of the conversation.
    ///
    /// - Parameter offset: since the conversation began, in milliseconds.
    static func time(_ own: Timestamp?, _ start: Timestamp?, _ offset: Int64?) -> Timestamp? {
        own ?? start.map { $0.advanced(by: offset ?? 0) }
    }

    /// The facets of an utterance.
    func facets(number: Int64, role: Utterance.Role, time: Timestamp?, offset: Int64?) -> Set<SearchFacet> {
        var facets: Set<SearchFacet> = [.indexed, .role(role)]
        facets.formUnion(records.map(SearchFacet.record))
        facets.formUnion(rules[number, default: []].map(SearchFacet.rule))
        if let time = Self.time(time, start, offset) { facets.formUnion(SearchFacet.times(time)) }
        return facets
    }
}
