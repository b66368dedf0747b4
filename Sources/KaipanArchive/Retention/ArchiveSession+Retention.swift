import KaipanLog
import KaipanText

extension Archive {
    /// The periods in force.
    public func retentionPolicy() throws -> RetentionPolicy {
        try records(.retention).last.flatMap(RetentionPolicy.init) ?? RetentionPolicy()
    }

    /// The period of each conversation that is not erased, in the order in which they were recorded.
    public func retention() throws -> [RetentionState] {
        let policy = try retentionPolicy()
        let newest = Dictionary(try records(.conversation).map { ($0.leaf.id, $0) }, uniquingKeysWith: { $1 })
        let erased = Set(try records(.erased).flatMap { $0.leaf.links.filter { $0.relation == .subject }.map(\.target) })
        let signings = try byTarget(.signing, [.customer, .unit]), cases = try byTarget(.complaint, [.customer, .unit, .conversation, .signing])
        var contacts: [RecordID: Timestamp] = [:]
        for record in newest.values {
            for customer in record.leaf.targets(.customer) { contacts[customer] = max(contacts[customer] ?? record.contact, record.contact) }
        }
        let holds = try holds()
        return try newest.values.sorted { $0.position < $1.position }.filter { !erased.contains($0.leaf.id) }.map { record in
            let subjects = [record.leaf.id] + record.leaf.targets(.customer) + record.leaf.targets(.unit)
            var state = RetentionState(conversation: record.leaf.id, type: .visit, isHeld: false)
            let bought = subjects.flatMap { signings[$0] ?? [] }
            let disputes = (subjects + bought.map(\.leaf.id)).flatMap { cases[$0] ?? [] }
            if !disputes.isEmpty {
                state.type = .dispute
                let closed = disputes.map { $0.time("closed") }
                state.since = closed.contains(nil) ? nil : closed.compactMap(\.self).max()
                state.due = state.since?.advanced(months: policy.caseMonths)
            } else if !bought.isEmpty {
                state.type = .purchase
                let handovers = bought.map { $0.time("handover") }
                state.since = handovers.contains(nil) ? nil : handovers.compactMap(\.self).max()
                state.due = state.since?.advanced(months: policy.purchaseMonths)
            } else {
                state.since = record.leaf.targets(.customer).compactMap { contacts[$0] }.max() ?? record.contact
                state.due = state.since?.advanced(months: policy.visitMonths)
            }
            if !holds.isEmpty { state.isHeld = try !self.holds(on: record.leaf.id).isEmpty }
            return state
        }
    }

    /// The newest versions of all records of a type, by what they name.
    private func byTarget(_ type: RecordType, _ relations: Set<Relation>) throws -> [RecordID: [StoredRecord]] {
        var found: [RecordID: [StoredRecord]] = [:]
        for record in Dictionary(try records(type).map { ($0.leaf.id, $0) }, uniquingKeysWith: { $1 }).values {
            for link in record.leaf.links where relations.contains(link.relation) { found[link.target, default: []].append(record) }
        }
        return found
    }
}

extension ArchiveSession {
    /// Sets the periods.
    public func setRetention(_ policy: RetentionPolicy) throws {
        try require(.erase)
        try append([Draft(.retention, data: policy.data)])
    }

    /// Asks for the erasure of all conversations whose period ended by a moment and which no hold keeps.
    ///
    /// - Returns: the request's id and the conversations; nil where there are none.
    public func requestExpired(at moment: Timestamp) throws -> (request: RecordID, conversations: [RecordID])? {
        let due = try archive.retention().filter { !$0.isHeld && $0.due.map { $0 <= moment } ?? false }.map(\.conversation)
        guard !due.isEmpty else { return nil }
        // An entry has room for some hundred links; the rest comes with the next request.
        let part = Array(due.prefix(500))
        return (try requestErasure(of: part, reason: .periodOver), part)
    }
}

extension StoredRecord {
    fileprivate func time(_ name: String) -> Timestamp? { leaf.data[name]?.string.flatMap { Timestamp($0) } }

    /// When a conversation was held, as far as is known.
    fileprivate var contact: Timestamp { time("started") ?? leaf.time }
}

extension Leaf {
    /// The records that it names in a relation.
    func targets(_ relation: Relation) -> [RecordID] { links.filter { $0.relation == relation }.map(\.target) }
}

extension Timestamp {
    /// The same time of day some months later in China; of a day that the month does not have its last.
    package func advanced(months: Int) -> Timestamp {
        let day = dayInChina.description.split(separator: "-").compactMap { Int($0) }
        let month = day[0] * 12 + day[1] - 1 + months
        let midnight = Timestamp(dayInChina, hour: 0, minute: 0)
        for last in [day[2], 30, 29, 28] where last <= day[2] {
            let text = [String(month / 12), String(month % 12 + 1), String(last)].enumerated()
                .map { String(repeating: "0", count: ($0 == 0 ? 4 : 2) - $1.count) + $1 }.joined(separator: "-")
            if let later = CivilDate(text) {
                return Timestamp(later, hour: 0, minute: 0).advanced(by: milliseconds - midnight.milliseconds)
            }
        }
        return self
    }
}
