import KaipanText

/// A line of a written conversation that begins with who speaks: `客户：…`, `[10:02] 销售小李: …`.
struct SpeakerLine {
    var name: String
    var time: String?
    var side: Speaker?
    /// Where the words begin, in bytes from the start of the line.
    var textStart: Int

    /// Longer names are sentences with a colon.
    private static let longestName = 12

    init?(_ line: UnsafeBufferPointer<UInt8>) {
        let text = String(decoding: line.prefix(160), as: UTF8.self)
        var rest = text[...].drop(while: \.isWhitespace)
        if let time = Self.time(at: &rest) { self.time = time }
        guard let colon = rest.firstIndex(where: { $0 == ":" || $0 == "：" }) else { return nil }
        var label = rest[..<colon].trimmingPrefix { $0.isWhitespace }
        if let open = label.firstIndex(where: { $0 == "(" || $0 == "（" }), time == nil {
            let inner = label[label.index(after: open)...].prefix { $0 != ")" && $0 != "）" }
            if inner.contains(where: \.isNumber) { time = String(inner) }
            label = label[..<open]
        }
        let name = String(label).trimmingWhitespace()
        guard !name.isEmpty, name.count <= Self.longestName, !name.contains(where: { "，。！？,.!?;；、".contains($0) }),
            name.contains(where: \.isLetter)
        else { return nil }
        self.name = name
        side = SpeakerNames.side(of: name)
        textStart = text[..<rest.index(after: colon)].utf8.count
    }

    /// A time at the start of a line, in brackets or bare.
    private static func time(at rest: inout Substring) -> String? {
        let closers: [Character: Character] = ["[": "]", "【": "】", "(": ")", "（": "）"]
        if let first = rest.first, let closer = closers[first], let end = rest.firstIndex(of: closer) {
            let inner = rest[rest.index(after: rest.startIndex)..<end]
            guard inner.contains(where: \.isNumber), inner.count <= 24 else { return nil }
            rest = rest[rest.index(after: end)...].drop(while: \.isWhitespace)
            return String(inner)
        }
        let stamp = rest.prefix { $0.isNumber || ":-/.T ".contains($0) }
        guard stamp.contains(":"), stamp.filter(\.isNumber).count >= 3 else { return nil }
        rest = rest[stamp.endIndex...]
        return String(stamp).trimmingWhitespace()
    }

    /// Where in a line somebody else begins to speak: `客户：…？ 销售：…`.
    ///
    /// Inside a line only labels count that name a side or the writer, after white space or the end of a sentence, so that 客服电话：400 is none.
    /// - Returns: bytes from the start of the line, ascending; not its start.
    static func turns(_ line: UnsafeBufferPointer<UInt8>) -> [Int] {
        var turns: [Int] = []
        // Where a label may have begun: behind white space or the end of a sentence, and no other colon since.
        var start: Int?
        var place = 0
        while place < line.count {
            let byte = line[place]
            let width = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
            let end = min(place + width, line.count)
            if isColon(line, place) {
                if let start, start > 0, isTurn(UnsafeBufferPointer(rebasing: line[start..<place])) { turns.append(start) }
                start = nil
            } else if isBoundary(line, place) {
                start = end
            }
            place = end
        }
        // Behind a time the line's own speaker stands.
        let own = turns.isEmpty ? 0 : SpeakerLine(line)?.textStart ?? 0
        return turns.filter { $0 >= own }
    }

    private static func isColon(_ line: UnsafeBufferPointer<UInt8>, _ place: Int) -> Bool {
        line[place] == 0x3A || has(line, place, 0xEF, 0xBC, 0x9A)
    }

    /// White space, also full width, and the ends of sentences, quotations and brackets of names: `。！？；”」】`.
    private static func isBoundary(_ line: UnsafeBufferPointer<UInt8>, _ place: Int) -> Bool {
        switch line[place] {
        case 0x20, 0x09, 0x21, 0x3B, 0x3F: true
        case 0xE3: has(line, place, 0xE3, 0x80, 0x80) || has(line, place, 0xE3, 0x80, 0x82) || has(line, place, 0xE3, 0x80, 0x8D) || has(line, place, 0xE3, 0x80, 0x91)
        case 0xEF: has(line, place, 0xEF, 0xBC, 0x81) || has(line, place, 0xEF, 0xBC, 0x9F) || has(line, place, 0xEF, 0xBC, 0x9B)
        case 0xE2: has(line, place, 0xE2, 0x80, 0x9D)
        default: false
        }
    }

    private static func has(_ line: UnsafeBufferPointer<UInt8>, _ place: Int, _ a: UInt8, _ b: UInt8, _ c: UInt8) -> Bool {
        place + 2 < line.count && line[place] == a && line[place + 1] == b && line[place + 2] == c
    }

    private static func isTurn(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard (1...60).contains(bytes.count) else { return false }
        let name = String(decoding: bytes, as: UTF8.self).prefix { $0 != "(" && $0 != "（" }
        guard !name.isEmpty, name.count <= longestInlineName else { return false }
        return SpeakerNames.isWriter(name) || SpeakerNames.side(of: String(name)) != nil && !contacts.contains(where: name.contains)
    }

    private static let longestInlineName = 6
    private static let contacts = ["电话", "热线", "专线", "微信", "邮箱", "地址", "中心", "的"]

    /// Who takes part in a conversation, as far as the labels tell.
    struct Parties {
        /// The side of whoever calls himself 我; nil where both others are named.
        var writer: Speaker?

        func side(of line: SpeakerLine) -> Speaker? { line.side ?? (SpeakerNames.isWriter(line.name) ? writer : nil) }
    }

    /// The parties of a conversation; nil where a text is none. Both sides have to be named, and by enough of the lines: a form has
    /// names before colons, too. A single line needs the customer's label only.
    static func parties(_ source: UnsafeBufferPointer<UInt8>) -> Parties? {
        var sides: Set<Speaker> = []
        var hasWriter = false
        var named = 0
        var lines = 0
        func note(_ speaker: SpeakerLine) -> Bool {
            if let side = speaker.side { sides.insert(side) } else if SpeakerNames.isWriter(speaker.name) { hasWriter = true } else { return false }
            return true
        }
        for line in source.prefix(65_536).split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }).prefix(200) {
            lines += 1
            guard let speaker = SpeakerLine(UnsafeBufferPointer(rebasing: line)), note(speaker) else { continue }
            named += 1
            for turn in turns(UnsafeBufferPointer(rebasing: line)) {
                if let speaker = SpeakerLine(UnsafeBufferPointer(rebasing: line[(line.startIndex + turn)...])) { _ = note(speaker) }
            }
        }
        // One remark that says itself whose it is: 客户：能不能分期？
        if lines == 1, named == 1, sides == [.customer], let speaker = SpeakerLine(source), SpeakerNames.isVisitor(speaker.name) { return Parties() }
        guard sides.count + (hasWriter ? 1 : 0) >= 2, !sides.isEmpty, named * 4 >= lines else { return nil }
        let other = sides.count == 1 ? sides.first : nil
        return Parties(writer: hasWriter ? other.map { $0 == .seller ? .customer : .seller } : nil)
    }
}
