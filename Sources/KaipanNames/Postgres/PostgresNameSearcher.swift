import KaipanPostgres
import KaipanText

/// Searches an export in a PostgreSQL database, one query at a time; make one for each thread and keep it, because it holds a connection.
///
/// The database finds the cores that share a key with the query; they are scored, filtered and put into order here as `NameSearcher`
/// does it, so that a query gives the same entries in the same order.
public final class PostgresNameSearcher: NameSearching {
    public let vocabulary: NameVocabulary
    private let connection: PostgresConnection
    private var export = Export()
    /// One for each core of a query.
    private let scorers = (0..<NameForms.queryCount).map { _ in CoreScorer() }

    /// What is known of the export that was searched last.
    private struct Export {
        var id: Int64 = 0
        var rowCount = 0
        var batches: [RegisterBatch] = []
    }

    /// - Parameters:
    ///   - address: a URL `postgresql://…` or `keyword=value` pairs; the user needs no right but to read the tables.
    ///   - vocabulary: that of the index which was exported.
    /// - Throws: `postgres` where there is no connection, or no export of this version.
    public init(_ address: String, vocabulary: NameVocabulary = NameVocabulary()) throws(NameIndexError) {
        self.vocabulary = vocabulary
        do throws(NameDatabaseError) {
            connection = try NameDatabaseError.wrap { () throws(PostgresError) in try PostgresConnection(address) }
            try connection.requireIntarray()
            // The share of rows that have one of a hundred keys is guessed far too high, and the index left aside.
            try NameDatabaseError.wrap { () throws(PostgresError) in
                try connection.run("set enable_seqscan = off; set jit = off; set plan_cache_mode = force_generic_plan")
            }
        } catch {
            throw .postgres(error)
        }
        try transaction { () throws(NameDatabaseError) in try refresh() }
    }

    /// How many entries the export has that was searched last.
    public var rowCount: Int { export.rowCount }

    /// The batches of the export that is in force.
    public func searchedBatches() throws(NameIndexError) -> [RegisterBatch] {
        try transaction { () throws(NameDatabaseError) in try refresh() }
        return export.batches
    }

    /// The entries whose names are like the query's, the most alike first.
    ///
    /// - Complexity: bounded by the query's `workLimit`; up to four times as many cores, or 20,000, come from the database, so that those
    ///   with the same characters are scored first even where the work must end early. Where even more share a key, which of them
    ///   come is the database's choice, and the result says that it was cut.
    public func search(_ query: NameQuery) throws(NameIndexError) -> NameSearchResult {
        try transaction { () throws(NameDatabaseError) in
            try refresh()
            return try NameDatabaseError.wrap { () throws(PostgresError) in
                var result = NameSearchResult()
                let candidates = try candidates(query, limit: max(200, query.limit), &result)
                result.rows = NameSearcher.nearestFirst(try rows(of: candidates, query, &result), query)
                return result
            }
        }
    }

    /// Runs the body on one export: whoever would replace it waits for the end.
    private func transaction<Result>(_ body: () throws(NameDatabaseError) -> Result) throws(NameIndexError) -> Result {
        do throws(NameDatabaseError) {
            let mode = "isolation level read committed, read only"
            return try connection.transaction(mode, converting: NameDatabaseError.database, body)
        } catch {
            throw .postgres(error)
        }
    }

    /// Reads what the export is, where it is another one than before.
    private func refresh() throws(NameDatabaseError) {
        let server = connection.server
        let version = try read("select version from kaipan_export")
        guard version.count == 1 else { throw .noExport(server: server) }
        let found = version.text(0, 0), expected = PostgresTables.version
        guard found == expected else { throw .version(server: server, found: found, expected: expected) }
        let row = try read("select id, rows from kaipan_export")
        guard row.number(0, 0, Int64.self) != export.id else { return }
        var next = Export(id: row.number(0, 0, Int64.self), rowCount: Int(row.number(0, 1, Int64.self)))
        let batches = try read("select register, file, digest, as_of, rows, rejected from kaipan_batches order by number")
        for index in 0..<batches.count {
            next.batches.append(
                RegisterBatch(
                    register: RegisterKind(rawValue: batches.text(index, 0)) ?? .place, file: batches.text(index, 1),
                    digest: batches.text(index, 2), asOf: batches.text(index, 3), rows: Int(batches.number(index, 4, Int64.self)),
                    rejected: Int(batches.number(index, 5, Int64.self))))
        }
        export = next
    }

    private func read(_ statement: String) throws(NameDatabaseError) -> PostgresRows {
        do throws(PostgresError) {
            return try connection.query(statement)
        } catch {
            // No such table, or no right to read it.
            throw error.code == "42P01" || error.code == "42501" ? .noExport(server: connection.server) : .database(error)
        }
    }

    // MARK: - Candidates

    /// Cores that are fetched in any case, so that a small limit on work has what to choose from.
    private static let leastFetched = 20_000

    /// A core as the database gave it.
    private struct FoundCore {
        var id: Int64
        var record: CoreRecord
        var sharing: Int

        var candidate: (core: Int, isInDelta: Bool) { (Int(id & 0xFFFF_FFFF), id >> 32 != 0) }
    }

    /// A core that is worth reading the rows of.
    private struct Candidate {
        var found: FoundCore
        var score: Float
    }

    private func candidates(_ query: NameQuery, limit: Int, _ result: inout NameSearchResult) throws(PostgresError) -> [Candidate] {
        let forms = NameForms.queries(of: NameText(query.name, vocabulary: vocabulary, near: query.city))
        for (form, scorer) in zip(forms, scorers) { scorer.begin(form) }
        let scorers = scorers.prefix(forms.count)
        let isCantonese = query.city.map { $0.hasPrefix("44") } ?? false
        let lookUps = forms.flatMap { NameKeys.lookUps(of: $0, isCantonese: isCantonese) }
        let fetched = max(4 * query.workLimit, Self.leastFetched)
        let rows = try connection.query(
            "select id, core, classes, provinces, kinds, sharing from kaipan_cores where keys && $1 limit $2",
            [.shortIntegers(PostgresKeys.sought(lookUps)), .integer(Int64(fetched))])
        if rows.count == fetched { result.isTruncated = true }
        var parts: [[FoundCore]] = [[], []]
        for index in 0..<rows.count {
            let core = Self.core(rows, index)
            parts[core.id >> 32 == 0 ? 0 : 1].append(core)
        }
        var best = BestCandidates(limit: limit)
        let kinds = NameSearcher.kinds(query), provinces = CoreRecord.province(of: query.city)
        var places: [Int64: FoundCore] = [:]
        for var cores in parts {
            if cores.count >= query.workLimit {
                result.isTruncated = true
                cores = Self.mostTelling(cores, lookUps, query.workLimit)
            }
            result.scored += cores.count
            for core in cores where NameSearcher.admits(core.record, kinds, query.classes.rawValue, provinces) {
                let least = max(NameSearcher.threshold, best.least)
                var score: Float = 0
                for scorer in scorers { score = max(score, scorer.score(core.record, least: max(least, score))) }
                guard score >= least else { continue }
                let (number, isInDelta) = core.candidate
                best.insert(NameCandidate(core: number, score: score, isInDelta: isInDelta))
                places[core.id] = core
            }
        }
        return best.sorted.compactMap { candidate in
            places[Int64(candidate.isInDelta ? 1 : 0) << 32 | Int64(candidate.core)].map { Candidate(found: $0, score: candidate.score) }
        }
    }

    private static func core(_ rows: PostgresRows, _ index: Int) -> FoundCore {
        var record = CoreRecord()
        // All characters have 16 bits here; see `CoreRecord.code`.
        let characters = String(decoding: rows.bytes(index, 1), as: UTF8.self).unicodeScalars.map { UInt16(truncatingIfNeeded: $0.value) }
        record.setCharacters(characters[...])
        record.classes = rows.number(index, 2, UInt64.self)
        record.provinces = rows.number(index, 3, UInt32.self)
        record.kinds = UInt8(truncatingIfNeeded: rows.number(index, 4, UInt16.self))
        return FoundCore(id: rows.number(index, 0, Int64.self), record: record, sharing: Int(rows.number(index, 5, Int32.self)))
    }

    /// The cores that a search of an index meets first: those with the same characters, then by the look-ups' order.
    private static func mostTelling(_ cores: [FoundCore], _ lookUps: [NameKeys.LookUp], _ limit: Int) -> [FoundCore] {
        var exact: [NameKeys.Key: Int] = [:], all: [UInt32: Int] = [:]
        for (place, lookUp) in lookUps.enumerated() {
            if exact[lookUp.key] == nil { exact[lookUp.key] = place }
            if !lookUp.isExact, all[lookUp.key.value] == nil { all[lookUp.key.value] = place }
        }
        let ranked = cores.map { core -> (rank: Int, core: FoundCore) in
            // The place of the best look-up, and the check where that is what orders the postings of one key.
            var rank = Int.max
            let characters = (0..<Int(core.record.length)).map { core.record.character($0) }
            NameKeys.keys(of: characters, isCantonese: core.record.provinces & CoreRecord.guangdong != 0) { key in
                if let place = exact[key] {
                    rank = min(rank, place << 8)
                } else if let place = all[key.value] {
                    rank = min(rank, (lookUps.count + place) << 8 | Int(key.check))
                }
            }
            return (rank, core)
        }
        return ranked.sorted { ($0.rank, $0.core.id) < ($1.rank, $1.core.id) }.prefix(limit).map(\.core)
    }

    // MARK: - Rows

    private func rows(of candidates: [Candidate], _ query: NameQuery, _ result: inout NameSearchResult) throws(PostgresError) -> [FoundRow] {
        var found: [FoundRow] = []
        var next = 0
        while next < candidates.count, found.count < query.limit * 4 {
            let some = candidates[next..<min(next + Self.coresAtOnce, candidates.count)]
            next = some.endIndex
            let rows = try connection.query(Self.rowsOfCores, [.integers(some.map(\.found.id)), .integer(Int64(NameSearcher.rowsPerCore))])
            var ranges: [Int64: Range<Int>] = [:]
            for index in 0..<rows.count {
                let core = rows.number(index, 0, Int64.self)
                ranges[core] = (ranges[core]?.lowerBound ?? index)..<index + 1
            }
            for candidate in some where found.count < query.limit * 4 {
                for index in ranges[candidate.found.id] ?? 0..<0 {
                    let bytes = rows.bytes(index, 2)
                    guard bytes.count > RowCodec.fixedSize else { continue }
                    let (row, batch) = RowCodec.decode(bytes)
                    guard NameSearcher.admits(row, query) else { continue }
                    let kind = UInt8(truncatingIfNeeded: rows.number(index, 1, UInt16.self))
                    found.append(
                        FoundRow(
                            row: row, name: NameSearcher.name(of: row, kind: kind, core: candidate.found.record, vocabulary),
                            batch: export.batches.indices.contains(batch) ? export.batches[batch] : nil,
                            score: Double(candidate.score), sharing: candidate.found.sharing))
                }
                if candidate.found.sharing > NameSearcher.rowsPerCore { result.isTruncated = true }
            }
        }
        return found
    }

    private static let coresAtOnce = 50

    private static let rowsOfCores = """
        select reference.core, reference.kind, entry.row
        from kaipan_references reference join kaipan_names entry on entry.id = reference.name
        where reference.core = any($1) and reference.place < $2 order by reference.core, reference.place
        """
}

extension PostgresConnection {
    /// Fails where the operators of `intarray` cannot be named as this user's statements name them: without them the index on keys is
    /// left aside without a word.
    func requireIntarray() throws(NameDatabaseError) {
        let rows = try NameDatabaseError.wrap { () throws(PostgresError) in try query("select to_regtype('query_int') is not null") }
        guard rows.number(0, 0, UInt8.self) == 1 else { throw .missingExtension(server: server, reason: "search_path") }
    }
}
