import KaipanLog
import KaipanText

/// Reads what a conversation belongs to, in one state of the records.
///
/// A conversation belongs to what its record links to, and to what the visits and units among them link to, each in its newest version.
struct ConversationFactsReader {
    let connection: any SQLConnection
    private var leaves: [RecordID: [(position: Int64, leaf: Leaf)]] = [:]
    private var known: [RecordID: ConversationFacts] = [:]

    private static let upwards: Set<Relation> = [.project, .unit, .customer, .agent, .visit]
    /// What is followed further.
    private static let followed: Set<Relation> = [.visit, .unit]

    init(_ connection: any SQLConnection) { self.connection = connection }

    /// What holds now.
    mutating func facts(of conversation: RecordID) throws -> ConversationFacts {
        if let facts = known[conversation] { return facts }
        let facts = try facts(of: conversation, before: .max)
        if known.count > 4096 { known.removeAll() }
        known[conversation] = facts
        return facts
    }

    /// When conversations began, of those that say so.
    func starts(of conversations: [RecordID]) throws -> [RecordID: Timestamp] {
        var starts: [RecordID: Timestamp] = [:]
        var rest = conversations[...]
        while !rest.isEmpty {
            let part = rest.prefix(256)
            rest = rest.dropFirst(256)
            try connection.each(
                "select leaf from entry where id in (\(SQLList.places(part.count))) order by position",
                SQLList.padded(part.map { .text($0.description) })
            ) { row in
                let leaf = try Leaf(bytes: row.bytes(0))
                // The newest version comes last.
                starts[leaf.id] = Self.start(leaf)
                return true
            }
        }
        return starts
    }

    private static func start(_ leaf: Leaf) -> Timestamp? { leaf.data["started"]?.string.flatMap { Timestamp($0) } }

    /// What held when the log had a number of entries.
    mutating func facts(of conversation: RecordID, before position: Int64) throws -> ConversationFacts {
        var facts = ConversationFacts()
        facts.records.insert(Link(.conversation, conversation))
        var seen: Set<RecordID> = [conversation], waiting = [conversation]
        while let next = waiting.popLast() {
            guard let leaf = try versions(of: next).last(where: { $0.position < position })?.leaf else { continue }
            if next == conversation { facts.start = Self.start(leaf) }
            for link in leaf.links where Self.upwards.contains(link.relation) {
                facts.records.insert(link)
                if Self.followed.contains(link.relation), seen.insert(link.target).inserted { waiting.append(link.target) }
            }
        }
        try connection.each(
            """
            select entry.leaf from link join entry on entry.position = link.position
            where link.target = $1 and link.relation = 'conversation' and entry.type = 'finding'
            and entry.position < $2
            """, [.text(conversation.description), .integer(position)]
        ) { row in
            let leaf = try Leaf(bytes: row.bytes(0))
            if let rule = leaf.data["rule"]?.string, let number = leaf.data["utterance"]?.integer {
                facts.rules[number, default: []].insert(rule)
            }
            return true
        }
        return facts
    }

    private mutating func versions(of id: RecordID) throws -> [(position: Int64, leaf: Leaf)] {
        if let known = leaves[id] { return known }
        let found = try connection.rows("select position, leaf from entry where id = $1 order by position", [.text(id.description)])
            .map { (position: try $0.integer(0), leaf: try Leaf(bytes: $0.bytes(1))) }
        // Bounds what stays in memory while all is indexed.
        if leaves.count > 4096 { leaves.removeAll() }
        leaves[id] = found
        return found
    }
}
