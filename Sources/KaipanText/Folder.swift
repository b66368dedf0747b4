import Foundation

/// The loop behind `Folded`.
///
/// It works on raw bytes because most scalars fold to themselves: those are copied, and only what changes length
/// leaves a trace in the map.
struct Folder {
    private let table: ScalarTable
    private var output: [UInt8] = []
    private var map = OffsetMap()
    private var gaps: [Folded.Gap] = []

    /// What the last character that reached the output was; spacing is judged by its neighbours.
    private var previous = Neighbour.other
    private var pending = PendingGap()

    private enum Neighbour { case han, word, other }

    /// Spacing that has been written but is withdrawn when a Han character follows.
    private struct PendingGap {
        var isOpen = false
        /// More than one space on a side or more than one decoration: a layout, not letter spacing.
        var isTooWide = false
        var spacesBefore = 0
        var decorations = 0
        /// Whether the decoration is a quotation mark or a slash.
        var isPunctuation = false
        var spacesAfter = 0
        var hasLineBreak = false
        var foldedStart = 0
        var originalStart = 0
        var followsHan = false
        /// The number of edits when the gap opened: those inside it are withdrawn with it.
        var editCount = 0
    }

    init(table: ScalarTable, capacity: Int) {
        self.table = table
        output.reserveCapacity(capacity + 16)
    }

    consuming func finish() -> Folded {
        Folded(bytes: output, map: map, gaps: gaps)
    }

    mutating func fold(_ text: UnsafeBufferPointer<UInt8>) {
        var position = 0
        let end = text.count
        while position < end {
            if !pending.isOpen {
                position = copyPlain(text, from: position)
                guard position < end else { break }
            }
            let byte = text[position]
            if byte < 0x80 {
                foldASCII(byte, at: position)
                position += 1
                continue
            }
            let length = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
            guard position + length <= end else { break }
            let scalar = Self.scalar(text, position, length)
            let entry = table.entry(scalar)
            if entry.foldsToItself {
                if entry.isHan {
                    closeGap(before: .han, at: position)
                    appendCopy(text, position, length)
                    previous = .han
                } else if entry.isIgnorable {
                    drop(position, length)
                } else if scalar == 0x2028 {
                    openGap(at: position)
                    if pending.hasLineBreak { pending.isTooWide = true }
                    pending.hasLineBreak = true
                    appendCopy(text, position, length)
                } else if entry.isSpace {
                    foldSpace(at: position, length: length)
                } else if entry.isDecorative {
                    decorate(at: position, with: scalar)
                    appendCopy(text, position, length)
                } else if entry.isCombining {
                    position = foldMark(text, at: position, length: length)
                    continue
                } else {
                    let neighbour: Neighbour = entry.isWord ? .word : .other
                    closeGap(before: neighbour, at: position)
                    appendCopy(text, position, length)
                    previous = neighbour
                }
            } else if entry.isIgnorable {
                drop(position, length)
            } else if entry.isSpace {
                foldSpace(at: position, length: length)
            } else if entry.isDecorative {
                decorate(at: position, with: scalar)
                append(entry, at: position, length: length)
            } else if isMark(entry) {
                position = foldMark(text, at: position, length: length)
                continue
            } else {
                append(folding: entry, at: position, length: length)
            }
            position += length
        }
        closeGap(before: .other, at: end)
    }

    /// Copies the characters that fold to themselves and concern no spacing, which are most of any text, in one piece.
    private mutating func copyPlain(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        let table = table
        var position = start
        var last = previous
        while position < text.count {
            let byte = text[position]
            let length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
            guard position + length <= text.count else { break }
            let entry = table.entry(length == 1 ? UInt32(byte) : Self.scalar(text, position, length))
            if entry.isPlainHan {
                last = .han
            } else if entry.isPlain {
                last = entry.isWord ? .word : .other
            } else {
                break
            }
            position += length
        }
        if position > start {
            output.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<position]))
            previous = last
        }
        return position
    }

    // MARK: - Kinds of characters

    private mutating func foldASCII(_ byte: UInt8, at position: Int) {
        switch byte {
        case 0x61...0x7A, 0x30...0x39:
            closeGap(before: .word, at: position)
            output.append(byte)
            previous = .word
        case 0x41...0x5A:
            closeGap(before: .word, at: position)
            output.append(byte | 0x20)
            previous = .word
        case 0x20, 0x09:
            foldSpace(at: position, length: 1)
        case 0x0A:
            closeGap(before: .other, at: position)
            output.append(byte)
            previous = .other
        default:
            if table.entry(UInt32(byte)).isDecorative {
                decorate(at: position, with: UInt32(byte))
                output.append(byte)
            } else {
                closeGap(before: .other, at: position)
                output.append(byte)
                previous = .other
            }
        }
    }

    private mutating func foldSpace(at position: Int, length: Int) {
        openGap(at: position)
        if pending.decorations > 0 || pending.hasLineBreak {
            pending.spacesAfter += 1
        } else {
            pending.spacesBefore += 1
        }
        if pending.spacesBefore > 1 || pending.spacesAfter > 1 { pending.isTooWide = true }
        if length != 1 {
            map.append(
                .init(folded: UInt32(output.count), original: UInt32(position), foldedLength: 1, originalLength: UInt32(length)))
        }
        output.append(0x20)
    }

    private mutating func decorate(at position: Int, with scalar: UInt32) {
        openGap(at: position)
        pending.decorations += 1
        pending.isPunctuation = Self.isPunctuation(scalar)
        if pending.decorations > 1 { pending.isTooWide = true }
    }

    /// Copies or expands a scalar whose folding differs from it.
    private mutating func append(folding entry: ScalarTable.Entry, at position: Int, length: Int) {
        let neighbour: Neighbour = entry.isHan ? .han : entry.isWord ? .word : .other
        closeGap(before: neighbour, at: position)
        append(entry, at: position, length: length)
        previous = neighbour
    }

    private mutating func append(_ entry: ScalarTable.Entry, at position: Int, length: Int) {
        let start = output.count
        if entry.single != 0 {
            Self.append(entry.single, to: &output)
        } else {
            output.append(contentsOf: table.expansion(of: entry))
        }
        let folded = output.count - start
        // Several scalars come of the one, even where they are as long.
        if folded != length || entry.hasExpansion {
            map.append(
                .init(
                    folded: UInt32(start), original: UInt32(position), foldedLength: UInt32(folded),
                    originalLength: UInt32(length)))
        }
    }

    private mutating func appendCopy(_ text: UnsafeBufferPointer<UInt8>, _ position: Int, _ length: Int) {
        output.append(contentsOf: UnsafeBufferPointer(rebasing: text[position..<position + length]))
    }

    private mutating func drop(_ position: Int, _ length: Int) {
        map.append(
            .init(folded: UInt32(output.count), original: UInt32(position), foldedLength: 0, originalLength: UInt32(length)))
    }

    /// Whether a scalar is a mark on the one before it, or folds to one, as half-width voiced marks do.
    private func isMark(_ entry: ScalarTable.Entry) -> Bool {
        entry.isCombining || entry.single != 0 && table.entry(entry.single).isCombining
    }

    /// Drops a mark on a Han character or on spacing behind one, which only disguises it; composes other bases with theirs.
    private mutating func foldMark(_ text: UnsafeBufferPointer<UInt8>, at position: Int, length: Int) -> Int {
        if previous != .han {
            if pending.isOpen {
                closeGap(before: .other, at: position)
                previous = .other
            } else if endsWithHan {
                drop(position, length)
                return position + length
            }
            if let end = compose(text, from: position) { return end }
        }
        drop(position, length)
        return position + length
    }

    /// Composes a base that is no Han character with the marks behind it; NFKC needs the whole sequence.
    /// - Returns: where the marks end, or nil where the base has as many as are read.
    private mutating func compose(_ text: UnsafeBufferPointer<UInt8>, from position: Int) -> Int? {
        let present = trailingMarks()
        var marks: [UInt8] = []
        var count = present.count
        var end = position
        while end < text.count, text[end] >= 0x80 {
            let next = text[end] < 0xE0 ? 2 : text[end] < 0xF0 ? 3 : 4
            guard end + next <= text.count else { break }
            let entry = table.entry(Self.scalar(text, end, next))
            guard isMark(entry) else { break }
            let expansion = table.expansion(of: entry)
            count += max(1, expansion.count { $0 & 0xC0 != 0x80 })
            guard count <= Self.markLimit else { break }
            if entry.single != 0 {
                Self.append(entry.single, to: &marks)
            } else if entry.hasExpansion {
                marks += expansion
            } else {
                marks += text[end..<end + next]
            }
            end += next
        }
        guard end > position else { return nil }
        let base = baseStart(before: present)
        var start = base
        var originalStart = position
        if base < output.count {
            // The base may be an edit, and something dropped may stand behind it; all becomes one.
            originalStart = map.originalRange(of: base..<output.count).lowerBound
            while let last = map.edits.last, Int(last.original) >= originalStart {
                start = min(start, Int(last.folded))
                map.removeLast()
            }
        } else {
            previous = .other
        }
        let sequence = String(decoding: output[start...] + marks, as: UTF8.self)
        let composed = Array(sequence.precomposedStringWithCompatibilityMapping.utf8)
        output.removeSubrange(start...)
        if !composed.elementsEqual(text[originalStart..<end]) {
            map.append(
                .init(
                    folded: UInt32(start), original: UInt32(originalStart), foldedLength: UInt32(composed.count),
                    originalLength: UInt32(end - originalStart)))
        }
        output.append(contentsOf: composed)
        return end
    }

    /// More marks than any text has on one base (UAX 15, 13: Stream-Safe Text Format has 30); sorting them takes long.
    private static let markLimit = 32

    /// Where the marks at the end of the output begin, and how many there are, as far as that matters.
    private func trailingMarks() -> (start: Int, count: Int) {
        var start = output.count
        var count = 0
        while count <= Self.markLimit, let previous = scalarStart(before: start) {
            let isCombining = start - previous > 1 && output.withUnsafeBufferPointer {
                table.entry(Self.scalar($0, previous, start - previous)).isCombining
            }
            guard isCombining else { break }
            start = previous
            count += 1
        }
        return (start, count)
    }

    /// Where the character begins that new marks stand on; the end of the output where they stand alone.
    private func baseStart(before marks: (start: Int, count: Int)) -> Int {
        guard marks.count > 0 || previous == .word else { return output.count }
        guard let base = scalarStart(before: marks.start), output[base] != 0x0A else { return marks.start }
        return base
    }

    /// Whether the output ends with a Han character, which an expansion such as 7点 does.
    private var endsWithHan: Bool {
        guard let start = scalarStart(before: output.count), output.count - start > 2 else { return false }
        return output.withUnsafeBufferPointer { table.entry(Self.scalar($0, start, output.count - start)).isHan }
    }

    private func scalarStart(before end: Int) -> Int? {
        guard end > 0 else { return nil }
        var start = end - 1
        while start > 0, output[start] & 0xC0 == 0x80 { start -= 1 }
        return start
    }

    // MARK: - Spacing

    private mutating func openGap(at position: Int) {
        guard !pending.isOpen else { return }
        pending = PendingGap()
        pending.isOpen = true
        pending.foldedStart = output.count
        pending.originalStart = position
        pending.followsHan = previous == .han
        pending.editCount = map.edits.count
    }

    /// Decides about the spacing before a character: dropped where it only sets Han characters apart.
    private mutating func closeGap(before next: Neighbour, at position: Int) {
        guard pending.isOpen else { return }
        pending.isOpen = false
        guard !pending.isTooWide else { return }
        let isPlainSpace = pending.decorations == 0 && !pending.hasLineBreak
        let betweenHan = pending.followsHan && next == .han
        // 盘古之白: a space beside a Han character is typography whatever stands on its other side.
        guard betweenHan || (isPlainSpace && (pending.followsHan || next == .han)) else { return }
        output.removeSubrange(pending.foldedStart...)
        map.truncate(to: pending.editCount)
        map.append(
            .init(
                folded: UInt32(pending.foldedStart), original: UInt32(pending.originalStart), foldedLength: 0,
                originalLength: UInt32(position - pending.originalStart)))
        guard betweenHan else { return }
        let kind: Folded.Gap.Kind =
            pending.hasLineBreak ? .lineBreak : pending.isPunctuation ? .punctuation : pending.decorations > 0 ? .decoration : .space
        gaps.append(.init(offset: pending.foldedStart, kind: kind))
    }

    /// " ' / “ ” ‘ ’ 「 」 『 』 and their wide forms.
    private static func isPunctuation(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x22, 0x27, 0x2F, 0x2018, 0x2019, 0x201C, 0x201D, 0x300C...0x300F, 0xFF02, 0xFF07, 0xFF0F: true
        default: false
        }
    }

    // MARK: - UTF-8

    @inline(__always)
    private static func scalar(_ text: UnsafeBufferPointer<UInt8>, _ position: Int, _ length: Int) -> UInt32 {
        switch length {
        case 2: UInt32(text[position] & 0x1F) << 6 | UInt32(text[position + 1] & 0x3F)
        case 3:
            UInt32(text[position] & 0x0F) << 12 | UInt32(text[position + 1] & 0x3F) << 6 | UInt32(text[position + 2] & 0x3F)
        default:
            UInt32(text[position] & 0x07) << 18 | UInt32(text[position + 1] & 0x3F) << 12
                | UInt32(text[position + 2] & 0x3F) << 6 | UInt32(text[position + 3] & 0x3F)
        }
    }

    private static func append(_ scalar: UInt32, to output: inout [UInt8]) {
        switch scalar {
        case 0..<0x80: output.append(UInt8(scalar))
        case 0x80..<0x800: output.append(contentsOf: [UInt8(0xC0 | scalar >> 6), UInt8(0x80 | scalar & 0x3F)])
        case 0x800..<0x10000:
            output.append(UInt8(0xE0 | scalar >> 12))
            output.append(UInt8(0x80 | scalar >> 6 & 0x3F))
            output.append(UInt8(0x80 | scalar & 0x3F))
        default:
            output.append(UInt8(0xF0 | scalar >> 18))
            output.append(UInt8(0x80 | scalar >> 12 & 0x3F))
            output.append(UInt8(0x80 | scalar >> 6 & 0x3F))
            output.append(UInt8(0x80 | scalar & 0x3F))
        }
    }
}
