/// The words of a cue as a viewer sees them, cut by who speaks.
struct CueText {
    struct Segment {
        var speaker: String?
        var text: String
        var words: [ImportedWord] = []
    }

    private(set) var segments: [Segment] = []

    /// Reads the text of a WebVTT cue: voices, time tags and references (W3C WebVTT, 6.4); other tags vanish.
    /// - Parameters:
    ///   - start: of the cue, in milliseconds.
    ///   - end: of the cue.
    init(webVTT text: String, start: Int64, end: Int64) {
        var speaker: String?
        var current = ""
        var words: [ImportedWord] = []
        var piece = ""
        var pieceStart: Int64?
        let bytes = Array(text.utf8)
        var index = 0
        var run = 0
        func take(_ characters: String) {
            current += characters
            piece += characters
        }
        func endPiece(at time: Int64) {
            if let pieceStart, piece.contains(where: { !$0.isWhitespace }) {
                words.append(ImportedWord(text: piece.trimming(), start: pieceStart, end: time))
            }
            piece = ""
        }
        func endSegment() {
            if pieceStart != nil { endPiece(at: end) }
            if current.contains(where: { !$0.isWhitespace }) { segments.append(Segment(speaker: speaker, text: current, words: words)) }
            current = ""
            words = []
            piece = ""
            pieceStart = nil
        }
        // Behind the last of them no tag ends.
        let lastClose = bytes.lastIndex(of: UInt8(ascii: ">")) ?? 0
        while index < lastClose {
            guard bytes[index] == UInt8(ascii: "<"), let close = bytes[index...].firstIndex(of: UInt8(ascii: ">")) else {
                index += 1
                continue
            }
            take(CueText.decoded(String(decoding: bytes[run..<index], as: UTF8.self)))
            var tag = bytes[(index + 1)..<close]
            index = close + 1
            run = index
            if tag.first.map({ (0x30...0x39).contains($0) }) ?? false, let time = Cue.time(&tag, mark: UInt8(ascii: ".")), tag.isEmpty {
                if pieceStart == nil { pieceStart = start }
                endPiece(at: time.value)
                pieceStart = time.value
            } else if tag.first == UInt8(ascii: "v"),
                tag.dropFirst().first.map({ [0x20, 0x09, 0x0A, UInt8(ascii: ".")].contains($0) }) ?? true
            {
                endSegment()
                let name = tag.drop { ![0x20, 0x09, 0x0A].contains($0) }
                let words = CueText.decoded(String(decoding: name, as: UTF8.self)).split(whereSeparator: \.isWhitespace)
                let label = words.joined(separator: " ")
                speaker = label.isEmpty ? nil : label
            } else if tag.elementsEqual("/v".utf8) {
                endSegment()
                speaker = nil
            }
        }
        take(CueText.decoded(String(decoding: bytes[run...], as: UTF8.self)))
        endSegment()
        // Line ends beside a voice's tags are layout.
        if segments.count > 1 || segments.first?.speaker != nil {
            for index in segments.indices { segments[index].text = segments[index].text.trimming() }
        }
    }

    /// Reads the text of an SRT cue without the tags of fonts and places.
    init(srt text: String) {
        var plain = ""
        var rest = text[...]
        while let next = rest.firstIndex(where: { $0 == "<" || $0 == "{" }) {
            plain += rest[..<next]
            rest = rest[next...]
            if let tag = Self.formatting(rest) {
                rest = rest.dropFirst(tag)
            } else {
                plain.append(rest.removeFirst())
            }
        }
        segments = [Segment(speaker: nil, text: plain + rest)]
    }

    /// The length of a formatting tag at the start of a text, in characters.
    private static func formatting(_ text: Substring) -> Int? {
        let closer: Character = text.first == "<" ? ">" : "}"
        guard let end = text.prefix(200).firstIndex(of: closer) else { return nil }
        let inner = text[text.index(after: text.startIndex)..<end]
        let length = inner.count + 2
        if closer == "}" { return inner.first == "\\" ? length : nil }
        let name = inner.drop { $0 == "/" }.prefix { $0.isLetter }.lowercased()
        return ["b", "i", "u", "s", "font"].contains(name) ? length : nil
    }

    private static func decoded(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
        var result = ""
        var rest = text[...]
        while let ampersand = rest.firstIndex(of: "&") {
            result += rest[..<ampersand]
            rest = rest[ampersand...]
            if let end = rest.prefix(12).firstIndex(of: ";"), let character = reference(rest[rest.index(after: ampersand)..<end]) {
                result.unicodeScalars.append(character)
                rest = rest[rest.index(after: end)...]
            } else {
                result.append(rest.removeFirst())
            }
        }
        return result + rest
    }

    private static func reference(_ name: Substring) -> Unicode.Scalar? {
        switch name {
        case "amp": "&"
        case "lt": "<"
        case "gt": ">"
        case "quot": "\""
        case "nbsp": "\u{A0}"
        case "lrm": "\u{200E}"
        case "rlm": "\u{200F}"
        default:
            if name.hasPrefix("#x") || name.hasPrefix("#X") {
                UInt32(name.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init)
            } else if name.hasPrefix("#") {
                UInt32(name.dropFirst()).flatMap(Unicode.Scalar.init)
            } else {
                nil
            }
        }
    }
}
