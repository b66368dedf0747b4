import KaipanDocuments
import KaipanText

/// Tells what a file is by its content, and who reads it.
struct ImportContent {
    let format: ImportFormat
    let reader: any ConversationReader

    private static let jsonFormats: [ImportFormat] = [.wecom, .tencent, .alibaba, .volcengine, .huawei, .wecomMeeting, .whisper]

    /// - Throws: `ImportError` where no format fits, or where JSON is broken.
    init(_ source: Source, bytes: [UInt8], options: ImportOptions) throws(ImportError) {
        guard source.text.contains(where: { !Self.isSpace($0) }) else { throw .empty }
        let isJSON = options.format.map(Self.jsonFormats.contains) ?? Self.beginsAsJSON(source.text)
        if isJSON {
            let nodes = try JSONReader.read(source, depthLimit: options.depthLimit)
            guard let format = options.format ?? JSONShape.format(of: nodes), let root = nodes.first else {
                throw .unknownFormat(tried: Self.jsonFormats, excerpt: Excerpt.head(source.text))
            }
            self.format = format
            reader = Self.reader(format, nodes: nodes, root: root)
            return
        }
        if let forced = options.format { format = forced } else { format = try Self.detect(source, options: options) }
        switch format {
        case .webVTT: reader = WebVTTReader()
        case .srt: reader = SRTReader()
        case .csv: reader = CSVConversationReader()
        case .html, .xml: reader = DocumentConversationReader(format: format)
        default: reader = PlainTextConversationReader()
        }
    }

    private static func reader(_ format: ImportFormat, nodes: [JSONNode], root: JSONNode) -> any ConversationReader {
        switch format {
        case .tencent: TencentReader(root: root)
        case .alibaba: AlibabaReader(root: root)
        case .volcengine: VolcengineReader(root: root)
        case .huawei: HuaweiReader(root: root)
        case .wecomMeeting: MeetingTranscriptReader(root: root)
        case .whisper: WhisperReader(root: root)
        default: WeComReader(nodes: nodes)
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    /// Whether a text is JSON; `[00:12]` and `[客户]` are not.
    private static func beginsAsJSON(_ text: [UInt8]) -> Bool {
        let rest = text.drop(while: isSpace)
        guard rest.first != UInt8(ascii: "{") else { return true }
        guard rest.first == UInt8(ascii: "[") else { return false }
        return rest.dropFirst().first { !isSpace($0) }.map { "{[]\"".utf8.contains($0) } ?? true
    }

    private static func detect(_ source: Source, options: ImportOptions) throws(ImportError) -> ImportFormat {
        let text = source.text
        let rest = text.drop(while: isSpace)
        if text[...].begins(with: "WEBVTT") { return .webVTT }
        if let format = markup(rest, options) { return format }
        // A line of times stands among the first of SRT, whatever precedes it.
        let head = text.prefix(4096).split(maxSplits: 40) { $0 == 0x0A || $0 == 0x0D }
        if head.contains(where: { Cue.timing($0, mark: UInt8(ascii: ",")) != nil }) { return .srt }
        if CSVConversationReader.layout(of: text) != nil { return .csv }
        let turns = TurnReader(lines: TextLine.all(of: source), options: options).turns().turns
        if turns.count(where: { $0.name != nil }) > 1 || turns.contains(where: { $0.name != nil && $0.time != nil }) { return .plainText }
        throw .unknownFormat(tried: ImportFormat.allCases.filter { !jsonFormats.contains($0) }, excerpt: Excerpt.head(rest))
    }

    /// The format of a text that begins with a tag.
    private static func markup(_ text: ArraySlice<UInt8>, _ options: ImportOptions) -> ImportFormat? {
        guard text.first == UInt8(ascii: "<"), let next = text.dropFirst().first,
            next == UInt8(ascii: "!") || next == UInt8(ascii: "?") || next >= 0x41
        else { return nil }
        let head = String(decoding: text.prefix(1024), as: UTF8.self).lowercased()
        if head.contains("<!doctype html") || head.contains("<html") { return .html }
        if head.hasPrefix("<?xml") { return .xml }
        let elements = ["div", "p", "table", "body", "head", "span", "ul", "ol", "section", "main", "article", "meta", "style", "!--"]
        let name = head.dropFirst().prefix { $0.isLetter || $0 == "!" || $0 == "-" }
        return elements.contains(String(name)) && !head.contains("<chat") && !head.contains("<message") ? .html : .xml
    }
}
