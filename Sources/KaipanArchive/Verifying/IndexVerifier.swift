import KaipanLog

/// Compares what searches read with the texts that it was built from.
struct IndexVerifier {
    let archive: Archive

    /// How many utterances are named one by one.
    private static let limit = 20
    private static let mending = "kaipan archive rebuild"

    func verify(_ report: inout VerificationReport) throws {
        var found: [(String, String)] = []
        do {
            let comparison = try archive.searchIndex.compare()
            report.indexed = comparison.utterances
            for key in comparison.damagedRows.sorted().prefix(Self.limit) { found.append(("search index, row \(key)", "not what was written")) }
            for (utterance, count) in comparison.wrong.sorted(by: { $0.key < $1.key }).prefix(Self.limit) {
                found.append(("search index, \(try name(utterance))", "\(count.missing) postings missing, \(count.extra) too many"))
            }
            if comparison.wrong.count > Self.limit { found.append(("search index", "\(comparison.wrong.count) utterances in all")) }
            if comparison.lacksDays { found.append(("search index", "days")) }
            try archive.contractIndex.verify { signing, isMissing in
                found.append(("search index, signing \(signing)", "contract number " + (isMissing ? "missing" : "too many")))
            }
        } catch ArchiveError.damaged(let object, let reason) {
            found.append(("search index, \(object)", reason))
        }
        for (object, reason) in found { report.add(object, "\(reason); mend: \(Self.mending)") }
    }

    private func name(_ utterance: Int64) throws -> String {
        let row = try archive.database.read { try $0.first("select conversation, number from utterance where id = $1", [.integer(utterance)]) }
        guard let row else { return "utterance \(utterance), which does not exist" }
        return "utterance \(try row.text(0)) \(try row.integer(1))"
    }
}
