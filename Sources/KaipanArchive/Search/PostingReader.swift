import KaipanText

/// The index's database did not answer.
struct UnreadableIndex: Error {}

/// Reads what the index has on the terms of a query, block by block.
struct PostingReader {
    let connection: any SQLConnection
    let state: SearchIndexState
    private let hasher: GramHasher

    init(_ connection: any SQLConnection, _ state: SearchIndexState, _ hasher: GramHasher) {
        self.connection = connection
        self.state = state
        self.hasher = hasher
    }

    /// What an utterance that satisfies a term has in the index.
    struct Lookup {
        /// At least one gram of each group; no groups: nothing is known of it.
        var groups: [[SearchGram]]
        /// Whether that suffices.
        var isExact: Bool
        /// Whether nothing satisfies it.
        var isImpossible = false
    }

    /// The utterances of a block that may satisfy a term.
    struct Candidates {
        var bits: BlockBits
        /// Whether they do for certain.
        var isExact: Bool
    }

    /// Longer words are looked up by this many pairs.
    private static let mostPairs = 24
    /// Longer spans are not looked up.
    private static let mostTimes = 400

    func lookup(_ term: SearchTerm) -> Lookup {
        switch term {
        case .word(let word):
            let grams = word.grams
            return Lookup(groups: grams.prefix(Self.mostPairs).map { [hasher.gram($0)] }, isExact: word.gramsSuffice)
        case .sounds(let word):
            return Lookup(
                groups: word.groups(withSounds: state.hasSounds).prefix(Self.mostPairs).map { Set($0).map(hasher.gram) }, isExact: false)
        case .role(let role): return facet(.role(role))
        case .record(let link): return facet(.record(link))
        case .rule(let rule): return facet(.rule(rule))
        case .from(let day): return times(day, state.days?.upperBound)
        case .through(let day): return times(state.days?.lowerBound, day)
        }
    }

    /// Every utterance of the index.
    var all: Lookup { facet(.indexed) }

    private func facet(_ facet: SearchFacet) -> Lookup { Lookup(groups: [[hasher.gram(facet)]], isExact: true) }

    private func times(_ first: CivilDate?, _ last: CivilDate?) -> Lookup {
        guard let first, let last, let days = state.days, first <= days.upperBound, last >= days.lowerBound else {
            return Lookup(groups: [], isExact: true, isImpossible: true)
        }
        let facets = SearchFacet.times(from: max(first, days.lowerBound), through: min(last, days.upperBound))
        guard facets.count <= Self.mostTimes else { return Lookup(groups: [], isExact: false) }
        return Lookup(groups: [facets.map { hasher.gram($0) }], isExact: true)
    }

    /// The candidates of each lookup in some blocks; nil for a block that is damaged.
    ///
    /// - Throws: `UnreadableIndex`.
    func candidates(_ lookups: [Lookup], in blocks: [Int64]) throws(UnreadableIndex) -> [Int64: [Candidates]?] {
        let grams = Set(lookups.flatMap { $0.groups.flatMap { $0 } })
        let buckets = Set(grams.map(\.bucket)).sorted()
        var rows: [Int64: GramBucket] = [:]
        var damaged: Set<Int64> = []
        do {
            let keys = blocks.flatMap { block in buckets.map { GramBucket.key(block: block, bucket: $0) } }
            try SearchIndex.rows(keys, connection) { key, row in
                do { rows[key] = try GramBucket(key: key, row: row) } catch { damaged.insert(key >> Int64(SearchGram.bucketBits)) }
            }
        } catch { throw UnreadableIndex() }
        var result: [Int64: [Candidates]?] = [:]
        for block in blocks {
            result[block] = damaged.contains(block) ? .some(nil) : .some(try? lookups.map { try candidates($0, block, rows) })
        }
        return result
    }

    private func candidates(_ lookup: Lookup, _ block: Int64, _ rows: [Int64: GramBucket]) throws(SearchIndexDamage) -> Candidates {
        guard !lookup.isImpossible else { return Candidates(bits: BlockBits(), isExact: true) }
        var bits: BlockBits?
        for group in lookup.groups {
            var any = BlockBits()
            for gram in group {
                let key = GramBucket.key(block: block, bucket: gram.bucket)
                guard let posting = try rows[key]?.posting(gram.suffix) else { continue }
                guard PostingList.add(posting, to: &any) else { throw SearchIndexDamage(row: key) }
            }
            if bits == nil { bits = any } else { bits?.formIntersection(any) }
            // Nothing more can come of it.
            if bits?.isEmpty == true { return Candidates(bits: BlockBits(), isExact: true) }
        }
        return Candidates(bits: bits ?? BlockBits(all: true), isExact: lookup.isExact)
    }
}
