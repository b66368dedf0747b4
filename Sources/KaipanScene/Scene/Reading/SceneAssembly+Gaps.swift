import KaipanArchive
import KaipanLog
import KaipanText

extension SceneAssembly {
    /// Everything that is missing or in doubt, each once.
    mutating func findGaps() throws {
        var recorded: [StoredRecord] = [], seen: Set<RecordID> = []
        for contact in contacts {
            if let visit = contact.visit {
                recorded += try collector.linked(to: visit.leaf.id, .visit, .gap)
                try addGaps(of: visit, contact)
            }
            for conversation in contact.conversations {
                recorded += conversation.gaps
                // A chat of several days is one conversation.
                guard seen.insert(conversation.record.leaf.id).inserted else { continue }
                try addGaps(of: conversation, contact)
            }
        }
        for gap in Self.unique(recorded) { try add(gap) }
        try findSilences()
    }

    private mutating func add(_ gap: StoredRecord) throws {
        let content = try collector.content(gap), data = gap.leaf.data
        var sources = [collector.source(gap)], time: Timestamp?, words: String?
        let number = data["utterance"]?.integer.map { Int($0) }
        for id in gap.leaf.named(.conversation) {
            guard let record = try collector.record(id) else { continue }
            sources.append(number.map { source(record, utterance: $0) } ?? collector.source(record))
            let spoken = contacts.flatMap(\.conversations).filter { $0.record.leaf.id == id }.flatMap(\.spoken)
            let said = spoken.first { $0.utterance.number == number }?.utterance
            time = said?.time
            words = said?.text
        }
        for id in gap.leaf.named(.visit) { if let record = try collector.record(id) { sources.append(collector.source(record)) } }
        if gap.leaf.named(.conversation).isEmpty {
            for id in gap.leaf.named(.importBatch) { if let record = try collector.record(id) { sources.append(collector.source(record)) } }
        }
        var zh = content?.text("detail") ?? "", en = content?.text("detail_en") ?? ""
        if let first = data["first"]?.integer, let last = data["last"]?.integer {
            if en.isEmpty { en = "numbers \(first) to \(last)" }
            if zh.isEmpty { zh = "序号 \(first) 至 \(last)" }
        }
        let name = SceneGap(kind: data["kind"]?.string ?? "", text: LocalizedText(zh: "", en: ""), sources: []).name
        if zh.isEmpty { zh = name.zh }
        // What a person recorded in one language is told in it rather than lost.
        if en.isEmpty { en = content?.text("detail").map { "as recorded, “\($0)”" } ?? name.en }
        // The name of the gap says that nothing was approved; which question it was, its words do.
        if data["kind"]?.string == "unanswered-question", let words, !words.isEmpty { (zh, en) = ("“\(words)”", "“\(words)”") }
        gaps.append(
            SceneGap(
                kind: data["kind"]?.string ?? "other", text: LocalizedText(zh: zh, en: en), from: gap.leaf.moment("from") ?? time,
                to: gap.leaf.moment("to"), sources: sources))
    }

    private mutating func addGaps(of visit: StoredRecord, _ contact: Contact) throws {
        let source = collector.source(visit)
        var refused: [RecordID] = []
        for consent in visit.leaf.data["consents"]?.array ?? [] where consent["to"]?.string == "recording" && consent["given"]?.bool == false {
            if let id = consent["person"]?.string.flatMap(RecordID.init) { refused.append(id) }
        }
        let names = try refused.map { try name(of: $0) ?? $0.description }
        if !refused.isEmpty {
            gaps.append(
                SceneGap(
                    kind: "no-consent",
                    text: LocalizedText(zh: "\(names.joined(separator: "、"))不同意录音，只登记了到访。", en: "\(names.joined(separator: ", ")) refused to be recorded; only the visit was noted."),
                    from: contact.start, to: contact.end, sources: [source]))
        } else if contact.conversations.isEmpty {
            gaps.append(
                SceneGap(
                    kind: "no-recording", text: LocalizedText(zh: "这次接触没有录音，也没有文字。", en: "This contact has no recording and no text."),
                    from: contact.start, to: contact.end, sources: [source]))
        }
        if let offset = visit.leaf.data["clock_offset_ms"]?.integer, abs(offset) > SceneClock.tolerance {
            gaps.append(
                SceneGap(
                    kind: "clock-offset",
                    text: LocalizedText(
                        zh: "设备时钟比服务器\(offset > 0 ? "快" : "慢") \(abs(offset)) 毫秒，这次接触的时刻应相应更正。",
                        en: "The device's clock was \(abs(offset)) ms \(offset > 0 ? "ahead of" : "behind") the server's; the times of this contact are to be read accordingly."),
                    from: contact.start, to: contact.end, sources: [source]))
        }
    }

    private mutating func addGaps(of conversation: Conversation, _ contact: Contact) throws {
        let record = conversation.record, source = collector.source(record)
        func add(_ kind: String, _ zh: String, _ en: String, _ sources: [SceneSource]) {
            gaps.append(SceneGap(kind: kind, text: LocalizedText(zh: zh, en: en), from: contact.start, to: contact.end, sources: sources))
        }
        if conversation.isErased {
            let decisions = try collector.linked(to: record.leaf.id, .subject, .erasure)
            let reason = decisions.last?.leaf.data["reason"]?.string.flatMap(ErasureReason.init)?.name
            add(
                "erased", "这次接触的内容已按规定删除\(reason.map { "（\($0.zh)）" } ?? "")，记录存在的证明仍有效。",
                "What was said was erased\(reason.map { " (\($0.en))" } ?? ""); the proof that it was recorded still holds.",
                [source] + decisions.map { collector.source($0) })
            return
        }
        for consent in conversation.content?["consents"]?.array ?? [] where consent["given"]?.bool == false {
            add("no-consent", "会话中有人不同意存档。", "Somebody in the conversation refused to have it kept.", [source])
            break
        }
        if let guidance = conversation.guidance, guidance.ending == nil {
            add(
                "signing-interrupted", "引导签约没有讲完，也没有登记结束：已确认 \(guidance.acknowledged)/\(guidance.clauses) 条。",
                "The guided signing was not gone through, and no end of it is recorded: \(guidance.acknowledged) of \(guidance.clauses) clauses were acknowledged.", [source])
        }
        let doubtful = conversation.spoken.filter { $0.utterance.flags.contains(.doubtful) }
        if !doubtful.isEmpty {
            add(
                "doubtful", "识别没有把握的话 \(doubtful.count) 句，以录音为准。",
                "Recognition was not sure of \(doubtful.count) of what was said; the recording decides.",
                doubtful.map { self.source(record, utterance: $0.utterance.number) })
        }
        let isChat = record.leaf.data["medium"]?.string == "chat"
        // What was typed needs no comparing with a sound.
        if !isChat, conversation.guidance == nil, !conversation.spoken.isEmpty, try collector.linked(to: record.leaf.id, .subject, .annotation).isEmpty {
            add("not-reviewed", "没有人登记过已把转写与录音核对。", "Nobody noted that the transcript was compared with the sound.", [source])
        }
    }
}
