import KaipanArchive
import KaipanLog
import KaipanText

/// Versions that were recorded only after the moment for which they are said to hold: a date can be typed in, the place in the log cannot.
extension SceneAssembly {
    /// What is signed comes about with the signature; it may be recorded so much later without a word, in milliseconds.
    private static let timeForSigned: Int64 = 7 * 86_400_000

    /// The signature, or else the last contact.
    var momentAskedAbout: Timestamp? { signing?.leaf.moment("time") ?? contacts.compactMap(\.start).max() }

    /// What was in force at a moment by what was recorded by that moment: a version, an end or a withdrawal that came later is not known.
    ///
    /// - Complexity: O(versions); the log is not looked at again.
    func inForceAsKnown(at moment: Timestamp) -> [RecordID] {
        var ends: [RecordID: Timestamp] = [:], newest: [RecordID: StoredRecord] = [:]
        for record in history where record.leaf.time <= moment {
            let leaf = record.leaf
            switch leaf.type {
            case .script, .document:
                newest[leaf.id] = record
                for old in leaf.named(.supersedes) { ends[old] = min(ends[old] ?? Timestamp(milliseconds: .max), leaf.moment("valid_from") ?? leaf.time) }
            default:
                for old in leaf.named(.script) + leaf.named(.document) { ends[old] = min(ends[old] ?? Timestamp(milliseconds: .max), leaf.moment("from") ?? leaf.time) }
            }
        }
        let inForce = newest.values.compactMap { record -> (from: Timestamp, record: StoredRecord)? in
            guard validities[record.leaf.id] != nil, let from = record.leaf.moment("valid_from"), from <= moment else { return nil }
            let end = [record.leaf.moment("valid_to"), ends[record.leaf.id]].compactMap(\.self).min()
            return end.map { $0 <= moment } ?? false ? nil : (from, record)
        }
        return inForce.sorted { ($0.from, $0.record.position) < ($1.from, $1.record.position) }.map(\.record.leaf.id)
    }

    /// The scripts that a contact is held against, and those of them that were recorded after it began.
    ///
    /// Nobody could keep to what was written later: it judges only where the archive knew no script then, and is marked.
    static func scripts(for contact: SceneContact, _ versions: [SceneVersion]) -> (scripts: [String], late: Set<String>) {
        let recorded = Dictionary(versions.filter { $0.kind == "script" }.map { ($0.id, $0.recorded) }) { first, _ in first }
        let then = contact.inForceAsKnownThen.filter { recorded[$0] != nil }
        let scripts = then.isEmpty ? contact.inForce.filter { recorded[$0] != nil } : then
        guard let start = contact.start else { return (scripts, []) }
        return (scripts, Set(scripts.filter { id in recorded[id].map { $0 > start } ?? false }))
    }

    /// Declares each version in force at the moment asked about that the archive did not have then, with what it had instead.
    mutating func findLateVersions(_ versions: [SceneVersion]) {
        guard let moment = momentAskedAbout else { return }
        let then = inForceAsKnown(at: moment).map(\.description), now = inForce(at: moment).map(\.record.leaf.id.description)
        let signed = Set((signing?.leaf.named(.document) ?? []).map(\.description))
        for version in versions where now.contains(version.id) {
            let late = version.recorded.milliseconds - moment.milliseconds
            guard late > (signed.contains(version.id) ? Self.timeForSigned : 0) else { continue }
            let known = versions.filter { $0.kind == version.kind && then.contains($0.id) }
            gaps.append(
                SceneGap(
                    kind: "late-version", text: Self.told(of: version, days: late / 86_400_000, isSigning: signing != nil, known),
                    from: moment, to: version.recorded, sources: [version.source] + known.filter { $0.id != version.id }.map(\.source)))
        }
        let told = Set(gaps.filter { $0.kind == "late-version" }.flatMap(\.sources).map(\.record))
        for version in versions where then.contains(version.id) && !now.contains(version.id) && !told.contains(version.id) {
            findLateEnd(of: version, moment)
        }
    }

    /// Declares a version that the archive had in force at a moment, and whose end before it was recorded afterwards.
    private mutating func findLateEnd(of version: SceneVersion, _ moment: Timestamp) {
        let ends = history.filter { record in
            let leaf = record.leaf
            return leaf.time > moment && ([leaf.id] + leaf.named(.supersedes) + leaf.named(.script) + leaf.named(.document)).contains { $0.description == version.id }
        }
        for end in ends { collector.keep(end) }
        let at = isSigned ? LocalizedText(zh: "签约时", en: "at the signing") : LocalizedText(zh: "最后一次接触时", en: "at the last contact")
        let day = ends.last.map { LocalizedText(zh: "（\($0.leaf.time.inChina.prefix(16)) 登记）", en: " (recorded \($0.leaf.time.inChina.prefix(16)))") }
        gaps.append(
            SceneGap(
                kind: "late-end",
                text: LocalizedText(
                    zh: "\(version.kindName.zh)“\(version.name)”\(at.zh)按档案所知有效；事后登记的撤回、替换或截止日期\(day?.zh ?? "")把它写成当时已经失效。",
                    en: "The \(version.kindName.en) “\(version.name)” was in force \(at.en) as the archive knew it; a withdrawal, a successor or an end recorded later\(day?.en ?? "") says that it no longer was."),
                from: moment, to: ends.last?.leaf.time, sources: [version.source] + ends.map { collector.source($0) }))
    }

    private var isSigned: Bool { signing != nil }

    private static func told(of version: SceneVersion, days: Int64, isSigning: Bool, _ known: [SceneVersion]) -> LocalizedText {
        let (zhMoment, enMoment) = isSigning ? ("签约", "the signing") : ("最后一次接触", "the last contact")
        let zhLag = days > 0 ? "\(zhMoment)后 \(days) 天才登记" : "\(zhMoment)之后才登记"
        let enLag = days > 0 ? "recorded \(days) day\(days == 1 ? "" : "s") after \(enMoment)" : "recorded after \(enMoment)"
        let instead: LocalizedText =
            if known.isEmpty {
                LocalizedText(zh: "当时档案里没有登记有效的\(version.kindName.zh)", en: "at that time the archive had no \(version.kindName.en) in force")
            } else if known.contains(where: { $0.id == version.id }) {
                LocalizedText(zh: "当时档案里登记的是它较早的内容", en: "at that time the archive had earlier content of it")
            } else {
                LocalizedText(
                    zh: "按当时所知有效的是\(known.map { "“\($0.name)”（\($0.from.inChina.prefix(10)) 起）" }.joined(separator: "、"))",
                    en: "as known then, what was in force was \(known.map { "“\($0.name)” (from \($0.from.inChina.prefix(10)))" }.joined(separator: ", "))")
            }
        return LocalizedText(
            zh: "\(version.kindName.zh)“\(version.name)”登记为 \(version.from.inChina.prefix(16)) 起有效，但\(zhLag)（\(version.recorded.inChina.prefix(16))）；\(instead.zh)。",
            en: "The \(version.kindName.en) “\(version.name)” is recorded as in force from \(version.from.inChina.prefix(16)), and was \(enLag) (\(version.recorded.inChina.prefix(16))); \(instead.en).")
    }

    /// The log does not prove of such versions that they were there.
    func integrity(_ integrity: SceneIntegrity, with gaps: [SceneGap]) -> SceneIntegrity {
        let late = gaps.filter { $0.kind == "late-version" }
        guard !late.isEmpty else { return integrity }
        let moment = signing == nil ? LocalizedText(zh: "最后一次接触时", en: "at the last contact") : LocalizedText(zh: "签约时", en: "at the signing")
        var copy = integrity
        copy.doesNotProve.append(
            SceneStatement(
                zh: "不证明\(moment.zh)已有其中 \(late.count) 个版本：它们事后才登记，起效日期只是登记人所写（见已声明的缺失）。",
                en: "Not that \(late.count) of the versions \(late.count == 1 ? "was" : "were") there \(moment.en): recorded later, with a date that whoever recorded it wrote (see the gaps declared).",
                late.flatMap { $0.sources.prefix(1) }))
        return copy
    }
}
