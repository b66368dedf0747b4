import KaipanArchive
import KaipanText

/// What a search must find, by looking at every utterance; knows nothing of the index.
struct SearchModel {
    struct Conversation {
        var id: RecordID
        var links: Set<Link>
        var start: Timestamp?
        var rules: [Int: Set<String>] = [:]
    }

    var conversations: [RecordID: Conversation] = [:]
    /// What visits and units link to.
    var above: [RecordID: Set<Link>] = [:]

    struct Spoken {
        var id: Int64
        var conversation: RecordID
        var utterance: Utterance
    }

    /// All utterances that decrypt, the newest first.
    func spoken(_ archive: Archive) throws -> [Spoken] {
        try conversations.keys.flatMap { conversation in
            try archive.utterances(of: conversation).compactMap { stored in
                try archive.open(stored).map { Spoken(id: stored.id, conversation: conversation, utterance: $0) }
            }
        }.sorted { $0.id > $1.id }
    }

    func matches(_ spoken: Spoken, _ query: SearchQuery) -> Bool { matches(spoken, query.expression, query) }

    private func matches(_ spoken: Spoken, _ expression: SearchExpression, _ query: SearchQuery) -> Bool {
        switch expression {
        case .not(let inner): !matches(spoken, inner, query)
        case .and(let parts): parts.allSatisfy { matches(spoken, $0, query) }
        case .or(let parts): parts.contains { matches(spoken, $0, query) }
        case .term(let place): matches(spoken, query.terms[place])
        }
    }

    private func matches(_ spoken: Spoken, _ term: SearchTerm) -> Bool {
        let facts = conversations[spoken.conversation]!
        let text = Folded(spoken.utterance.text).bytes
        let time = spoken.utterance.time ?? facts.start.map { $0.advanced(by: spoken.utterance.start ?? 0) }
        switch term {
        case .word(let word): return (0...text.count).contains { text[$0...].starts(with: word.bytes) }
        case .sounds(let word):
            let scalars = String(decoding: text, as: UTF8.self).unicodeScalars.map(\.value)
            return scalars.indices.contains { start in
                start + word.scalars.count <= scalars.count
                    && zip(scalars[start...], word.scalars).allSatisfy { found, wanted in
                        found == wanted || Mandarin.soundClasses(of: found).intersects(Mandarin.soundClasses(of: wanted))
                    }
            }
        case .role(let role): return spoken.utterance.role == role
        case .record(let link): return links(facts).contains(link)
        case .rule(let rule): return facts.rules[spoken.utterance.number, default: []].contains(rule)
        case .from(let day): return time.map { $0.dayInChina >= day } ?? false
        case .through(let day): return time.map { $0.dayInChina <= day } ?? false
        }
    }

    private func links(_ conversation: Conversation) -> Set<Link> {
        var links = conversation.links
        for _ in 0..<3 { for link in links { links.formUnion(above[link.target, default: []]) } }
        links.insert(Link(.conversation, conversation.id))
        return links
    }
}
