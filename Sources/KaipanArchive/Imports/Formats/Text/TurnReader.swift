import KaipanText

/// Reads conversations written as lines: `[00:12] 张三：…`, `2026-03-01 10:00:05 张三` with the words below, `说话人1 00:12`, `张三：…`.
///
/// A name counts as a speaker where a time stands with it, the mapping or the name itself says so, it speaks more than once, or nearly
/// all lines begin with one; other lines continue what was said.
struct TurnReader {
    let lines: [TextLine]
    let options: ImportOptions

    /// What a line is by itself.
    private enum Form {
        case blank
        case day(CivilDate)
        /// A speaker and words.
        case turn(name: String, time: SpelledTime?, words: ArraySlice<UInt8>)
        /// A speaker and a time, with the words on the lines below.
        case header(name: String, time: SpelledTime, line: ArraySlice<UInt8>, hasDay: Bool)
        /// Words with a time and no speaker.
        case timed(SpelledTime, words: ArraySlice<UInt8>)
        case words
    }

    /// Somebody's words.
    struct Turn {
        var name: String?
        var time: SpelledTime?
        var day: CivilDate?
        var words: String
        var first: TextLine
        var last: TextLine
    }

    /// The turns of the lines, and the lines above the first of them.
    func turns() -> (turns: [Turn], preamble: [TextLine], unnamed: [TextLine]) {
        let forms = lines.map { form(of: $0.bytes) }
        let names = speakers(forms)
        var turns: [Turn] = []
        var preamble: [TextLine] = []
        var unnamed: [TextLine] = []
        var day: CivilDate?
        var blanks = 0
        let isName = { (name: String) in names.contains(Array(name.utf8)) }
        for (line, form) in zip(lines, forms) {
            var turn: Turn?
            switch form {
            case .blank:
                blanks += 1
                continue
            case .day(let date):
                day = date
                blanks = 0
                continue
            case .turn(let name, let time, let words) where isName(name):
                turn = Turn(name: name, time: time, words: String(decoding: words, as: UTF8.self), first: line, last: line)
            case .header(let name, let time, _, _) where isName(name):
                turn = Turn(name: name, time: time, words: "", first: line, last: line)
            case .header(_, let time, let words, _), .timed(let time, let words):
                turn = Turn(name: nil, time: time, words: String(decoding: words, as: UTF8.self), first: line, last: line)
            case .turn(_, let time?, let words):
                turn = Turn(name: nil, time: time, words: String(decoding: words, as: UTF8.self), first: line, last: line)
            case .turn(_, nil, _):
                unnamed.append(line)
            case .words:
                break
            }
            if var turn {
                turn.day = day
                day = nil
                turns.append(turn)
            } else if let last = turns.indices.last {
                let words = turns[last].words.isEmpty ? "" : String(repeating: "\n", count: blanks + 1)
                turns[last].words += words + line.text
                turns[last].last = line
            } else {
                preamble.append(line)
            }
            blanks = 0
        }
        return (turns, preamble, unnamed)
    }

    // MARK: - Forms

    /// The names that count as speakers, as bytes.
    private func speakers(_ forms: [Form]) -> Set<[UInt8]> {
        var counts: [[UInt8]: Int] = [:]
        var sure: Set<[UInt8]> = []
        var spoken = 0
        var named = 0
        for form in forms {
            switch form {
            case .blank, .day: continue
            case .turn(let name, let time, _):
                let key = Array(name.utf8)
                counts[key, default: 0] += 1
                if time != nil || isKnown(name) { sure.insert(key) }
                named += 1
            case .header(let name, _, _, let hasDay):
                let key = Array(name.utf8)
                counts[key, default: 0] += 1
                if hasDay || isKnown(name) { sure.insert(key) }
                named += 1
            case .timed, .words: break
            }
            spoken += 1
        }
        let all = named * 5 >= spoken * 4 && named > 1
        return sure.union(counts.filter { all || $0.value > 1 }.keys)
    }

    private func isKnown(_ name: String) -> Bool { options.roles.names(label: name) || RoleWords.role(of: name) != nil }

    private static let brackets: [(open: StaticString, close: StaticString)] = [("[", "]"), ("【", "】"), ("(", ")"), ("（", "）"), ("<", ">")]

    private func form(of line: ArraySlice<UInt8>) -> Form {
        let text = line.droppingSpaces()
        guard !text.isEmpty else { return .blank }
        if let (day, length) = SpelledTime.day(text), text.dropFirst(length).droppingSpaces().isEmpty { return .day(day) }
        if let (time, hasBracket, rest) = leadingTime(text) {
            // `[00:12]: …` has a colon of its own.
            if let label = SpeakerLabel(rest) { return .turn(name: label.name, time: time, words: label.rest) }
            let name = String(decoding: rest.prefix(96), as: UTF8.self).trimming()
            let hasDay = if case .moment = time { true } else { false }
            if rest.count <= 96, SpeakerLabel.isName(name) {
                return .header(name: name, time: time, line: rest, hasDay: hasDay && !hasBracket)
            }
            return .timed(time, words: rest)
        }
        if let form = trailingTime(text) { return form }
        if let label = SpeakerLabel(text) { return .turn(name: label.name, time: nil, words: label.rest) }
        return .words
    }

    private func leadingTime(_ text: ArraySlice<UInt8>) -> (time: SpelledTime, hasBracket: Bool, rest: ArraySlice<UInt8>)? {
        for (open, close) in Self.brackets where text.begins(with: open) {
            let inner = text.dropFirst(open.utf8CodeUnitCount).droppingSpaces()
            guard let (time, length) = SpelledTime.read(inner, offset: options.clockOffset) else { return nil }
            var rest = inner.dropFirst(length).droppingSpaces()
            // [00:12 - 00:15]
            if let range = Self.skipRangeEnd(rest, offset: options.clockOffset) { rest = range }
            guard rest.begins(with: close) else { return nil }
            return (time, true, rest.dropFirst(close.utf8CodeUnitCount).droppingSpaces())
        }
        guard let (time, length) = SpelledTime.read(text, offset: options.clockOffset) else { return nil }
        let rest = text.dropFirst(length)
        let trimmed = rest.droppingSpaces()
        // 3:2 大胜 is no time: one is followed by a space.
        guard trimmed.count < rest.count || trimmed.isEmpty else { return nil }
        return (time, false, Self.skipRangeEnd(trimmed, offset: options.clockOffset)?.droppingSpaces() ?? trimmed)
    }

    private static func skipRangeEnd(_ text: ArraySlice<UInt8>, offset: Int) -> ArraySlice<UInt8>? {
        for dash in ["-->", "-", "~", "–", "—", "至", "到"] as [StaticString] where text.begins(with: dash) {
            let rest = text.dropFirst(dash.utf8CodeUnitCount).droppingSpaces()
            guard let (_, length) = SpelledTime.read(rest, offset: offset) else { return nil }
            return rest.dropFirst(length).droppingSpaces()
        }
        return nil
    }

    /// Reads `张三 2026-03-01 10:00:05`, `说话人1 00:12`, `张三（10:02）：…`.
    private func trailingTime(_ text: ArraySlice<UInt8>) -> Form? {
        let head = text.prefix(120)
        for index in head.indices.dropFirst() {
            var rest = text[index...]
            var close: StaticString?
            for bracket in Self.brackets where rest.begins(with: bracket.open) {
                close = bracket.close
                rest = rest.dropFirst(bracket.open.utf8CodeUnitCount)
            }
            if close == nil {
                guard rest.first == 0x20 || rest.first == 0x09 || rest.begins(with: "\u{3000}") else { continue }
                rest = rest.droppingSpaces()
            }
            guard let (time, length) = SpelledTime.read(rest, offset: options.clockOffset) else { continue }
            rest = rest.dropFirst(length).droppingSpaces()
            if let close {
                guard rest.begins(with: close) else { continue }
                rest = rest.dropFirst(close.utf8CodeUnitCount).droppingSpaces()
            }
            let name = String(decoding: text[..<index], as: UTF8.self).trimming()
            guard SpeakerLabel.isName(name) else { return nil }
            if rest.isEmpty {
                let hasDay = if case .moment = time { true } else { false }
                return .header(name: name, time: time, line: text, hasDay: hasDay)
            }
            let colon = rest.begins(with: ":") ? 1 : rest.begins(with: "：") ? 3 : 0
            guard colon > 0 else { return nil }
            return .turn(name: name, time: time, words: rest.dropFirst(colon).droppingSpaces())
        }
        return nil
    }
}
