import Foundation
import KaipanRules
import KaipanText

/// How a document's claim stands to a promise's.
public enum ClaimComparison: String, Sendable, Hashable, CaseIterable {
    /// The same name, number and date, or both without.
    case same
    /// More than was promised.
    case better
    /// The number is worse for the buyer.
    case worse
    /// Later than promised.
    case later
    /// Says the thing without the number, the name or the date, or hedges where the promise did not.
    case vaguer
    /// Another school, another line in the promised one's place.
    case otherName
    /// About something else.
    case different

    /// Compares two claims of one topic and attribute.
    ///
    /// - Parameter worse: which way the number hurts the buyer.
    public init(_ promised: Claim, _ written: Claim, worse: PromiseCheck.Direction?) {
        switch Self.things(promised, written) {
        case .different: self = .different
        case .otherName: self = .otherName
        case let things:
            let parts = [things, Self.numbers(promised, written, worse), Self.dates(promised.date, written.date), Self.hedges(promised, written)]
            // What hurts most decides.
            self = [.different, .worse, .later, .vaguer, .better].first(where: parts.contains) ?? .same
        }
    }

    private static func things(_ promised: Claim, _ written: Claim) -> ClaimComparison {
        if let a = promised.noun, let b = written.noun, !areAlike(a, b) { return promised.isNamed && written.isNamed && sharesKind(a, b) ? .otherName : .different }
        switch (promised.isNamed, written.isNamed) {
        case (true, true): return contains(promised.subject, written.subject) ? .same : .otherName
        case (true, false): return .vaguer
        case (false, _): return .same
        }
    }

    private static let kinds = [
        ["小学", "中学", "学校", "初中", "高中", "附小", "附中", "外国语", "一中", "二中", "名校", "一贯制"], ["地铁站", "地铁", "号线", "轻轨", "轻轨站", "城铁", "站"],
        ["泳池", "游泳池"], ["商场", "购物中心", "综合体"], ["样板房", "样板间", "示范单位"], ["建筑面积", "建面"], ["房产证", "不动产证", "不动产权证", "产权证", "大产权", "小证", "房本"],
        ["落户", "户口"], ["车位", "车库"], ["绿化", "绿地"],
    ]

    private static func areAlike(_ a: String, _ b: String) -> Bool { a.utf8.elementsEqual(b.utf8) || sharesKind(a, b) }

    private static func sharesKind(_ a: String, _ b: String) -> Bool {
        kinds.contains { kind in [a, b].allSatisfy { word in kind.contains { $0.utf8.elementsEqual(word.utf8) } } }
    }

    /// 实验小学 and 云岭实验小学 are one; 第三中学 is another.
    private static func contains(_ a: String, _ b: String) -> Bool {
        let (long, short) = a.utf8.count >= b.utf8.count ? (Array(a.utf8), Array(b.utf8)) : (Array(b.utf8), Array(a.utf8))
        guard !short.isEmpty else { return true }
        return (0...long.count - short.count).contains { long[$0..<$0 + short.count].elementsEqual(short) }
    }

    private static func numbers(_ promised: Claim, _ written: Claim, _ worse: PromiseCheck.Direction?) -> ClaimComparison {
        guard let a = promised.value else { return .same }
        guard let b = written.value else { return written.date == nil ? .vaguer : .same }
        guard let number = b.unit.convert(b.number, to: a.unit) else { return isOneKind(a.unit, b.unit) ? .vaguer : .different }
        if number == a.number { return b.isApproximate && !a.isApproximate ? .vaguer : .same }
        switch worse {
        case .more: return number > a.number ? .worse : .better
        case .less: return number < a.number ? .worse : .better
        case nil: return .worse
        }
    }

    /// Units that say how much of one thing in ways that don't convert: 20% and 20% a year.
    private static func isOneKind(_ a: ClaimUnit, _ b: ClaimUnit) -> Bool {
        [[.percent, .percentPerYear], [.yuan, .yuanPerSquareMetre, .yuanPerMonth, .yuanPerSquareMetreMonth], [.minute, .metre]].contains { (units: [ClaimUnit]) in
            units.contains(a) && units.contains(b)
        }
    }

    private static func dates(_ promised: ClaimDate?, _ written: ClaimDate?) -> ClaimComparison {
        guard let promised else { return .same }
        guard let written else { return .vaguer }
        if written.last <= promised.last { return written.last < promised.first ? .better : .same }
        // The promised days are still possible, later ones are, too.
        return written.first <= promised.last ? .vaguer : .later
    }

    private static func hedges(_ promised: Claim, _ written: Claim) -> ClaimComparison { written.isHedged && !promised.isHedged ? .vaguer : .same }
}
