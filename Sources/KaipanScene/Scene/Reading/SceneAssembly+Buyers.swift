import KaipanArchive
import KaipanLog
import KaipanText

/// Whose a contact is, of those who bought together.
extension SceneAssembly {
    // MARK: - Of nobody

    /// Finds the conversations that name the unit and no customer, neither of their own nor by a visit or a signing.
    mutating func findUnassigned(besides conversations: [StoredRecord]) throws {
        guard let unit else { return }
        let known = Set(conversations.map(\.leaf.id))
        let archive = collector.archive, horizon = collector.horizon
        func newest(_ id: RecordID) throws -> StoredRecord? { try archive.versions(of: id).last { $0.position < horizon } }
        var seen = known
        // Not by the collector, which takes what it reads for the scene's: most of them are of others who saw the unit.
        for found in try archive.records(linkedTo: unit.leaf.id, .unit, type: .conversation, before: horizon) where seen.insert(found.leaf.id).inserted {
            guard let record = try newest(found.leaf.id), record.leaf.named(.unit).contains(unit.leaf.id), record.leaf.named(.customer).isEmpty,
                record.leaf.named(.signing).isEmpty, Self.present(record.leaf).isEmpty,
                try record.leaf.named(.visit).compactMap(newest).allSatisfy({ Self.attending($0.leaf).isEmpty })
            else { continue }
            unassigned.append(record)
        }
        guard only == nil else { return }
        for record in unassigned { collector.keep(record) }
        for record in unassigned {
            gaps.append(
                SceneGap(
                    kind: "no-customer",
                    text: LocalizedText(
                        zh: "这次会话登记了房号，没有登记客户，不能认定是本次买受人的接触，未列入时间线。",
                        en: "This conversation names the unit and no customer; nothing says that it was with these buyers, so it is not among the contacts."),
                    from: record.leaf.moment("started"), to: nil, sources: [collector.source(record)]))
        }
    }

    // MARK: - A copy

    private static func present(_ leaf: Leaf) -> [RecordID] {
        leaf.data["consents"]?.array?.compactMap { $0["person"]?.string.flatMap(RecordID.init) } ?? []
    }

    private static func attending(_ leaf: Leaf) -> [RecordID] { leaf.named(.customer) + present(leaf) }

    /// Leaves what a copy's customer took part in: by the import, the visit, or because they speak by name.
    ///
    /// What names nobody, and what belongs to the signing itself, is of all who bought together.
    mutating func keepOwn(_ visits: inout [StoredRecord], _ conversations: inout [StoredRecord]) throws {
        guard let only else { return }
        let shared = Set(signing?.leaf.named(.visit) ?? []), all = (visits: visits, conversations: conversations)
        let byID = Dictionary(visits.map { ($0.leaf.id, $0) }, uniquingKeysWith: { first, _ in first })
        let buyers = try self.buyers()
        conversations = try conversations.filter { conversation in
            let leaf = conversation.leaf, visits = leaf.named(.visit)
            if !shared.isDisjoint(with: visits) || signing.map({ leaf.links.contains(Link(.signing, $0.leaf.id)) }) ?? false { return true }
            let (speaking, isComplete) = try speakers(of: conversation, buyers)
            if speaking.contains(only) { return true }
            let named = leaf.named(.customer), attending = Self.present(leaf) + visits.compactMap { byID[$0] }.flatMap { Self.attending($0.leaf) }
            // Where others alone speak, an import that names none of them is mistaken.
            if isComplete, !speaking.isEmpty { return attending.contains(only) || (named.contains(only) && speaking.isSubset(of: named)) }
            return (named + attending).isEmpty || (named + attending).contains(only)
        }
        let kept = Set(conversations.map(\.leaf.id)), held = Set(conversations.flatMap { $0.leaf.named(.visit) })
        let filled = Set(all.conversations.flatMap { $0.leaf.named(.visit) })
        visits.removeAll { visit in
            let id = visit.leaf.id, attending = Self.attending(visit.leaf)
            return !held.contains(id) && !shared.contains(id) && !attending.contains(only) && (!attending.isEmpty || filled.contains(id))
        }
        let lost = Set(all.visits.map(\.leaf.id)).subtracting(visits.map(\.leaf.id))
        withheld = lost.count
        for conversation in all.conversations where !kept.contains(conversation.leaf.id) {
            if words[conversation.leaf.id] != nil { consulted.insert(conversation.leaf.id) }
            guard lost.isDisjoint(with: conversation.leaf.named(.visit)) else { continue }
            let isChat = conversation.leaf.data["medium"]?.string == "chat"
            withheld += isChat ? max(1, Set(try spoken(in: conversation).map { $0.utterance.time?.dayInChina }).count) : 1
        }
    }

    private typealias Buyer = (id: RecordID, names: [String], surname: Unicode.Scalar?, phone: String?)

    /// Those who bought together, by what a transcript may call them.
    private mutating func buyers() throws -> [Buyer] {
        var buyers: [Buyer] = []
        for customer in customers {
            let content = try collector.content(customer)
            let name = Self.plain(content?.text("name") ?? "")
            let names = [name] + name.split { "、，,;；/和".contains($0) }.map(String.init)
            buyers.append((customer.leaf.id, names.filter { $0.unicodeScalars.count >= 2 }, name.unicodeScalars.first, content?.text("phone").map(Self.plain)))
        }
        // A surname that two of them share names neither.
        for index in buyers.indices where buyers.count(where: { $0.surname == buyers[index].surname }) > 1 {
            let surname = buyers[index].surname
            for other in buyers.indices where buyers[other].surname == surname { buyers[other].surname = nil }
        }
        return buyers
    }

    /// The buyers who speak by name, and whether everybody who speaks and does not sell is one of them.
    private mutating func speakers(of conversation: StoredRecord, _ buyers: [Buyer]) throws -> (speaking: Set<RecordID>, isComplete: Bool) {
        var speaking: Set<RecordID> = [], isComplete = true, seen: Set<String> = []
        for spoken in try spoken(in: conversation) where !spoken.utterance.text.isEmpty {
            guard spoken.utterance.role != .seller, spoken.speaker?.role != "seller" else { continue }
            guard let label = spoken.speaker?.label else {
                isComplete = false
                continue
            }
            guard seen.insert(label).inserted else { continue }
            let plain = Self.plain(label)
            let found = buyers.filter { buyer in buyer.names.contains { plain.contains($0) } || (buyer.phone.map { $0.utf8.elementsEqual(plain.utf8) } ?? false) }
            let called = found.isEmpty ? buyers.filter { Self.calls(plain, $0.surname) } : found
            speaking.formUnion(called.map(\.id))
            if called.isEmpty { isComplete = false }
        }
        return (speaking, isComplete)
    }

    private static let titles: Set<String> = ["先生", "女士", "小姐", "太太", "姐", "哥", "总", "老师", "大姐", "大哥", "阿姨", "叔叔"]

    /// Whether a label is a surname with a form of address: 贺先生.
    private static func calls(_ label: String, _ surname: Unicode.Scalar?) -> Bool {
        guard let surname, label.unicodeScalars.first == surname else { return false }
        return titles.contains(String(label.unicodeScalars.dropFirst()))
    }

    private static func plain(_ text: String) -> String { String(String.UnicodeScalarView(text.unicodeScalars.filter { !$0.properties.isWhitespace })) }
}
