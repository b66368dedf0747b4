import KaipanArchive
import KaipanChecks
import KaipanText

/// How time stamps are shown.
enum ArchiveAnchors {
    /// A line: the entry, what it covers, the interval, how far it was verified.
    static func line(_ finding: TimeStampFinding, _ language: Language) -> String {
        let stamp = finding.stamp
        let covered =
            stamp.renewed.map { LocalizedText(zh: "续期 \($0)（前 \(stamp.size) 条）", en: "renews \($0) (first \(stamp.size) entries)") }
            ?? LocalizedText(zh: "前 \(stamp.size) 条", en: "first \(stamp.size) entries")
        switch finding.result {
        case .success(let proof):
            let interval = proof.interval
            let time = interval.lowerBound == interval.upperBound ? "\(interval.lowerBound)" : "\(interval.lowerBound) – \(interval.upperBound)"
            return "\(stamp.position)  \(time)  \(covered[language])  \(proof.message[language])\n"
        case .failure(let error):
            return "✗ \(stamp.position)  \(covered[language])  \(ArchiveProblem.message(error)[language])\n"
        }
    }
}
