import Foundation
import KaipanText

/// Whether what a buyer says has to do with a clause: a word of it, a number of it, or what sounds like it.
///
/// It finds words in common and understands nothing: whoever speaks of the clause in other words throughout is not found.
package enum Pertinence {
    /// What stands in any talk about any home, and so tells nothing.
    private static let common: Set<UInt64> = Set(
        [
            "你们", "他们", "咱们", "这个", "那个", "什么", "怎么", "时候", "就是", "不是", "没有", "一个", "这样", "那样", "现在", "以后", "然后", "因为", "所以", "如果", "应该",
            "需要", "觉得", "意思", "自己", "一下", "一定", "合同", "房子", "房屋", "项目", "为准", "约定", "附件", "补充", "协议", "第一", "第二", "第三", "第四",
        ].map { text in
            let scalars = text.unicodeScalars.map(\.value)
            return key(scalars[0], scalars[1])
        })

    /// - Parameters:
    ///   - words: of the buyer.
    ///   - texts: the clause, and what was said to explain it.
    /// - Complexity: O(n) in the lengths of all.
    package static func shares(_ words: String, with texts: [String]) -> Bool {
        let said = SpokenText(words), isNod = Assent.nods(in: said)
        let clauses = texts.map { SpokenText($0) }
        var known: Set<UInt64> = [], sounds: Set<UInt32> = []
        for clause in clauses {
            for (a, b) in zip(clause.units, clause.units.dropFirst()) {
                known.insert(key(a.scalar, b.scalar))
                SpokenUnit.pairs(a, b) { sounds.insert($0) }
            }
        }
        var alike = 0
        for place in said.units.indices.dropLast() {
            let a = said.units[place], b = said.units[place + 1]
            // Numbers are compared as such: 二十 is in many.
            guard !isNod[place], !isNod[place + 1], !(a.marks.contains(.isNumeral) && b.marks.contains(.isNumeral)), !common.contains(key(a.scalar, b.scalar))
            else {
                alike = 0
                continue
            }
            if known.contains(key(a.scalar, b.scalar)) { return true }
            var isAlike = false
            SpokenUnit.pairs(a, b) { isAlike = isAlike || sounds.contains($0) }
            // Two characters alone sound like something too often.
            alike = isAlike ? alike + 1 : 0
            if alike == 2 { return true }
        }
        if isYearEnd(said) && clauses.contains(where: isDecember) || isDecember(said) && clauses.contains(where: isYearEnd) { return true }
        if said.numbers.contains(where: { number in clauses.contains { $0.numbers.contains { isAsLong(number, $0) } } }) { return true }
        return said.numbers.contains { number in
            number.kind != .ordinal && !(number.kind.isBare && number.value < 10)
                && clauses.contains { $0.numbers.contains { $0.kind != .ordinal && !($0.kind.isBare && $0.value < 10) && $0.equals(number) } }
        }
    }

    /// Whether words have a character of some meaning in common with a clause, which shows neither that they are about it nor that they are not.
    ///
    /// - Complexity: O(n) in the lengths of all.
    static func touches(_ words: String, _ texts: [String]) -> Bool {
        let said = SpokenText(words), isNod = Assent.nods(in: said)
        let known = Set(texts.flatMap { SpokenText($0).units.filter { !$0.marks.contains(.isNumeral) }.map(\.scalar) })
        return said.units.indices.contains { place in
            let unit = said.units[place]
            return !isNod[place] && !unit.marks.contains(.isNumeral) && !light.contains(unit.scalar) && known.contains(unit.scalar)
        }
    }

    /// Characters that say little by themselves.
    private static let light: Set<UInt32> = common.reduce(into: QuestionText.light) { light, pair in
        light.insert(UInt32(pair >> 32))
        light.insert(UInt32(truncatingIfNeeded: pair))
    }.union("年月日元天个每一不".unicodeScalars.map(\.value))

    private static func isYearEnd(_ text: SpokenText) -> Bool {
        zip(text.units, text.units.dropFirst()).contains { $0.scalar == Self.year && Self.ends.contains($1.scalar) }
    }

    private static let year = ("年" as Unicode.Scalar).value
    private static let ends = Set("底末".unicodeScalars.map(\.value))

    private static func isDecember(_ text: SpokenText) -> Bool { text.numbers.contains { $0.kind == .month && $0.value == 12 } }

    /// Whether two times in different units are as long as people take them to be: 一年 is 360日, 365天 and 12个月.
    private static func isAsLong(_ a: SpokenNumber, _ b: SpokenNumber) -> Bool {
        guard let (x, isInDays) = days(a), let (y, areInDays) = days(b), isInDays != areInDays else { return false }
        return abs(x - y) * 100 <= max(x, y) * 3
    }

    private static func days(_ number: SpokenNumber) -> (Decimal, Bool)? {
        switch number.kind {
        case .day where number.value > 31, .amount(.day): (number.value, true)
        case .amount(.month): (number.value * 365 / 12, false)
        case .amount(.year): (number.value * 365, false)
        default: nil
        }
    }

    private static func key(_ a: UInt32, _ b: UInt32) -> UInt64 { UInt64(a) << 32 | UInt64(b) }
}
