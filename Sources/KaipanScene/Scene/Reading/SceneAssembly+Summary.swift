import KaipanArchive
import KaipanLog
import KaipanText

extension SceneAssembly {
    /// The scene on one page.
    mutating func summary(of scene: Scene) throws -> SceneSummary {
        var summary = SceneSummary(
            project: try project.flatMap { try collector.content($0)?.text("name") }, unit: try unit.flatMap { try collector.content($0)?.text("label") },
            customers: scene.people.filter { $0.role == .customer }.compactMap(\.name),
            agents: scene.people.filter { $0.role == .agent }.compactMap(\.name), contractNumber: scene.signing?.contractNumber,
            signed: scene.signing?.time, question: nil, bottomLine: [], missing: [])
        // Asked for by one complaint it answers that one, else all of them.
        let questions = try (asked.map { [$0] } ?? complaints).compactMap { complaint in
            try collector.content(complaint)?.text("text").map { (text: $0, source: collector.source(complaint)) }
        }
        if let only = questions.first, questions.count == 1 {
            summary.question = SceneStatement(zh: only.text, en: only.text, [only.source])
        } else if !questions.isEmpty {
            let text = questions.enumerated().map { "(\($0.offset + 1)) \($0.element.text)" }.joined(separator: " ")
            summary.question = SceneStatement(zh: text, en: text, questions.map(\.source))
        }
        let before = scene.contacts.filter { contact in scene.signing.map { signing in contact.start.map { $0 < signing.time } ?? false } ?? true }
        let withWords = before.filter { !$0.utterances.isEmpty }.count
        summary.bottomLine.append(
            SceneStatement(
                zh: "签约及此前共 \(before.count) 次接触，\(withWords) 次留有原话；全程 \(scene.contacts.count) 次。",
                en: "\(EnglishCount.of(before.count, "contact")) up to the signing, \(withWords) of them with what was said; \(scene.contacts.count) in all."))
        let unfinished = scene.contacts.filter { $0.guidance?.isCompleted == false }
        if !unfinished.isEmpty {
            summary.bottomLine.append(
                SceneStatement(
                    zh: "其中 \(unfinished.count) 次是没有完成的引导签约，不是本次签约。",
                    en: "\(unfinished.count) of them \(unfinished.count == 1 ? "is a guided signing that was" : "are guided signings that were") not finished, and not this signing.",
                    unfinished.flatMap(\.sources)))
        }
        addLedger(scene, to: &summary)
        addAdherence(scene, to: &summary)
        try addDisclosures(scene, to: &summary)
        let integrity = scene.integrity
        summary.bottomLine.append(
            SceneStatement(
                zh: "\(integrity.records) 条记录中 \(integrity.proved) 条已证明在日志中且未被改动。", en: "\(integrity.proved) of \(integrity.records) records are proved to be in the log and unchanged."))
        for (kind, found) in Dictionary(grouping: scene.gaps, by: \.kind).sorted(by: { ($1.value.count, $0.key) < ($0.value.count, $1.key) }) {
            guard let name = found.first?.name else { continue }
            _ = kind
            summary.missing.append(
                SceneStatement(zh: "\(name.zh)：\(found.count) 处", en: "\(name.en): \(found.count)", found.flatMap { $0.sources.prefix(1) }))
        }
        if withheld > 0 {
            summary.missing.append(
                SceneStatement(
                    zh: "另有 \(withheld) 次接触只与其他买受人有关，不在本副本之内。",
                    en: "\(withheld) more contact\(withheld == 1 ? " was" : "s were") with other buyers alone, and \(withheld == 1 ? "is" : "are") not in this copy."))
        }
        if only != nil, !unassigned.isEmpty {
            let count = unassigned.count
            summary.missing.append(
                SceneStatement(
                    zh: "另有 \(count) 次会话登记了本房号而没有登记客户，不在本副本之内。",
                    en: "\(EnglishCount.of(count, "more conversation names", "more conversations name")) the unit and no customer, and \(count == 1 ? "is" : "are") not in this copy."))
        }
        return summary
    }

    private func addLedger(_ scene: Scene, to summary: inout SceneSummary) {
        guard let all = scene.ledger else { return }
        let ledger = all.filter(\.counts)
        let counts = Dictionary(grouping: ledger, by: \.overall).mapValues(\.count)
        let names: [(String, String, String)] = [
            ("kept", "与合同一致", "kept"), ("contradicted", "与合同矛盾", "contradicted"), ("absent", "合同未载明或未完整载明", "absent"), ("unknown", "待查", "unknown"),
        ]
        let told = names.filter { counts[$0.0] != nil }
        summary.bottomLine.append(
            SceneStatement(
                zh: "找到 \(ledger.count) 项承诺" + (told.isEmpty ? "。" : "：" + told.map { "\($0.1) \(counts[$0.0] ?? 0)" }.joined(separator: "，") + "。"),
                en: "\(EnglishCount.of(ledger.count, "promise")) found" + (told.isEmpty ? "." : ": " + told.map { "\(counts[$0.0] ?? 0) \($0.2)" }.joined(separator: ", ") + ".")))
        for row in ledger {
            // What was signed says most; elsewhere a document that merely leaves it open is no news.
            let telling = row.overall == "contradicted" ? ["contradicted", "excluded", "narrowed"] : ["contradicted", "excluded"]
            guard let against = row.relations.first(where: { $0.side == .contract && telling.contains($0.relation) })
                ?? row.relations.first(where: { $0.relation == "contradicted" && $0.side != .script })
            else { continue }
            summary.bottomLine.append(
                SceneStatement(
                    zh: "\(row.topicName.zh)：“\(row.promise.text)”——\(against.document)：\(against.name.zh)",
                    en: "\(row.topicName.en): “\(row.promise.text)” — \(against.document): \(against.name.en)",
                    [row.promise.source] + [against.citation?.source].compactMap(\.self)))
        }
        let others = all.filter { $0.isOfOtherUnit && !$0.isRejected }
        if !others.isEmpty {
            summary.bottomLine.append(
                SceneStatement(
                    zh: "另有 \(others.count) 项承诺指别的房号，不计入。", en: "\(EnglishCount.of(others.count, "promise")) about other homes \(others.count == 1 ? "is" : "are") not counted.",
                    others.map(\.promise.source)))
        }
        // What a person rejected counts for nothing above, and is not hidden.
        summary.bottomLine += all.compactMap(\.rejection)
    }

    private func addAdherence(_ scene: Scene, to summary: inout SceneSummary) {
        guard let rows = scene.adherence else { return }
        let signings = Set(scene.contacts.filter(\.isSigning).flatMap(\.sources).map(\.record))
        for row in rows where row.outcome == "missing" && signings.contains(row.conversation) {
            summary.missing.append(
                SceneStatement(
                    zh: "签约时没有说“\(row.clauseName)”\(row.isLate ? "（说辞为事后登记）" : "")",
                    en: "“\(row.clauseName)” was not said at the signing\(row.isLate ? " (the script was recorded later)" : "")", [row.clause]))
        }
        // Of a clause, not of a statement that may be forbidden.
        for row in rows where row.isUncertain && !row.reasons.isEmpty && signings.contains(row.conversation) {
            let zh = row.reasons.map(\.zh).joined(separator: "；"), en = row.reasons.map(\.en).joined(separator: "; ")
            summary.missing.append(
                SceneStatement(
                    zh: "签约时是否说了“\(row.clauseName)”，无法判断：\(zh)", en: "whether “\(row.clauseName)” was said at the signing cannot be told: \(en)",
                    [row.clause] + row.citations.map(\.source)))
        }
        for row in rows where row.outcome == "forbidden" {
            summary.bottomLine.append(
                SceneStatement(
                    zh: "说了\(row.isLate ? "事后登记的说辞" : "当时说辞")禁止的话：“\(row.citations.first?.text ?? "")”",
                    en: "Said, and forbidden by the script \(row.isLate ? "that was recorded later" : "in force"): “\(row.citations.first?.text ?? "")”",
                    row.citations.map(\.source) + [row.clause]))
        }
    }

    private mutating func addDisclosures(_ scene: Scene, to summary: inout SceneSummary) throws {
        let open = disclosures.filter(\.acknowledgements.isEmpty)
        // Clauses that the script requires and that nobody recorded as a disclosure are due as well.
        let unrecorded = (scene.acknowledgements ?? []).filter { $0.source.type == RecordType.script.rawValue }
        let due = disclosures.count + unrecorded.count
        guard due > 0 else { return }
        summary.bottomLine.append(
            SceneStatement(
                zh: "应告知 \(due) 项，登记为告知事项 \(disclosures.count) 项，\(disclosures.count - open.count) 项有确认记录。",
                en: "\(EnglishCount.of(due, "disclosure was", "disclosures were")) due, \(disclosures.count) recorded as such; \(EnglishCount.of(disclosures.count - open.count, "has", "have")) an acknowledgement.",
                unrecorded.map(\.source)))
        for row in unrecorded {
            summary.missing.append(
                SceneStatement(
                    zh: "“\(row.itemName.zh)”没有登记为告知事项，也没有确认记录", en: "“\(row.itemName.en)” is not recorded as a disclosure, and has no acknowledgement",
                    [row.source]))
        }
        for disclosure in open {
            let name = try name(of: disclosure.record)
            summary.missing.append(
                SceneStatement(zh: "没有“\(name.zh)”的确认记录", en: "no acknowledgement of “\(name.en)”", [collector.source(disclosure.record)]))
        }
    }
}
