import KaipanArchive
import KaipanLog
import KaipanText

/// What the archive does not have of the signing although nobody recorded a gap: stretches without words, and buyers who never speak.
extension SceneAssembly {
    /// The longest stretch of a signing without words that is no gap, in milliseconds: ten minutes, in which papers are fetched and read.
    static let longestSilence: Int64 = 10 * 60_000

    mutating func findSilences() throws {
        try findStretches()
        for contact in contacts { try findSilentParties(contact) }
    }

    // MARK: - Stretches

    /// Declares each long stretch without words from the signing's beginning to the signature, except where a recorded gap says it already.
    private mutating func findStretches() throws {
        guard let signing, let signed = signing.leaf.moment("time") else { return }
        let source = collector.source(signing)
        let here = contacts.filter { contact in isSigning(contact) && corrected(contact.start, contact).map { $0 <= signed } ?? false }
        guard let contact = here.last else {
            // With a contact that began later, or without a time, nothing can be told.
            if !contacts.contains(where: isSigning) { addStretch(before: signed, source) }
            return
        }
        // That nothing was recorded, or that it was erased, is declared of the whole contact.
        guard !contact.conversations.isEmpty, !contact.conversations.contains(where: \.isErased) else { return }
        let words = contact.conversations.flatMap { conversation in
            conversation.spoken.compactMap { Self.interval($0, of: conversation) }
                .map { (range: corrected($0.range.lowerBound, contact)...corrected($0.range.upperBound, contact), spoken: $0.spoken) }
        }
        guard !words.isEmpty || contact.conversations.allSatisfy({ $0.spoken.isEmpty }) else { return }
        var declared = contact.conversations.flatMap(\.gaps)
        if let visit = contact.visit { declared += try collector.linked(to: visit.leaf.id, .visit, .gap) }
        let gaps = declared.compactMap { gap -> ClosedRange<Timestamp>? in
            guard let from = gap.leaf.moment("from"), let to = gap.leaf.moment("to"), from <= to else { return nil }
            return from...to
        }
        var reached = corrected(contact.start, contact) ?? signed, last: Spoken?
        let conversation = contact.conversations.map { collector.source($0.record) }
        func number(_ spoken: Spoken?) -> SceneSource? {
            spoken.flatMap { spoken in
                contact.conversations.first { $0.spoken.contains { $0.position == spoken.position && $0.utterance.number == spoken.utterance.number } }
                    .map { self.source($0.record, utterance: spoken.utterance.number) }
            }
        }
        let steps = words.map { ($0.range, Optional($0.spoken)) } + gaps.map { ($0, nil) } + [(signed...signed, nil)]
        for (range, spoken) in steps.sorted(by: { ($0.0.lowerBound, $0.0.upperBound) < ($1.0.lowerBound, $1.0.upperBound) }) where reached < signed {
            let until = min(range.lowerBound, signed)
            if until.milliseconds - reached.milliseconds > Self.longestSilence {
                let next = range.lowerBound < signed ? spoken : nil
                add(from: reached, to: until, last: last != nil, isSignature: until == signed, [number(last) ?? conversation.first, number(next), source].compactMap(\.self))
            }
            if range.upperBound > reached { reached = range.upperBound }
            if spoken != nil { last = spoken }
        }
    }

    /// A time of the device that recorded a contact, by the clock that the signature has.
    private func corrected(_ time: Timestamp, _ contact: Contact) -> Timestamp {
        time.advanced(by: -(contact.visit?.leaf.data["clock_offset_ms"]?.integer ?? 0))
    }

    private func corrected(_ time: Timestamp?, _ contact: Contact) -> Timestamp? { time.map { corrected($0, contact) } }

    /// When something was said: from its time until its end in the recording.
    private static func interval(_ spoken: Spoken, of conversation: Conversation) -> (range: ClosedRange<Timestamp>, spoken: Spoken)? {
        let words = spoken.utterance
        let began = words.time ?? words.start.flatMap { start in conversation.record.leaf.moment("started").map { $0.advanced(by: start) } }
        guard let began, !words.text.isEmpty else { return nil }
        let length = words.start.flatMap { start in words.end.map { max(0, $0 - start) } } ?? 0
        return (began...began.advanced(by: length), spoken)
    }

    private mutating func add(from: Timestamp, to: Timestamp, last: Bool, isSignature: Bool, _ sources: [SceneSource]) {
        let minutes = (to.milliseconds - from.milliseconds) / 60_000
        let (zhFrom, enFrom) = last ? ("最后一句之后", "the last words archived before") : ("到场时", "the beginning")
        let (zhTo, enTo) = isSignature ? ("签约时刻", "the time of the signature") : ("下一句", "the next words")
        gaps.append(
            SceneGap(
                kind: "no-words",
                text: LocalizedText(
                    zh: "\(from.inChina) 至 \(to.inChina)，从\(zhFrom)到\(zhTo)共 \(minutes) 分钟，没有存档的话语，也没有登记原因。",
                    en: "From \(from.inChina) to \(to.inChina), \(minutes) minutes between \(enFrom) and \(enTo): no words are archived, and no reason is recorded."),
                from: from, to: to, sources: sources))
    }

    /// The signing has no contact of its own: all that there is comes from before.
    private mutating func addStretch(before signed: Timestamp, _ source: SceneSource) {
        var latest: (range: ClosedRange<Timestamp>, conversation: StoredRecord, number: Int)?
        for conversation in contacts.flatMap(\.conversations) {
            for spoken in conversation.spoken {
                guard let said = Self.interval(spoken, of: conversation), said.range.lowerBound <= signed else { continue }
                if latest.map({ $0.range.upperBound < said.range.upperBound }) ?? true { latest = (said.range, conversation.record, spoken.utterance.number) }
            }
        }
        guard let latest else {
            gaps.append(
                SceneGap(
                    kind: "no-words", text: LocalizedText(zh: "签约时刻之前没有任何存档的话语。", en: "No words are archived from before the time of the signature."), from: nil,
                    to: signed, sources: [source]))
            return
        }
        guard signed.milliseconds - latest.range.upperBound.milliseconds > Self.longestSilence else { return }
        let time = latest.range.upperBound
        gaps.append(
            SceneGap(
                kind: "no-words",
                text: LocalizedText(
                    zh: "签约本身没有存档的接触：最后一句话在 \(time.inChina)，签约时刻为 \(signed.inChina)。",
                    en: "The signing has no contact of its own: the last words archived are of \(time.inChina), the signature of \(signed.inChina)."),
                from: time, to: signed, sources: [self.source(latest.conversation, utterance: latest.number), source]))
    }

    // MARK: - Parties

    /// Names the buyers who are recorded as present where words are archived, and none of them is theirs.
    private mutating func findSilentParties(_ contact: Contact) throws {
        let talks = contact.conversations.filter { talk in !talk.isErased && talk.spoken.contains { !$0.utterance.text.isEmpty } }
        guard !talks.isEmpty, !talks.contains(where: { $0.record.leaf.data["medium"]?.string == "chat" }) else { return }
        let present = try buyers(presentIn: contact)
        guard !present.isEmpty else { return }
        var spoke: Set<String> = [], unnamed: Set<String> = []
        for spoken in talks.flatMap(\.spoken) where [.customer, .unknown].contains(spoken.utterance.role) && !spoken.utterance.text.isEmpty {
            let label = spoken.speaker?.label ?? ""
            // 江映 is not named by 江映荷.
            let named = present.contains(label) ? [label] : present.filter { !$0.isEmpty && label.contains($0) }
            if named.isEmpty { unnamed.insert(label) } else { spoke.formUnion(named) }
        }
        let silent = present.filter { !spoke.contains($0) }
        // Whoever a source does not name may be any of them, and what it does not tell apart may be several.
        guard silent.count > unnamed.count else { return }
        let sources = [contact.visit.map { collector.source($0) }].compactMap(\.self) + talks.map { collector.source($0.record) }
            + (isSigning(contact) ? [signing.map { collector.source($0) }].compactMap(\.self) : [])
        let zh = silent.joined(separator: "、"), en = silent.joined(separator: ", ")
        let text =
            unnamed.isEmpty
            ? LocalizedText(zh: "\(zh)登记为在场，没有存档的话语是其所说。", en: "Recorded as present, and no utterance of theirs is archived: \(en).")
            : LocalizedText(
                zh: "登记为在场的有 \(zh)，存档只分出 \(unnamed.count) 个没有写明姓名的说话人：是其中谁说的、每人是否都说过，无法确定。",
                en: "Recorded as present: \(en). The words are of \(unnamed.count) speaker\(unnamed.count == 1 ? "" : "s") without a name: who of them spoke, and whether each did, cannot be told.")
        gaps.append(SceneGap(kind: "silent-party", text: text, from: contact.start, to: contact.end, sources: sources))
    }

    /// The names of the buyers who were there, by the visit's record and by the signing's; who refused to be recorded is declared as that.
    func present(_ contact: Contact) -> [RecordID] {
        guard let visit = contact.visit else { return [] }
        let (agreed, refused) = consents(visit), ids = visit.leaf.named(.customer) + agreed
        var seen: Set<RecordID> = []
        return ids.filter { id in !refused.contains(id) && customers.contains { $0.leaf.id == id } && seen.insert(id).inserted }
    }

    /// Who agreed to be recorded, and who refused.
    private func consents(_ visit: StoredRecord) -> (agreed: [RecordID], refused: Set<RecordID>) {
        var agreed: [RecordID] = [], refused: Set<RecordID> = []
        for consent in visit.leaf.data["consents"]?.array ?? [] where consent["to"]?.string == "recording" {
            guard let id = consent["person"]?.string.flatMap(RecordID.init) else { continue }
            if consent["given"]?.bool == false { refused.insert(id) } else { agreed.append(id) }
        }
        return (agreed, refused)
    }

    private mutating func buyers(presentIn contact: Contact) throws -> [String] {
        var names = try present(contact).compactMap { try name(of: $0) }
        guard isSigning(contact), let signing, let content = try collector.content(signing) else { return names }
        let known = try customers.compactMap { try name(of: $0.leaf.id) }, sellers = try agents.compactMap { try name(of: $0.leaf.id) }
        let parties = content.texts("parties"), refused = try contact.visit.map { try consents($0).refused.compactMap { try name(of: $0) } } ?? []
        for person in content.texts("present") where !names.contains(person) && !sellers.contains(person) && !refused.contains(person) {
            if known.contains(person) || parties.contains(person) { names.append(person) }
        }
        return names
    }
}
