import KaipanLog
import KaipanText

/// Compares what searches read with the texts that it was built from.
struct IndexVerifier {
    let archive: Archive

    /// How many utterances are named one by one.
    private static let limit = 20
    private static let mending = "kaipan archive rebuild"

    func verify(_ report: inout VerificationReport) throws {
        var found: [(String, LocalizedText)] = []
        do {
            let comparison = try archive.searchIndex.compare()
            report.indexed = comparison.utterances
            for key in comparison.damagedRows.sorted().prefix(Self.limit) { found.append(("search index, row \(key)", LocalizedText(zh: "不是当初写入的", en: "not what was written"))) }
            for (utterance, count) in comparison.wrong.sorted(by: { $0.key < $1.key }).prefix(Self.limit) {
                let (object, exists) = try name(utterance)
                let words = LocalizedText(
                    zh: "少 \(count.missing) 个索引项，多 \(count.extra) 个", en: "\(count.missing) postings missing, \(count.extra) too many")
                found.append((
                    "search index, \(object)",
                    exists ? words : LocalizedText(zh: "没有这句话语；\(words.zh)", en: "there is no such utterance; \(words.en)")))
            }
            if comparison.wrong.count > Self.limit { found.append(("search index", LocalizedText(zh: "共 \(comparison.wrong.count) 句话语", en: "\(comparison.wrong.count) utterances in all"))) }
            if comparison.lacksDays { found.append(("search index", Damage.malformed("days"))) }
            try archive.contractIndex.verify { signing, isMissing in
                found.append((
                    "search index, signing \(signing)",
                    isMissing
                        ? LocalizedText(zh: "缺合同编号", en: "contract number missing") : LocalizedText(zh: "多出合同编号", en: "contract number too many")))
            }
        } catch ArchiveError.damaged(let object, let reason) {
            found.append(("search index, \(object)", reason))
        }
        for (object, reason) in found {
            report.add(object, zh: "\(reason.zh)；修复：\(Self.mending)", en: "\(reason.en); mend: \(Self.mending)")
        }
    }

    private func name(_ utterance: Int64) throws -> (object: String, exists: Bool) {
        let row = try archive.database.read { try $0.first("select conversation, number from utterance where id = $1", [.integer(utterance)]) }
        guard let row else { return ("utterance \(utterance)", false) }
        return ("utterance \(try row.text(0)) \(try row.integer(1))", true)
    }
}
