/// The lines of a clause that tell the checker what counts, apart from the words that are said.
///
/// A directive stands on a line or in a list item of its own and begins with its name and a colon:
///
///     要点：定金｜认购金；不退｜不予退还；15日
///     不得说：可以商量｜差不多就行
///     谁说：买方
///     须答：明白｜清楚
///     顺序：3
///
/// `；` sets slots apart, `｜` what means the same within one. English names (`points:`, `never:`, `by:`, `reply:`, `order:`, `asked:`,
/// `except:`) do the same.
public struct ClauseDirectives: Sendable, Hashable {
    /// What has to be there: each slot with all that means the same.
    public var points: [[String]] = []
    /// What must not be said beside it.
    public var mustNot: [String] = []
    /// Other words for the question that an answer is for.
    public var askedAs: [String] = []
    /// Words beside which a forbidden statement is none.
    public var exceptions: [String] = []
    /// Who has to say it; nil for the seller.
    public var speaker: Passage.Role?
    /// What the other side has to answer; nil where it need not.
    public var reply: RequiredReply?
    /// Where it stands in the order; nil where that is free.
    public var order: ClauseOrder?
    /// The clause's words without directives, paragraphs on lines of their own.
    public var words: String

    private enum Name { case points, mustNot, speaker, reply, order, askedAs, exceptions }

    private static let names: [(String, Name)] = [
        ("要点", .points), ("不得说", .mustNot), ("谁说", .speaker), ("须答", .reply), ("顺序", .order), ("问法", .askedAs), ("除外", .exceptions),
        ("points", .points), ("never", .mustNot), ("by", .speaker), ("reply", .reply), ("order", .order), ("asked", .askedAs),
        ("except", .exceptions),
    ]

    /// Reads a clause's text.
    ///
    /// - Complexity: O(n).
    public init(_ text: String) {
        words = ""
        var lines: [String] = []
        for line in text.split(whereSeparator: { $0 == "\n" || $0 == "\u{2028}" || $0 == "\r\n" }).flatMap(Self.parts) {
            let line = Self.trimmed(line)
            guard let (name, value) = Self.directive(line) else {
                if !line.isEmpty { lines.append(line) }
                continue
            }
            add(name, value)
        }
        words = lines.joined(separator: "\n")
    }

    /// Whether a line is a directive, and thereby nothing that is said.
    public static func isDirective(_ line: some StringProtocol) -> Bool { directive(trimmed(line)) != nil }

    private static func directive(_ line: String) -> (Name, String)? {
        guard let colon = line.firstIndex(where: { $0 == "：" || $0 == ":" }) else { return nil }
        let head = trimmed(line[..<colon]).lowercased()
        guard let name = names.first(where: { $0.0.utf8.elementsEqual(head.utf8) })?.1 else { return nil }
        return (name, trimmed(line[line.index(after: colon)...]))
    }

    /// The lines that a line was made of: Markdown joins lines that no empty one sets apart.
    ///
    /// A directive begins behind the end of a sentence or a space; behind another directive anywhere.
    private static func parts(_ line: Substring) -> [Substring] {
        var parts: [Substring] = [], start = line.startIndex, place = line.startIndex
        var isBehindDirective = directive(trimmed(line)) != nil
        while place < line.endIndex {
            defer { place = line.index(after: place) }
            guard place > line.startIndex else { continue }
            let before = line[line.index(before: place)]
            guard isBehindDirective || before.isWhitespace || "。！？；!?;".contains(before),
                names.contains(where: { name in
                    guard line[place...].hasPrefix(name.0) else { return false }
                    return line[place...].dropFirst(name.0.count).first.map { $0 == "：" || $0 == ":" } ?? false
                })
            else { continue }
            parts.append(line[start..<place])
            start = place
            isBehindDirective = true
        }
        return parts + [line[start...]]
    }

    private mutating func add(_ name: Name, _ value: String) {
        switch name {
        case .points:
            for slot in value.split(whereSeparator: { $0 == "；" || $0 == ";" }) {
                let alternatives = Self.alternatives(slot)
                if !alternatives.isEmpty { points.append(alternatives) }
            }
        case .mustNot: mustNot += Self.list(value)
        case .askedAs: askedAs += Self.list(value)
        case .exceptions: exceptions += Self.list(value)
        case .speaker:
            if ["买方", "客户", "买受人", "customer", "buyer"].contains(where: value.lowercased().hasPrefix) { speaker = .customer }
            else if ["销售", "卖方", "出卖人", "seller"].contains(where: value.lowercased().hasPrefix) { speaker = .seller }
        case .reply:
            switch value.lowercased() {
            case "不须", "否", "无", "no": reply = nil
            case "原话", "自己的话", "own words": reply = .ownWords
            case "", "是", "须", "yes": reply = .any
            default: reply = .words(Self.list(value))
            }
        case .order: order = ClauseOrder(value)
        }
    }

    private static func list(_ value: String) -> [String] {
        value.split(whereSeparator: { $0 == "；" || $0 == ";" }).flatMap(alternatives)
    }

    private static func alternatives(_ text: some StringProtocol) -> [String] {
        text.split(whereSeparator: { $0 == "｜" || $0 == "|" }).map { trimmed($0) }.filter { !$0.isEmpty }
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        var rest = Substring(text)
        while let first = rest.first, first.isWhitespace || first == "-" && rest.dropFirst().first?.isWhitespace == true { rest.removeFirst() }
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return String(rest)
    }
}
