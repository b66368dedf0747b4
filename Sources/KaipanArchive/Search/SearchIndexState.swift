import KaipanText

/// How far the index is built.
package struct SearchIndexState: Sendable, Equatable {
    /// Utterances up to this id are in it.
    var utterances: Int64 = 0
    /// What entries of the log before this position say of them is in it.
    var entries: Int64 = 0
    /// Whether it has grams of sounds.
    var hasSounds: Bool
    /// The first and the last day that an utterance has, as `CivilDate.number`; 0 where none has.
    var firstDay: Int64 = 0
    var lastDay: Int64 = 0
    /// The hash of the last of these entries; see `LogAnchor`.
    var last: [UInt8] = []
    /// Rises with every change.
    var revision: Int64 = 0

    /// Of the rows and of the tables that texts are folded and sounded with: another one is built anew.
    package static let version: Int64 = 1

    static let statements = [
        """
        create table if not exists state (id {integer} primary key not null check (id = 1), version {integer} not null,
        utterances {integer} not null, entries {integer} not null, sounds {integer} not null, first_day {integer} not null,
        last_day {integer} not null, revision {integer} not null){strict}
        """,
        LogAnchor.statement,
        "create table if not exists posting (id {integer} primary key not null, grams {bytes} not null){strict}",
    ]

    init(hasSounds: Bool) { self.hasSounds = hasSounds }

    /// Reads the state; nil where there is none, or of another version.
    init?(_ connection: any SQLConnection) throws {
        let columns = "version, utterances, entries, sounds, first_day, last_day, revision"
        guard let row = try connection.first("select \(columns) from state where id = 1"), try row.integer(0) == Self.version
        else { return nil }
        utterances = try row.integer(1)
        entries = try row.integer(2)
        hasSounds = try row.integer(3) == 1
        firstDay = try row.integer(4)
        lastDay = try row.integer(5)
        revision = try row.integer(6)
        guard let last = try LogAnchor.read(Self.anchor, connection) else { return nil }
        self.last = last
    }

    private static let anchor = "search"

    /// Whether the index was built from this log, and not from one of which a part was lost.
    func isOf(_ records: any SQLConnection) throws -> Bool {
        guard try LogAnchor.leaf(of: entries, records) == last else { return false }
        return try SearchIndex.newestUtterance(records) >= utterances
    }

    /// Writes the state with the next revision.
    func write(_ connection: any SQLConnection) throws {
        try connection.insert(
            into: "state", ["id", "version", "utterances", "entries", "sounds", "first_day", "last_day", "revision"],
            [[
                .integer(1), .integer(Self.version), .integer(utterances), .integer(entries), .integer(hasSounds ? 1 : 0),
                .integer(firstDay), .integer(lastDay), .integer(revision + 1),
            ]], replacing: ["id"])
        try LogAnchor.write(last, Self.anchor, connection)
    }

    /// Widens the span of days.
    mutating func include(_ time: Timestamp) {
        let day = Int64(time.dayInChina.number)
        firstDay = firstDay == 0 ? day : min(firstDay, day)
        lastDay = max(lastDay, day)
    }

    var days: ClosedRange<CivilDate>? {
        firstDay == 0 ? nil : CivilDate(number: Int32(firstDay))...CivilDate(number: Int32(lastDay))
    }
}
