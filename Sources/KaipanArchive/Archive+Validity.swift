import KaipanLog
import KaipanText

extension Archive {
    /// The position before which everything was recorded by a moment.
    ///
    /// - Parameter time: by the clock of the machine that recorded; nil for now.
    public func horizon(_ time: Timestamp?) throws -> Int64 {
        guard let time else { return .max }
        return try database.read { connection in
            try connection.first(
                "select position from entry where time > $1 order by position limit 1", [.integer(time.milliseconds)])?.integer(0) ?? .max
        }
    }

    /// The versions of scripts or documents, each with the time in which it was in force, in the order in which they were recorded.
    ///
    /// A version is in force from `valid_from` until `valid_to`, until it is withdrawn, or until a version that supersedes it begins.
    ///
    /// - Parameters:
    ///   - type: scripts or documents.
    ///   - known: only what had been recorded by then counts; nil for all.
    public func validities(_ type: RecordType, asKnownAt known: Timestamp? = nil) throws -> [Validity] {
        try validities(type, before: horizon(known))
    }

    /// The same, as the entries before a position tell it.
    public func validities(_ type: RecordType, before horizon: Int64) throws -> [Validity] {
        func time(_ record: StoredRecord, _ name: String) -> Timestamp? { record.leaf.data[name]?.string.flatMap { Timestamp($0) } }
        let versions = try records(type, before: horizon)
        var ends: [RecordID: Timestamp] = [:]
        func end(_ id: RecordID, _ time: Timestamp) { ends[id] = min(ends[id] ?? time, time) }
        for version in versions {
            for link in version.leaf.links where link.relation == .supersedes { end(link.target, time(version, "valid_from") ?? version.leaf.time) }
        }
        let (withdrawal, relation): (RecordType, Relation) =
            type == .script ? (.scriptWithdrawal, .script) : (.documentWithdrawal, .document)
        for record in try records(withdrawal, before: horizon) {
            for link in record.leaf.links where link.relation == relation { end(link.target, time(record, "from") ?? record.leaf.time) }
        }
        return versions.compactMap { version in
            guard let from = time(version, "valid_from") else { return nil }
            let end = [time(version, "valid_to"), ends[version.leaf.id]].compactMap(\.self).min()
            return Validity(record: version, from: from, end: end)
        }
    }

    /// The versions that were in force at a moment, as far as was known at another one.
    ///
    /// - Parameters:
    ///   - type: scripts or documents.
    ///   - moment: in the world.
    ///   - known: only what had been recorded by then counts; nil for all.
    public func inForce(_ type: RecordType, at moment: Timestamp, asKnownAt known: Timestamp? = nil) throws -> [StoredRecord] {
        try validities(type, asKnownAt: known).filter { $0.contains(moment) }.map(\.record)
    }
}
