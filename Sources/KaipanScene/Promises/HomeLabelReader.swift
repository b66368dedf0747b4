import KaipanText

/// Finds the home that words name: 3栋2单元1201, 8号楼1602室, 3-2-1201.
struct HomeLabelReader {
    let text: FoldedPassage

    private static let buildings = ["栋", "幢", "号楼", "#楼", "座", "#"]
    private static let figures = Array("零一二三四五六七八九十".unicodeScalars)

    /// The first label, spelled in one way: 栋, 单元 and the number.
    var label: String? {
        var position = 0
        while position < text.bytes.count {
            if text.bytes[position] & 0xC0 != 0x80, isStart(position), let label = label(at: position) { return label }
            position += 1
        }
        return nil
    }

    /// Whether two labels name two homes; a label that cannot be read names none, and a staircase that one leaves out tells nothing.
    static func differ(_ a: String?, _ b: String?) -> Bool {
        guard let a = a.flatMap(parts), let b = b.flatMap(parts), a.building == b.building else {
            return a.flatMap(parts) != nil && b.flatMap(parts) != nil
        }
        func other(_ a: Int?, _ b: Int?) -> Bool { a.map { a in b.map { $0 != a } ?? false } ?? false }
        return other(a.staircase, b.staircase) || other(a.door, b.door)
    }

    /// As numbers, so that 0901 is 901.
    private static func parts(_ label: String) -> (building: Int, staircase: Int?, door: Int?)? {
        let passage = Passage(source: SourceReference(kind: .record, record: ""), role: .unknown, text: label.filter { !$0.isWhitespace })
        guard let label = HomeLabelReader(text: FoldedPassage(passage)).label else { return nil }
        let isStaircase = label.contains("单元"), numbers = label.split { !("0"..."9").contains($0) }.compactMap { Int($0) }
        guard let building = numbers.first else { return nil }
        let rest = numbers.dropFirst()
        return (building, isStaircase ? rest.first : nil, isStaircase ? rest.dropFirst().first : rest.first)
    }

    private func isStart(_ offset: Int) -> Bool {
        guard offset > 0 else { return true }
        return !isFigure(text.bytes[offset - 1]) && text.bytes[offset - 1] != UInt8(ascii: ".") && (offset < 3 || number(at: offset - 3) == nil || isFigure(text.bytes[offset - 1]))
    }

    private func label(at start: Int) -> String? {
        guard let building = number(at: start) else { return nil }
        if let second = dash(building.end), let third = dash(second.end), third.digits >= 3 { return "\(building.value)栋\(second.value)单元\(third.value)" }
        guard let word = Self.buildings.first(where: { has($0, at: building.end) }) else { return nil }
        var offset = building.end + word.utf8.count
        var label = "\(building.value)栋"
        if has("的", at: offset) { offset += 3 }
        var isNamed = false
        if let staircase = number(at: offset), has("单元", at: staircase.end) {
            label += "\(staircase.value)单元"
            offset = staircase.end + 6
            isNamed = true
        }
        if let door = number(at: offset), door.digits >= 3 || has("室", at: door.end) || has("号房", at: door.end) {
            return label + "\(door.value)"
        }
        return isNamed ? label : nil
    }

    private func dash(_ offset: Int) -> (value: String, digits: Int, end: Int)? {
        offset < text.bytes.count && text.bytes[offset] == UInt8(ascii: "-") ? number(at: offset + 1) : nil
    }

    /// Figures as they stand; Chinese ones digit by digit, or up to 九十九.
    private func number(at start: Int) -> (value: String, digits: Int, end: Int)? {
        var offset = start
        while offset < text.bytes.count, isFigure(text.bytes[offset]) { offset += 1 }
        if offset > start { return offset - start <= 4 ? (text.text(start..<offset), offset - start, offset) : nil }
        var digits: [Int] = []
        while let index = Self.figures.firstIndex(where: { has(String($0), at: offset) }), digits.count < 5 {
            digits.append(index)
            offset += 3
        }
        guard !digits.isEmpty else { return nil }
        guard digits.contains(10) else { return (digits.map(String.init).joined(), digits.count, offset) }
        let parts = digits.split(separator: 10, omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].count <= 1, parts[1].count <= 1 else { return nil }
        let value = (parts[0].first ?? 1) * 10 + (parts[1].first ?? 0)
        return ("\(value)", 2, offset)
    }

    private func isFigure(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private func has(_ word: String, at offset: Int) -> Bool {
        offset < text.bytes.count && text.bytes[offset...].starts(with: word.utf8)
    }
}
