import Crypto
import Foundation
import KaipanDocuments
import KaipanRules
import KaipanText

/// Writes findings out: places in the stored file, excerpts and fingerprints.
struct FindingWriter {
    private let document: Document
    private let file: String
    private let blocks: FoldedBlocks
    /// One per part, so that ascending places cost one pass over it.
    private var lines: [LineIndex]

    /// Characters of the neighbourhood that a fingerprint takes from each side.
    private static let neighbourhood = 8
    /// Characters of the block that an excerpt shows on each side at most.
    private static let excerptLength = 60
    /// Bytes that are looked at for them.
    private static let excerptReach = 1024

    init(document: Document, file: String, blocks: FoldedBlocks) {
        self.document = document
        self.file = file
        self.blocks = blocks
        lines = document.parts.map(LineIndex.init)
    }

    mutating func finding(_ raw: CheckRun.Raw) -> Finding {
        let rule = raw.rule.rule
        let original = blocks.folded.map.originalRange(of: raw.range)
        let words = String(decoding: document.text[original], as: UTF8.self)
        var severity = min(raw.rule.severity, raw.ceiling ?? .error)
        var notes = raw.notes.map { note in
            guard let range = note.range else {
                return Finding.Note(message: note.message, file: file, start: nil, end: nil)
            }
            let original = blocks.folded.map.originalRange(of: range)
            let there = self.place(of: original, block: blockIndex(at: range.lowerBound))
            return Finding.Note(message: note.message, file: file, start: there.start, end: there.end)
        }
        if raw.parts.contains(where: { blocks.folded.gaps(inside: $0).contains { $0.kind != .punctuation } }) {
            // What is set apart may be two things; a person decides.
            severity = min(severity, .warning)
            notes.append(
                Finding.Note(
                    message: LocalizedText(
                        zh: "字间有空格、符号或换行，可能不是同一个词，按警告处理",
                        en: "spaces, symbols or a line break stand between the characters; a warning, because these may be two things"),
                    file: file, start: nil, end: nil))
        }
        return finding(
            of: rule, check: rule.check.name, severity: severity, message: Self.fill(rule.message, words),
            suggestion: Self.fill(rule.suggestion, words), basis: raw.rule.basis, notes: notes, at: raw.range)
    }

    /// A finding at a range of the folded text.
    mutating func finding(
        of rule: Rule, check: String, severity: Severity, message: LocalizedText, suggestion: LocalizedText, basis: [LegalBasis],
        notes: [Finding.Note], at range: Range<Int>
    ) -> Finding {
        let original = blocks.folded.map.originalRange(of: range)
        let block = blockIndex(at: range.lowerBound)
        let place = place(of: original, block: block)
        return Finding(
            rule: rule.id, title: rule.title, check: check, severity: severity, control: rule.control,
            text: String(decoding: document.text[original], as: UTF8.self), message: message, suggestion: suggestion, basis: basis,
            start: place.start, end: place.end, part: place.part, segments: place.segments,
            block: Finding.BlockPlace(
                role: block.map { document.blocks[$0].role } ?? .paragraph,
                path: block.flatMap { document.path(of: document.blocks[$0]) },
                cell: block.flatMap { document.blocks[$0].cell }),
            notes: notes, isHidden: block.map { document.blocks[$0].isHidden } ?? false,
            fingerprint: fingerprint(rule: rule.id, range: range), excerpt: excerpt(original, block: block),
            textRange: original)
    }

    mutating func exemption(rule: String, range: Range<Int>, reason: Exemption.Reason) -> Exemption {
        let original = blocks.folded.map.originalRange(of: range)
        let place = place(of: original, block: blockIndex(at: range.lowerBound))
        return Exemption(
            rule: rule, text: String(decoding: document.text[original], as: UTF8.self), start: place.start, end: place.end,
            reason: reason)
    }

    private static func fill(_ text: LocalizedText, _ words: String) -> LocalizedText {
        LocalizedText(zh: fill(text.zh, words), en: fill(text.en, words))
    }

    private static func fill(_ template: String, _ words: String) -> String {
        var filled = ""
        var rest = template.utf8[...]
        while let brace = rest.firstIndex(of: UInt8(ascii: "{")) {
            let isMark = rest[brace...].starts(with: "{text}".utf8)
            filled += String(Substring(rest[..<brace])) + (isMark ? words : "{")
            rest = rest[rest.index(brace, offsetBy: isMark ? 6 : 1)...]
        }
        return filled + String(Substring(rest))
    }

    // MARK: - Places

    private func blockIndex(at folded: Int) -> Int? {
        let index = blocks.index(at: folded)
        return index < document.blocks.count ? index : nil
    }

    private struct Place {
        var start: SourcePosition
        var end: SourcePosition
        var part: String?
        var segments: [Range<Int>]
    }

    private mutating func place(of range: Range<Int>, block: Int?) -> Place {
        let part = block.map { document.blocks[$0].part } ?? 0
        let ranges = document.sourceRanges(of: range)
        guard let first = ranges.first, let last = ranges.last else {
            // Nothing was matched: the place is where the block begins.
            let start = block.flatMap { document.sourceRanges(of: document.blocks[$0].range).first?.lowerBound } ?? 0
            let position = lines[part].position(ofText: start)
            return Place(start: position, end: position, part: document.parts[part].part, segments: [])
        }
        let start = lines[part].position(ofText: first.lowerBound)
        let end = lines[part].position(ofText: last.upperBound)
        let source = document.parts[part]
        let segments = ranges.map { source.byteOffset(ofText: $0.lowerBound)..<source.byteOffset(ofText: $0.upperBound) }
        return Place(start: start, end: end, part: source.part, segments: segments)
    }

    /// Where a range of the folded text begins and ends in the file.
    mutating func place(ofFolded range: Range<Int>) -> (start: SourcePosition, end: SourcePosition) {
        let place = place(of: blocks.folded.map.originalRange(of: range), block: blockIndex(at: range.lowerBound))
        return (place.start, place.end)
    }

    /// A fingerprint of texts.
    static func digest(_ texts: [String]) -> String {
        Hexadecimal.string(SHA256.hash(data: Array(texts.joined(separator: "\u{0}").utf8)).prefix(16))
    }

    // MARK: - Excerpts and fingerprints

    /// Looks at no more of the block than it can show: a block of megabytes may hold thousands of findings.
    private func excerpt(_ range: Range<Int>, block: Int?) -> Finding.Excerpt {
        let whole = block.map { document.blocks[$0].range } ?? range
        let start = boundary(after: max(whole.lowerBound, range.lowerBound - Self.excerptReach))
        let end = boundary(after: min(max(range.upperBound, whole.upperBound), range.upperBound + Self.excerptReach))
        let before = String(decoding: document.text[start..<range.lowerBound], as: UTF8.self)
        let after = String(decoding: document.text[range.upperBound..<end], as: UTF8.self)
        let isCutBefore = start > whole.lowerBound || before.count > Self.excerptLength
        let isCutAfter = end < whole.upperBound || after.count > Self.excerptLength
        return Finding.Excerpt(
            before: (isCutBefore ? "…" : "") + before.suffix(Self.excerptLength),
            match: String(decoding: document.text[range], as: UTF8.self),
            after: after.prefix(Self.excerptLength) + (isCutAfter ? "…" : ""))
    }

    /// The first offset from another on at which a character begins.
    private func boundary(after offset: Int) -> Int {
        var offset = offset
        while offset < document.text.count, document.text[offset] & 0xC0 == 0x80 { offset += 1 }
        return offset
    }

    private func fingerprint(rule: String, range: Range<Int>) -> String {
        let around = neighbours(of: range)
        var hash = SHA256()
        for text in [
            Array(rule.utf8)[...], blocks.folded.bytes[range], blocks.folded.bytes[around.lowerBound..<range.lowerBound],
            blocks.folded.bytes[range.upperBound..<around.upperBound],
        ] {
            text.withUnsafeBytes { hash.update(bufferPointer: $0) }
            withUnsafeBytes(of: UInt8(0)) { hash.update(bufferPointer: $0) }
        }
        return Hexadecimal.string(hash.finalize().prefix(16))
    }

    /// What stands around a range on its own line, so that lines inserted above or below change nothing.
    ///
    /// What is missing has no neighbours: it is missing wherever the document begins.
    private func neighbours(of range: Range<Int>) -> Range<Int> {
        guard !range.isEmpty else { return range }
        var around = blocks.stretch(.characters(Self.neighbourhood), around: range, blocks: document.blocks)
        for gap in blocks.folded.gaps(inside: around) where gap.kind == .lineBreak {
            if gap.offset <= range.lowerBound {
                around = gap.offset..<around.upperBound
            } else if gap.offset >= range.upperBound {
                around = around.lowerBound..<gap.offset
                break
            }
        }
        // Folding leaves a line break that does not stand between two Han characters.
        let bytes = blocks.folded.bytes
        let isBreak = { (index: Int) in bytes[index] == 0xE2 && bytes[index + 1] == 0x80 && bytes[index + 2] == 0xA8 }
        var lower = range.lowerBound
        while lower > around.lowerBound, !(lower - 3 >= around.lowerBound && isBreak(lower - 3)) { lower -= 1 }
        var upper = range.upperBound
        while upper < around.upperBound, !(upper + 3 <= around.upperBound && isBreak(upper)) { upper += 1 }
        return lower..<upper
    }
}
