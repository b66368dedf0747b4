import KaipanArchive
import KaipanLog
import KaipanText

extension SceneAssembly {
    /// The signing, minute by minute.
    mutating func signingScene(_ record: StoredRecord, _ contacts: [SceneContact], _ versions: [SceneVersion]) throws -> SceneSigning {
        let content = try collector.content(record), source = collector.source(record)
        let time = record.leaf.moment("time") ?? record.leaf.time
        let titles = Dictionary(versions.map { ($0.id, $0.title) }, uniquingKeysWith: { first, _ in first })
        var moments: [SceneMoment] = []
        for step in record.leaf.data["steps"]?.array ?? [] {
            guard let time = step["time"]?.string.flatMap({ Timestamp($0) }), let name = step["step"]?.string else { continue }
            var sources = [source]
            var text = SigningStep.name(of: name)
            if let id = step["document"]?.string, let document = RecordID(id), let found = try collector.record(document) {
                sources.append(collector.source(found))
                if let title = titles[id] { text = LocalizedText(zh: "\(text.zh)：\(title)", en: "\(text.en): \(title)") }
            }
            moments.append(SceneMoment(time: time, kind: .step, who: nil, text: text, isDoubtful: false, sources: sources))
        }
        for contact in contacts where contact.isSigning { moments += Self.moments(of: contact) }
        for disclosure in disclosures {
            let name = try name(of: disclosure.record)
            for record in disclosure.acknowledgements { moments.append(try moment(record, of: name, disclosure.record)) }
        }
        // A step of that very moment says it already: the last one, what was acknowledged before it stays a step.
        if let step = moments.lastIndex(where: { $0.kind == .step && $0.time == time }) { moments[step].kind = .signed } else {
            moments.append(SceneMoment(
                time: time, kind: .signed, who: nil, text: LocalizedText(zh: "签约时刻（登记）", en: "the signing, as recorded"), isDoubtful: false,
                sources: [source]))
        }
        return SceneSigning(
            source: source, time: time, contractNumber: content?.text("contract_number"), parties: content?.texts("parties") ?? [],
            present: content?.texts("present") ?? [], seal: content?.text("seal"), place: record.leaf.data["place"]?.string,
            handover: record.leaf.moment("handover"), documents: record.leaf.named(.document).map(\.description),
            moments: moments.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(\.element))
    }

    private static func moments(of contact: SceneContact) -> [SceneMoment] {
        var moments: [SceneMoment] = [], wasAsked = false
        for spoken in contact.utterances {
            guard let time = spoken.time ?? contact.start.flatMap({ start in spoken.start.map { start.advanced(by: $0) } }) else { continue }
            let isQuestion = spoken.text.hasSuffix("？") || spoken.text.hasSuffix("?")
            let kind: SceneMoment.Kind = spoken.role == "customer" && isQuestion ? .asked : spoken.role == "seller" && wasAsked ? .answered : .said
            wasAsked = kind == .asked
            moments.append(
                SceneMoment(
                    time: time, kind: kind, who: spoken.speaker, text: LocalizedText(zh: spoken.text, en: spoken.text), isDoubtful: spoken.isDoubtful,
                    sources: [spoken.source]))
        }
        for shown in contact.shown {
            guard let time = shown.time else { continue }
            let name = shown.name ?? shown.evidence
            moments.append(
                SceneMoment(
                    time: time, kind: .shown, who: nil, text: LocalizedText(zh: name, en: name), isDoubtful: false,
                    sources: [shown.source] + [shown.document].compactMap(\.self)))
        }
        return moments
    }

    /// What is disclosed, by its clause's title or else by its item.
    mutating func name(of disclosure: StoredRecord) throws -> LocalizedText {
        if let clause = try collector.content(disclosure)?.text("clause") { return LocalizedText(zh: clause, en: clause) }
        return DisclosureItem.name(of: disclosure.leaf.data["item"]?.string ?? "")
    }

    private mutating func moment(_ record: StoredRecord, of item: LocalizedText, _ disclosure: StoredRecord) throws -> SceneMoment {
        let data = record.leaf.data
        var zh: [String] = [], en: [String] = []
        switch data["marked"]?.string {
        case "tick": (zh, en) = (["勾选"], ["ticked"])
        case "signature": (zh, en) = (["签名"], ["signed"])
        case "handwriting": (zh, en) = (["手写"], ["written by hand"])
        default: (zh, en) = (["没有书面标记"], ["no mark on paper"])
        }
        if data["read_aloud"]?.bool == true {
            zh.append("已宣读")
            en.append("read aloud")
        }
        if data["explained_from"] != nil {
            zh.append("已讲解")
            en.append("explained")
        }
        if data["answer_from"] != nil {
            // Whether it was in own words, and of this clause, is judged with the confirmations.
            zh.append("登记有客户的回答")
            en.append("an answer of the buyer's is recorded")
        }
        var sources = [collector.source(record), collector.source(disclosure)]
        if let id = record.leaf.named(.conversation).first, let conversation = try collector.record(id) {
            for name in ["explained_from", "answer_from"] {
                if let number = data[name]?.integer { sources.append(self.source(conversation, utterance: Int(number))) }
            }
        }
        return SceneMoment(
            time: record.leaf.moment("time") ?? record.leaf.time, kind: .acknowledged, who: nil,
            text: LocalizedText(zh: "\(item.zh)：\(zh.joined(separator: "、"))", en: "\(item.en): \(en.joined(separator: ", "))"), isDoubtful: false,
            sources: sources)
    }
}
