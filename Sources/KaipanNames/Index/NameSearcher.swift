import KaipanText

/// Searches an index, one query at a time; make one for each thread and keep it, because it remembers which pages it examined.
public final class NameSearcher {
    public let index: NameIndex
    private let base: IndexReader
    private let delta: IndexReader?
    private let batches: [RegisterBatch]
    /// The candidates seen in this search: an open hash table of core + 1.
    private var seen = [UInt32](repeating: 0, count: 1 << 17)
    private var seenCount = 0

    public init(_ index: NameIndex) throws(NameIndexError) {
        self.index = index
        base = IndexReader(index.base)
        delta = index.delta.map(IndexReader.init)
        batches = (delta ?? base).batches
        try base.requireIntact()
        try delta?.requireIntact()
    }

    /// The entries whose names are like the query's, the most alike first.
    ///
    /// - Complexity: bounded by the query's `workLimit`; as a rule a few thousand candidates.
    public func search(_ query: NameQuery) throws(NameIndexError) -> NameSearchResult {
        var result = NameSearchResult()
        let candidates = try candidates(query, limit: max(200, query.limit), &result)
        var rows: [FoundRow] = []
        for candidate in candidates {
            let reader = candidate.isInDelta ? delta! : base
            let sharing = reader.referenceCount(candidate.core)
            for reference in reader.references(candidate.core, limit: Self.rowsPerCore) {
                if !candidate.isInDelta, let delta, delta.replaces(reference.row) { continue }
                guard let (row, batch) = reader.row(reference.row), Self.admits(row, query) else { continue }
                rows.append(
                    FoundRow(
                        row: row, name: Self.name(of: row, kind: reference.kind, like: candidate, reader, index.vocabulary),
                        batch: batches.indices.contains(batch) ? batches[batch] : nil,
                        score: Double(candidate.score), sharing: sharing))
            }
            if sharing > Self.rowsPerCore { result.isTruncated = true }
            if rows.count >= query.limit * 4 { break }
        }
        try base.requireIntact()
        try delta?.requireIntact()
        result.rows = Self.nearestFirst(rows, query)
        return result
    }

    private static let rowsPerCore = 256

    /// The cores that are most like the query's, for measuring.
    package func candidates(_ query: NameQuery, limit: Int, _ result: inout NameSearchResult) throws(NameIndexError) -> [NameCandidate] {
        let name = NameText(query.name, vocabulary: index.vocabulary, near: query.city)
        var best = BestCandidates(limit: limit)
        let forms = NameForms.cores(of: name)
        var scorers = forms.map { CoreScorer($0) }
        let isCantonese = query.city.map { $0.hasPrefix("44") } ?? false
        for (reader, isInDelta) in [(base, false)] + (delta.map { [($0, true)] } ?? []) {
            clearSeen()
            var left = query.workLimit
            let lookUps = forms.flatMap { NameKeys.lookUps(of: $0, isCantonese: isCantonese) }
                .map { ($0, reader.postings(of: $0.key)) }
            // Those with the same characters first, in case the work must end early.
            for (_, postings) in lookUps { visit(postings.checked, reader, isInDelta, query, &scorers, &best, &left) }
            for (lookUp, postings) in lookUps where !lookUp.isExact {
                visit(postings.all.lowerBound..<postings.checked.lowerBound, reader, isInDelta, query, &scorers, &best, &left)
                visit(postings.checked.upperBound..<postings.all.upperBound, reader, isInDelta, query, &scorers, &best, &left)
            }
            result.scored += query.workLimit - max(0, left)
            if left <= 0 { result.isTruncated = true }
            try reader.requireIntact()
        }
        return best.sorted
    }

    private func visit(
        _ postings: Range<Int>, _ reader: IndexReader, _ isInDelta: Bool, _ query: NameQuery, _ scorers: inout [CoreScorer],
        _ best: inout BestCandidates, _ left: inout Int
    ) {
        let kinds = Self.kinds(query), provinces = CoreRecord.province(of: query.city)
        for posting in postings {
            guard left > 0 else { return }
            let core = reader.core(ofPosting: posting)
            guard insertSeen(core) else { continue }
            left -= 1
            let record = reader.record(core)
            guard Self.admits(record, kinds, query.classes.rawValue, provinces) else { continue }
            var score: Float = 0
            for index in scorers.indices { score = max(score, scorers[index].score(record)) }
            if score >= Self.threshold { best.insert(NameCandidate(core: core, score: score, isInDelta: isInDelta)) }
        }
    }

    /// Below this nothing is alike: one of two characters.
    static let threshold: Float = 0.5

    // MARK: - Filters

    /// The bits of `CoreRecord.kinds` that a query asks for: registers below, statuses above.
    private static func kinds(_ query: NameQuery) -> UInt8 {
        var bits: UInt8 = query.includesEnded ? 0xF0 : 0xF0 & ~(1 << (4 + RegisterStatus.ended.rawValue))
        for register in query.registers { bits |= 1 << RowCodec.kind(register) }
        return bits
    }

    /// Whether a core may have a row that the query admits.
    @inline(__always)
    private static func admits(_ record: CoreRecord, _ kinds: UInt8, _ classes: UInt64, _ provinces: UInt32) -> Bool {
        let common = record.kinds & kinds
        guard common & 0x0F != 0, common & 0xF0 != 0 else { return false }
        let isMark = common & 0b010 != 0 && (classes == 0 || record.classes & classes != 0 || record.classes == 0)
        let isLocal = common & 0b101 != 0 && (provinces == 0 || record.provinces & provinces != 0 || record.provinces == 0)
        return isMark || isLocal
    }

    static func admits(_ row: RegisterRow, _ query: NameQuery) -> Bool {
        guard query.registers.contains(row.register), query.includesEnded || row.status != .ended else { return false }
        switch row.register {
        case .trademark:
            return query.classes.isEmpty || row.classes.isEmpty || !row.classes.isDisjoint(with: query.classes) || row.isWellKnown
        case .place, .project:
            guard let city = query.city, let division = row.division else { return true }
            return division.prefix(2) == city.prefix(2)
        }
    }

    /// Which of a row's names was found: the one whose core is the candidate's.
    private static func name(
        of row: RegisterRow, kind: UInt8, like candidate: NameCandidate, _ reader: IndexReader, _ vocabulary: NameVocabulary
    ) -> String {
        guard kind != 0 else { return row.name }
        let record = reader.record(candidate.core)
        let core = (0..<Int(record.length)).map { record.character($0) }
        return row.otherNames.first { other in
            other.kind.rawValue == kind && NameForms.cores(of: NameText(other.text, vocabulary: vocabulary, near: row.division)).contains(core)
        }?.text ?? row.name
    }

    /// The most alike first; of equals those that are in the city and live.
    static func nearestFirst(_ rows: [FoundRow], _ query: NameQuery) -> [FoundRow] {
        func rank(_ found: FoundRow) -> (Double, Int, Int, String, String) {
            let row = found.row
            let shared = zip(query.city ?? "", row.division ?? "").prefix { $0 == $1 }.count
            return (-found.score, -shared, row.status == .ended ? 1 : 0, row.name, row.key)
        }
        var unique: Set<String> = []
        return rows.sorted { rank($0) < rank($1) }
            .filter { unique.insert("\($0.row.register.rawValue)\u{0}\($0.row.key)\u{0}\($0.name)").inserted }
            .prefix(query.limit).map { $0 }
    }

    // MARK: - Cores seen

    private func clearSeen() {
        guard seenCount > 0 else { return }
        seen.withUnsafeMutableBufferPointer { $0.update(repeating: 0) }
        seenCount = 0
    }

    private func insertSeen(_ core: Int) -> Bool {
        let value = UInt32(core) &+ 1
        var place = Int(value &* 0x9E37_79B1 &>> 15)
        while seen[place] != 0 {
            if seen[place] == value { return false }
            place = (place + 1) & (1 << 17 - 1)
        }
        guard seenCount < 100_000 else { return true }
        seen[place] = value
        seenCount += 1
        return true
    }
}
