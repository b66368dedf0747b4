/// What a message of WeCom shows, and the files that it refers to.
struct WeComContent {
    var kind: UtteranceKind
    /// The parts of the text, a line each; empty ones are left out.
    var lines: [String] = []
    var media: [Media] = []
    /// Types inside of it that are not known.
    var unknown: [String] = []

    struct Media {
        var kind: ImportedMediaReference.Kind
        var sourceID: String
        var name: String?
        var size: Int64?
        var md5: String?
        var duration: Int64?
    }

    /// The names under which types stand elsewhere: inside of other messages, and for their bodies.
    private static let bodies = [
        "docmsg": "doc", "markdown": "info", "news": "info", "external_redpacket": "redpacket", "voiptext": "info", "qydiskfile": "info",
    ]
    /// Types whose fields stand in the message itself.
    private static let bare: Set<String> = ["vote", "todo"]
    /// Records inside of records.
    private static let nestingLimit = 8

    /// Reads a message.
    /// - Returns: nil where the type is not known or its body is missing.
    static func read(_ message: JSONNode, type: String, depthLimit: Int) -> WeComContent? {
        let body = message[type] ?? bodies[type].flatMap { message[$0] } ?? (bare.contains(type) ? message : nil)
        guard let body else { return nil }
        return read(type, body: body, nesting: 0, depthLimit: depthLimit)
    }

    private static func read(_ type: String, body: JSONNode, nesting: Int, depthLimit: Int) -> WeComContent? {
        let text = { (keys: String...) in keys.compactMap { body[$0]?.label }.filter { !$0.isEmpty } }
        switch type {
        case "text":
            // Also an empty message is one.
            guard let content = body["content"]?.string else { return nil }
            return WeComContent(kind: .text, lines: [content])
        case "markdown": return WeComContent(kind: .text, lines: text("content"))
        case "image": return WeComContent(kind: .image, media: [media(.image, body, size: "filesize")])
        case "voice": return WeComContent(kind: .voice, media: [media(.voice, body, size: "voice_size")])
        case "video": return WeComContent(kind: .video, media: [media(.video, body, size: "filesize")])
        case "emotion": return WeComContent(kind: .sticker, media: [media(.sticker, body, size: "imagesize")])
        case "file": return WeComContent(kind: .file, lines: text("filename"), media: [media(.file, body, size: "filesize")])
        case "qydiskfile": return WeComContent(kind: .file, lines: text("filename"))
        case "card": return WeComContent(kind: .card, lines: text("corpname", "userid"))
        case "location": return WeComContent(kind: .location, lines: text("title", "address"))
        case "link": return WeComContent(kind: .link, lines: text("title", "description", "link_url"))
        case "weapp": return WeComContent(kind: .app, lines: text("title", "description", "displayname"))
        case "sphfeed": return WeComContent(kind: .video, lines: text("sph_name", "feed_desc"))
        case "todo": return WeComContent(kind: .task, lines: text("title", "content"))
        case "vote":
            return WeComContent(kind: .task, lines: text("votetitle") + (body["voteitem"]?.elements ?? []).compactMap(\.label))
        case "collect":
            return WeComContent(kind: .task, lines: text("title") + (body["details"]?.elements ?? []).compactMap { $0["ques"]?.label })
        case "calendar":
            return WeComContent(kind: .task, lines: text("title", "place", "remarks"))
        case "redpacket", "external_redpacket": return WeComContent(kind: .payment, lines: text("wish"))
        case "meeting": return WeComContent(kind: .call, lines: text("topic", "address", "remarks"))
        case "meeting_notification": return WeComContent(kind: .system, lines: text("content"))
        case "voiptext": return WeComContent(kind: .call)
        case "docmsg", "doc": return WeComContent(kind: .document, lines: text("title", "link_url"))
        case "news":
            let items = body["item"]?.elements ?? []
            let lines = items.flatMap { item in ["title", "description", "url"].compactMap { item[$0]?.label } }
            return WeComContent(kind: .link, lines: lines.filter { !$0.isEmpty })
        case "meeting_voice_call": return WeComContent(kind: .call, media: [media(.recording, body, size: "filesize")])
        case "voip_doc_share":
            return WeComContent(kind: .sharedDocument, lines: text("filename"), media: [media(.document, body, size: "filesize")])
        case "chatrecord":
            var content = WeComContent(kind: .forwarded, lines: text("title"))
            content.append(body["item"]?.elements ?? [], nesting: nesting, depthLimit: depthLimit)
            return content
        case "mixed":
            var content = WeComContent(kind: .mixed)
            content.append(body["item"]?.elements ?? [], nesting: nesting, depthLimit: depthLimit)
            return content
        default: return nil
        }
    }

    /// Adds the items of a message that holds others; their bodies are JSON in a string.
    private mutating func append(_ items: [JSONNode], nesting: Int, depthLimit: Int) {
        guard nesting < Self.nestingLimit else {
            unknown.append("…")
            return
        }
        for item in items {
            let name = item["type"]?.string ?? "?"
            let type = Self.type(ofItem: name)
            let body = item["content"].flatMap { node in
                node.string.map { JSONReader.read(nested: $0, depthLimit: depthLimit) } ?? node
            }
            if let body, let content = Self.read(type, body: body, nesting: nesting + 1, depthLimit: depthLimit) {
                lines += content.lines
                media += content.media
                unknown += content.unknown
            } else if type == "text", let text = item["content"]?.string {
                lines.append(text)
            } else {
                unknown.append(name)
            }
        }
    }

    /// `ChatRecordText` is `text`, `ChatRecordMeetingVoiceCall` is `meeting_voice_call`.
    private static func type(ofItem name: String) -> String {
        let prefix = "ChatRecord"
        guard name.utf8.starts(with: prefix.utf8), name.utf8.count > prefix.utf8.count else { return name.lowercased() }
        var type = ""
        for character in name.dropFirst(prefix.count) {
            if character.isUppercase, !type.isEmpty { type += "_" }
            type += character.lowercased()
        }
        return type
    }

    private static func media(_ kind: ImportedMediaReference.Kind, _ body: JSONNode, size: String) -> Media {
        let md5 = body["md5sum"]?.string.flatMap { $0.isEmpty ? nil : $0.lowercased() }
        // Play lengths are in seconds.
        return Media(
            kind: kind, sourceID: body["sdkfileid"]?.string ?? "", name: body["filename"]?.string, size: body[size]?.integer, md5: md5,
            duration: body["play_length"]?.integer.flatMap { $0 >= 0 && $0 < 1_000_000_000 ? $0 * 1000 : nil })
    }
}
