import Foundation
import KaipanDocuments
import KaipanRules
import KaipanText

/// Finds the numbers that a limit is about, and measures them against others where the limit says so.
struct NumberMatcher {
    /// A number with its place and its amount in the limit's unit.
    struct Number: Hashable {
        var range: Range<Int>
        var amount: Double
        /// Whether it is a price by the square metre, which is no total.
        var isByArea: Bool
    }

    /// The number that another was measured against.
    struct Base: Hashable {
        var range: Range<Int>
        /// What the other is of it, in per cent.
        var share: Double
    }

    /// What becomes of a number that is measured against another one.
    enum Outcome {
        case passes(Base)
        case keepsWithin(Base)
        /// Nothing is stated to measure it against.
        case unmeasured
    }

    let hits: HitTable
    let blocks: FoldedBlocks
    let documentBlocks: [Block]

    /// The numbers behind the limit's words that pass its bound; all of them where they are measured against others.
    func numbers(of limit: NumberLimit) -> [Number] {
        numbers(behind: words(limit.after), limit: limit, borders: []).filter { limit.base != nil || limit.isPassed(by: $0.amount) }
    }

    /// Measures each of the numbers against the one that excuses most: a paper that names several totals is not blamed for the smallest.
    ///
    /// - Parameters:
    ///   - numbers: what `numbers(of:)` found.
    ///   - isStated: whether a reader is told what stands at a place.
    /// - Complexity: O((n + m) log m) in the numbers of both kinds, for scopes that do not overlap one another.
    func outcomes(
        of numbers: [Number], limit: NumberLimit, base: NumberBase, where isStated: (Range<Int>) -> Bool
    ) -> [Outcome] {
        guard !numbers.isEmpty else { return [] }
        let own = words(limit.after)
        let other = words(base.after)
        let borders = (own + other).map(\.lowerBound).sorted()
        let spoiling = base.except.flatMap { hits.longest($0, in: blocks) }.map(\.start).sorted()
        let bases = self.numbers(behind: other, limit: limit, borders: borders).filter { number in
            number.amount > 0 && isStated(number.range) && !isSpoiled(number.range, by: spoiling)
        }
        let neighbours = base.within == .block ? BlockNeighbours(documentBlocks) : nil
        var best: [Request: Number?] = [:]
        return numbers.map { number in
            // What stands behind the other side's words is the other side's number.
            guard !Self.isNearer(other, than: own, to: number.range.lowerBound) else { return .unmeasured }
            let scopes =
                neighbours?.together(with: blocks.index(at: number.range.lowerBound)).map { blocks.ranges[$0] }
                ?? [blocks.stretch(base.within, around: number.range, blocks: documentBlocks)]
            let request = Request(scopes: scopes, isByArea: number.isByArea)
            let found: Number?
            if let known = best[request] { found = known } else {
                let near = scopes.flatMap { Self.slice(bases, within: $0) }.filter { $0.isByArea == number.isByArea }
                found = limit.isUpperBound ? near.max { $0.amount < $1.amount } : near.min { $0.amount < $1.amount }
                best[request] = .some(found)
            }
            guard let found else { return .unmeasured }
            let result = Base(range: found.range, share: number.amount * 100 / found.amount)
            // Multiplied out, since 7 / 100 * 100 is more than 7 in binary.
            let passes =
                limit.isUpperBound ? number.amount * 100 > limit.bound * found.amount : number.amount * 100 < limit.bound * found.amount
            return passes ? .passes(result) : .keepsWithin(result)
        }
    }

    private struct Request: Hashable {
        var scopes: [Range<Int>]
        var isByArea: Bool
    }

    // MARK: - Words and their numbers

    private func words(_ patterns: [PatternID]) -> [Range<Int>] {
        ItemMatcher(hits: hits, blocks: blocks, documentBlocks: documentBlocks).matches(patterns.map(PatternItem.pattern)).map(\.range)
            .sorted { $0.lowerBound < $1.lowerBound }
    }

    /// The first number of the limit's unit behind each of the words, before any of the borders.
    private func numbers(behind words: [Range<Int>], limit: NumberLimit, borders: [Int]) -> [Number] {
        words.enumerated().compactMap { index, word in
            // The next such word has a number of its own.
            let next = index + 1 < words.count ? words[index + 1].lowerBound : Int.max
            let border = borders.isEmpty ? next : min(next, Self.first(of: borders, from: word.upperBound) ?? Int.max)
            let end = blocks.stretch(limit.within, around: word, blocks: documentBlocks).upperBound
            return number(in: word.upperBound..<max(word.upperBound, min(end, border)), unit: limit.unit)
                ?? cellBehind(word).flatMap { number(in: $0.lowerBound..<max($0.lowerBound, min($0.upperBound, border)), unit: limit.unit) }
        }
    }

    private func number(in range: Range<Int>, unit: MeasureUnit) -> Number? {
        guard !range.isEmpty else { return nil }
        for quantity in QuantityParser.quantities(in: blocks.folded.bytes, range: range) {
            guard let amount = quantity.value(in: unit) else { continue }
            return Number(range: quantity.range, amount: Double(truncating: amount as NSDecimalNumber), isByArea: isByArea(quantity))
        }
        return nil
    }

    /// The next cell of the row, where the words are the last of theirs: forms have the name in one cell and the sum in the next.
    private func cellBehind(_ word: Range<Int>) -> Range<Int>? {
        let index = blocks.index(at: word.lowerBound)
        guard index + 1 < documentBlocks.count, let cell = documentBlocks[index].cell, let next = documentBlocks[index + 1].cell,
            next.row == cell.row, next.column > cell.column, blocks.ranges[index].upperBound - word.upperBound <= Self.longestRest
        else { return nil }
        return blocks.ranges[index + 1]
    }

    /// In bytes: a colon and a word in brackets.
    private static let longestRest = 24

    private func isByArea(_ quantity: Quantity) -> Bool {
        guard quantity.unit == .yuan else { return false }
        let text = blocks.folded.bytes
        let (before, behind) = (text[..<quantity.range.lowerBound], text[quantity.range.upperBound...])
        return ["/m2", "/平", "/建筑平", "每m2", "每平", "每建筑平"].contains { behind.starts(with: $0.utf8) }
            || ["m2", "平方米", "平米", "平方", "每平"].contains { before.suffix($0.utf8.count).elementsEqual($0.utf8) }
    }

    /// Whether one of the words that begin at these offsets stands in the sentence.
    private func isSpoiled(_ range: Range<Int>, by starts: [Int]) -> Bool {
        let sentence = blocks.sentence(around: range)
        return Self.first(of: starts, from: sentence.lowerBound).map { $0 < sentence.upperBound } ?? false
    }

    // MARK: - Sorted lists

    /// Whether the last of `a` before a place stands behind the last of `b`.
    private static func isNearer(_ a: [Range<Int>], than b: [Range<Int>], to offset: Int) -> Bool {
        guard let last = last(of: a, before: offset) else { return false }
        return last.lowerBound > (Self.last(of: b, before: offset)?.lowerBound ?? -1)
    }

    private static func last(of words: [Range<Int>], before offset: Int) -> Range<Int>? {
        let count = words.partitioningIndex { $0.lowerBound >= offset }
        return count > 0 ? words[count - 1] : nil
    }

    private static func first(of offsets: [Int], from offset: Int) -> Int? {
        let index = offsets.partitioningIndex { $0 >= offset }
        return index < offsets.count ? offsets[index] : nil
    }

    private static func slice(_ numbers: [Number], within scope: Range<Int>) -> ArraySlice<Number> {
        let start = numbers.partitioningIndex { $0.range.lowerBound >= scope.lowerBound }
        let end = numbers.partitioningIndex { $0.range.upperBound > scope.upperBound }
        return start < end ? numbers[start..<end] : []
    }
}

extension Array {
    /// Where the elements begin that satisfy a condition, which all those behind them satisfy, too.
    fileprivate func partitioningIndex(where isBehind: (Element) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if isBehind(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

extension NumberLimit {
    /// Whether a number is past the bound.
    func isPassed(by number: Double) -> Bool { isUpperBound ? number > bound : number < bound }

    /// A share in per cent, with as many digits as keep it on its side of the bound.
    func words(for share: Double) -> String {
        var text = ""
        for digits in (share < 100 ? 1 : 0)...6 {
            text = String(format: "%.\(digits)f", share)
            if let shown = Double(text), isPassed(by: shown) == isPassed(by: share) { break }
        }
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
