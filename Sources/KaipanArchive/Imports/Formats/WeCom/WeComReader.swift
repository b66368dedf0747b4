import KaipanText

/// Reads WeCom's conversation archive, decrypted (企业微信开发者中心, 获取会话内容).
struct WeComReader: ConversationReader {
    let nodes: [JSONNode]

    /// What has to be known of all messages at the end.
    private struct State {
        var known: [String: (conversation: Int, ordinal: Int)] = [:]
        var recalls: [Recall] = []
        var sequence: [(number: Int64, item: Int, time: Timestamp?)] = []
        var encrypted = 0
        var warnedOfUnmarked = false
    }

    private struct Recall {
        var of: String
        var conversation: Int
        var time: Timestamp?
        var place: ImportPlace
    }

    func read(into builder: inout ImportBuilder, name: String) throws(ImportError) {
        let items = WeComMessages.items(of: nodes)
        for node in nodes where (node["errcode"]?.integer ?? 0) != 0 {
            builder.warn(
                zh: "errcode 为 \(node["errcode"]?.label ?? "")：\(node["errmsg"]?.string ?? "")，拉取可能不完整",
                en: "errcode is \(node["errcode"]?.label ?? ""): \(node["errmsg"]?.string ?? ""); the pull may be incomplete")
        }
        var state = State()
        for (index, item) in items.enumerated() { try read(item, number: index, into: &builder, name: name, &state) }
        if state.encrypted > 0, state.encrypted == items.count { throw .encrypted(count: items.count) }
        resolveRecalls(state, into: &builder)
        findHoles(state, items, into: &builder)
    }

    private func read(
        _ item: WeComMessages.Item, number: Int, into builder: inout ImportBuilder, name: String, _ state: inout State
    ) throws(ImportError) {
        let place = builder.place(item.element.bytes, path: item.path)
        let message = WeComMessages.message(of: item.element, depthLimit: builder.options.depthLimit)
        let time = message?[first: ["msgtime", "time"]]?.integer.map(Self.moment)
        let sequence = (item.element["seq"]?.integer ?? message?["seq"]?.integer).flatMap { $0 >= 0 ? $0 : nil }
        if let sequence { state.sequence.append((sequence, number, time)) }
        guard let message else {
            let isEncrypted = item.element["encrypt_chat_msg"] != nil
            if isEncrypted { state.encrypted += 1 }
            builder.add(
                ImportedGap(
                    kind: isEncrypted ? .undecrypted : .unparsed, sequence: sequence.map { $0...$0 },
                    messageID: item.element["msgid"]?.label,
                    detail: isEncrypted
                        ? LocalizedText(zh: "这条消息未解密", en: "this message was not decrypted")
                        : LocalizedText(zh: "这里不是会话存档的消息", en: "this is no message of the archive"),
                    place: place))
            return
        }
        if message["action"]?.string == "switch" {
            let user = message["user"]?.label ?? ""
            builder.add(
                ImportedGap(
                    kind: .absence, from: time, messageID: message["msgid"]?.label,
                    detail: LocalizedText(
                        zh: "成员 \(user) 切换了企业，其后在其他企业的消息不在本存档中",
                        en: "\(user) switched to another company; messages from there are not in this archive"),
                    place: place))
            return
        }
        let id = message["msgid"]?.label ?? item.element["msgid"]?.label
        if let id, state.known[id] != nil {
            builder.warn(zh: "消息 \(id) 重复，只取第一条", en: "message \(id) occurs again; the first one counts", at: place)
            return
        }
        let source = Source(
            message: message, id: id, type: message["msgtype"]?.string ?? "", time: time, sequence: sequence, place: place,
            element: item.element)
        guard let sender = message["from"]?.label, !sender.isEmpty else {
            let conversation = builder.conversation(name, medium: .chat)
            let ordinal = try keepRaw(
                source, speaker: nil, in: conversation, zh: "没有发送方 from，原文保留", en: "it has no sender (from); kept raw", into: &builder)
            if let id { state.known[id] = (conversation, ordinal) }
            return
        }
        let receivers = (message["tolist"]?.elements ?? []).compactMap(\.label)
        let room = message["roomid"]?.label ?? ""
        let key = room.isEmpty ? ([sender] + receivers).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.joined(separator: " ") : room
        let conversation = builder.conversation(key, medium: .chat)
        let marks = WeComMembership(id: id ?? "", users: [sender] + receivers)
        if marks.isUnclear, !state.warnedOfUnmarked {
            state.warnedOfUnmarked = true
            builder.warn(
                zh: "外部会话中认不出外部联系人的账号，请在映射文件的 users 中指定角色",
                en: "no account of an outside conversation is an outside contact's; name the roles under users in the mapping", at: place)
        }
        let speaker = builder.participant(marks.participant(sender), in: conversation)
        for receiver in receivers { _ = builder.participant(marks.participant(receiver), in: conversation) }
        if time == nil {
            builder.warn(zh: "没有可用的 msgtime", en: "it has no msgtime that can be read", at: place)
        }
        let ordinal = try add(source, speaker: speaker, in: conversation, into: &builder, &state)
        if let id { state.known[id] = (conversation, ordinal) }
    }

    // MARK: - Messages

    /// A message with what its envelope says.
    private struct Source {
        var message: JSONNode
        var id: String?
        var type: String
        var time: Timestamp?
        var sequence: Int64?
        var place: ImportPlace
        var element: JSONNode
    }

    private func add(
        _ source: Source, speaker: Int, in conversation: Int, into builder: inout ImportBuilder, _ state: inout State
    ) throws(ImportError) -> Int {
        switch source.type {
        case "revoke":
            if let earlier = source.message["revoke"]?["pre_msgid"]?.label {
                state.recalls.append(Recall(of: earlier, conversation: conversation, time: source.time, place: source.place))
            } else {
                builder.warn(zh: "撤回消息没有 pre_msgid", en: "the recall does not say of what (pre_msgid)", at: source.place)
            }
            return try builder.add(utterance(source, speaker: speaker, kind: .system, text: ""), to: conversation)
        case "agree", "disagree":
            return try addConsent(source, speaker: speaker, in: conversation, into: &builder)
        default:
            break
        }
        guard let content = WeComContent.read(source.message, type: source.type, depthLimit: builder.options.depthLimit) else {
            return try keepRaw(
                source, speaker: speaker, in: conversation, zh: "不认识的消息类型 \(source.type)，原文保留",
                en: "messages of the type \(source.type) are not known; kept raw", into: &builder)
        }
        let ordinal = builder.nextOrdinal(in: conversation)
        let media = content.media.map { media in
            builder.add(
                ImportedMediaReference(
                    kind: media.kind, sourceID: media.sourceID, name: media.name, size: media.size, md5: media.md5,
                    duration: media.duration,
                    conversation: builder.key(of: conversation), utterance: ordinal, place: source.place))
        }
        var utterance = utterance(source, speaker: speaker, kind: content.kind, text: content.lines.joined(separator: "\n"))
        utterance.media = media
        let end = source.type == "meeting_voice_call" ? source.message["meeting_voice_call"]?["endtime"]?.integer.map(Self.moment) : nil
        try builder.add(utterance, to: conversation, end: end)
        report(content, of: source, in: conversation, into: &builder)
        addShown(source, speaker: speaker, media: media.first, utterance: ordinal, in: conversation, into: &builder)
        return ordinal
    }

    private func utterance(_ source: Source, speaker: Int?, kind: UtteranceKind, text: String) -> ImportedUtterance {
        ImportedUtterance(
            ordinal: 0, speaker: speaker, kind: kind, text: text, time: source.time, messageID: source.id, sequence: source.sequence,
            place: source.place)
    }

    private func keepRaw(
        _ source: Source, speaker: Int?, in conversation: Int, zh: String, en: String, into builder: inout ImportBuilder
    ) throws(ImportError) -> Int {
        var kept = utterance(source, speaker: speaker, kind: .other, text: "")
        kept.raw = String(decoding: builder.source.text[source.element.bytes], as: UTF8.self)
        builder.add(
            ImportedGap(
                kind: .unparsed, conversation: builder.key(of: conversation), from: source.time, to: source.time, messageID: source.id,
                detail: LocalizedText(zh: zh, en: en), place: source.place))
        return try builder.add(kept, to: conversation)
    }

    /// Records files without an id and items of unknown types.
    private func report(_ content: WeComContent, of source: Source, in conversation: Int, into builder: inout ImportBuilder) {
        let gap = { (kind: ImportedGap.Kind, zh: String, en: String, builder: inout ImportBuilder) in
            builder.add(
                ImportedGap(
                    kind: kind, conversation: builder.key(of: conversation), from: source.time, to: source.time, messageID: source.id,
                    detail: LocalizedText(zh: zh, en: en), place: source.place))
        }
        for media in content.media where media.sourceID.isEmpty {
            gap(.failedMedia, "文件没有 sdkfileid，无法取回", "the file has no sdkfileid and cannot be fetched", &builder)
        }
        for name in content.unknown {
            gap(
                .unparsed, "其中有不认识的内容类型 \(name)，见原文", "it holds an item of the type \(name), which is not known; see the original",
                &builder)
        }
    }

    private func addConsent(
        _ source: Source, speaker: Int, in conversation: Int, into builder: inout ImportBuilder
    ) throws(ImportError) -> Int {
        // Both answers stand under `agree` in older versions.
        let body = source.message[source.type] ?? source.message["agree"]
        let time = body?[first: ["agree_time", "disagree_time"]]?.integer.map(Self.moment) ?? source.time
        let who = body?["userid"]?.label.map { user in
            builder.participant(WeComMembership(id: source.id ?? "", users: [user]).participant(user), in: conversation)
        }
        let ordinal = try builder.add(utterance(source, speaker: speaker, kind: .system, text: ""), to: conversation)
        builder.add(
            ImportedConsent(
                participant: who ?? speaker, isGiven: source.type == "agree", time: time, utterance: ordinal, place: source.place),
            to: conversation)
        return ordinal
    }

    /// Takes down what was shown in a call: direct evidence of what the customer saw.
    private func addShown(
        _ source: Source, speaker: Int, media: Int?, utterance: Int, in conversation: Int, into builder: inout ImportBuilder
    ) {
        let person = { (node: JSONNode?, builder: inout ImportBuilder) -> Int? in
            node?.label.map { user in
                builder.participant(WeComMembership(id: source.id ?? "", users: [user]).participant(user), in: conversation)
            }
        }
        switch source.type {
        case "meeting_voice_call":
            let body = source.message["meeting_voice_call"]
            let call = source.message["voiceid"]?.label
            for file in body?["demofiledata"]?.elements ?? [] {
                let by = person(file["demooperator"], &builder)
                builder.add(
                    ImportedShownDocument(
                        kind: .presentedFile, name: file["filename"]?.string, by: by, from: file["starttime"]?.integer.map(Self.moment),
                        to: file["endtime"]?.integer.map(Self.moment), callID: call, utterance: utterance, place: source.place),
                    to: conversation)
            }
            for screen in body?["sharescreendata"]?.elements ?? [] {
                let by = person(screen["share"], &builder)
                builder.add(
                    ImportedShownDocument(
                        kind: .sharedScreen, by: by, from: screen["starttime"]?.integer.map(Self.moment),
                        to: screen["endtime"]?.integer.map(Self.moment), callID: call, utterance: utterance, place: source.place),
                    to: conversation)
            }
        case "voip_doc_share":
            builder.add(
                ImportedShownDocument(
                    kind: .sharedFile, name: source.message["voip_doc_share"]?["filename"]?.string, by: speaker, from: source.time,
                    callID: source.message["voipid"]?.label, media: media, utterance: utterance, place: source.place),
                to: conversation)
        default:
            break
        }
    }

    /// A moment from milliseconds or, inside of calls and records, seconds; as seconds, what is below 10¹¹ lies before the year 5138.
    private static func moment(_ value: Int64) -> Timestamp {
        Timestamp(milliseconds: (-100_000_000_000...100_000_000_000).contains(value) ? value * 1000 : value)
    }

    // MARK: - All messages

    private func resolveRecalls(_ state: State, into builder: inout ImportBuilder) {
        for recall in state.recalls {
            let found = state.known[recall.of]
            if let found { builder.recall(found.ordinal, in: found.conversation) }
            builder.add(
                ImportedGap(
                    kind: .recalledMessage, conversation: builder.key(of: recall.conversation), from: recall.time, to: recall.time,
                    messageID: recall.of,
                    detail: found != nil
                        ? LocalizedText(zh: "消息被撤回，原文已在本文件中保留", en: "the message was taken back; its text is kept in this file")
                        : LocalizedText(zh: "消息被撤回，原文不在本文件中", en: "the message was taken back; its text is not in this file"),
                    place: recall.place))
        }
    }

    /// Finds the numbers that no message of the file has.
    private func findHoles(_ state: State, _ items: [WeComMessages.Item], into builder: inout ImportBuilder) {
        let numbers = state.sequence.sorted { ($0.number, $0.item) < ($1.number, $1.item) }
        guard let first = numbers.first, let last = numbers.last else { return }
        builder.setSequence(first.number...last.number)
        for (before, behind) in zip(numbers, numbers.dropFirst()) where behind.number - before.number > 1 {
            let hole = before.number + 1...behind.number - 1
            builder.add(
                ImportedGap(
                    kind: .sequenceHole, from: before.time, to: behind.time, sequence: hole,
                    detail: LocalizedText(
                        zh: "序号 \(hole.lowerBound) 至 \(hole.upperBound) 共 \(hole.count) 条不在文件中",
                        en: "seq \(hole.lowerBound) to \(hole.upperBound), \(hole.count) in all, are not in the file"),
                    place: builder.place(items[behind.item].element.bytes, path: items[behind.item].path)))
        }
    }
}
