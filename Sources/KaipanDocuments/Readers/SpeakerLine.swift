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

    /// Whether both sides are named, and by enough of the lines: a form has names before colons, too.
    static func looksLikeConversation(_ source: UnsafeBufferPointer<UInt8>) -> Bool {
        var sides: Set<Speaker> = []
        var named = 0
        var lines = 0
        for line in source.prefix(65_536).split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }).prefix(200) {
            lines += 1
            guard let speaker = SpeakerLine(UnsafeBufferPointer(rebasing: line)), let side = speaker.side else { continue }
            named += 1
            sides.insert(side)
        }
        return sides.count == 2 && named * 4 >= lines
    }
}
