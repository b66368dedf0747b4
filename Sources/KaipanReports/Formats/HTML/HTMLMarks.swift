import KaipanChecks
import KaipanDocuments
import KaipanRules

/// The places of a document's findings in its text, cut where they begin, end or overlap.
struct HTMLMarks {
    private let document: Document
    private let findings: [Finding]
    private let first: Int
    private let words: HTMLWords
    /// The findings in each block, by block.
    private var inBlock: [Int: [Int]] = [:]
    /// The first and the last block that a finding stands in; nil where it stands in none.
    private var blocks: [ClosedRange<Int>?]

    /// - Parameter first: the number on the page of the first finding; the others follow.
    init(_ findings: [Finding], in document: Document, first: Int, words: HTMLWords) {
        self.document = document
        self.findings = findings
        self.first = first
        self.words = words
        blocks = Array(repeating: nil, count: findings.count)
        for (index, finding) in findings.enumerated() {
            guard let start = Self.block(from: finding.textRange.lowerBound, in: document) else { continue }
            var end = start
            while end + 1 < document.blocks.count, document.blocks[end + 1].range.lowerBound < finding.textRange.upperBound { end += 1 }
            blocks[index] = start...end
            for block in start...end { inBlock[block, default: []].append(index) }
        }
    }

    /// Whether a block has a finding.
    func isMarked(_ block: Int) -> Bool { inBlock[block] != nil }

    /// Whether a finding has a mark that can be linked to.
    func hasMark(_ finding: Int) -> Bool { blocks[finding] != nil }

    /// The first block that ends behind an offset; the last one for an offset behind all.
    private static func block(from offset: Int, in document: Document) -> Int? {
        if let index = document.blockIndex(at: offset) { return index }
        guard let last = document.blocks.indices.last else { return nil }
        return document.blocks.firstIndex { $0.range.lowerBound >= offset } ?? last
    }

    /// The text of a block with its marks.
    ///
    /// Complexity: O(n + m log m) in the block's bytes and findings, for findings that do not all overlap.
    func html(ofBlock index: Int) -> HTML {
        let range = document.blocks[index].range
        guard let found = inBlock[index] else { return text(range) }
        var html: HTML = ""
        var pieces: [(finding: Int, range: Range<Int>)] = []
        for finding in found {
            let piece = findings[finding].textRange.clamped(to: range)
            if piece.isEmpty { html += missing(finding) } else { pieces.append((finding, piece)) }
        }
        var position = range.lowerBound
        let cuts = Set(pieces.flatMap { [$0.range.lowerBound, $0.range.upperBound] }).sorted()
        pieces.sort { $0.range.lowerBound < $1.range.lowerBound }
        var next = 0
        var covering: [(finding: Int, range: Range<Int>)] = []
        for cut in cuts {
            if cut > position {
                html += covering.isEmpty ? text(position..<cut) : mark(position..<cut, covering, block: index)
                position = cut
            }
            covering.removeAll { $0.range.upperBound <= cut }
            while next < pieces.count, pieces[next].range.lowerBound == cut {
                covering.append(pieces[next])
                next += 1
            }
        }
        return html + text(position..<range.upperBound)
    }

    private func text(_ range: Range<Int>) -> HTML { .lines(String(decoding: document.text[range], as: UTF8.self)) }

    // MARK: - Marks

    private func mark(_ range: Range<Int>, _ covering: [(finding: Int, range: Range<Int>)], block: Int) -> HTML {
        let here = covering.map(\.finding).sorted()
        let begun = covering.filter { $0.range.lowerBound == range.lowerBound && blocks[$0.finding]?.lowerBound == block }.map(\.finding).sorted()
        let ended = covering.filter { $0.range.upperBound == range.upperBound && blocks[$0.finding]?.upperBound == block }.map(\.finding).sorted()
        let letters = ["e", "w", "n", "b", "s"].filter { letter in here.contains { Self.letter(of: findings[$0]) == letter } }
        let id: HTML = begun.first.map { " id=\"m\(first + $0)\"" } ?? ""
        let numbers: HTML = ended.isEmpty ? "" : " data-n=\"\(ended.map { String($0 + 1) }.joined(separator: ","))\""
        let others = begun.dropFirst().map { "<span id=\"m\(first + $0)\"></span>" as HTML }.joined()
        return "<mark\(id) class=\"\(letters.joined(separator: " "))\" data-f=\"\(list(here, ""))\"\(numbers)>\(link(here, text(range)))\(others)</mark>"
    }

    /// What is not there stands as a flag before the block where it is missed.
    private func missing(_ finding: Int) -> HTML {
        let label: HTML = "\(findings[finding].title[words.language])"
        return "<mark id=\"m\(first + finding)\" class=\"miss \(Self.letter(of: findings[finding]))\" data-f=\"\(first + finding)\" data-n=\"\(finding + 1)\">\(link([finding], label))</mark>"
    }

    private func link(_ here: [Int], _ content: HTML) -> HTML {
        // The link leads to what weighs most.
        let target = here.max { weight(of: $0) < weight(of: $1) } ?? 0
        let tip = here.map { index -> HTML in
            let finding = findings[index]
            return "\(index + 1) \(words.name(of: finding.severity))\(words("：", ": "))\(finding.title[words.language])"
        }.joined(by: "&#10;")
        return "<a href=\"#f\(first + target)\" data-tip=\"\(tip)\" aria-describedby=\"\(list(here, "t"))\">\(content)</a>"
    }

    private func list(_ here: [Int], _ prefix: String) -> String { here.map { "\(prefix)\(first + $0)" }.joined(separator: " ") }

    private func weight(of index: Int) -> Int {
        switch Self.letter(of: findings[index]) {
        case "e": 4
        case "w": 3
        case "n": 2
        case "b": 1
        default: 0
        }
    }

    /// What a finding is to the style and the filters: its severity, unless it is settled.
    private static func letter(of finding: Finding) -> String {
        if finding.suppression != nil { return "s" }
        if finding.baseline == .unchanged { return "b" }
        return finding.severity.letter
    }
}
