import KaipanText

/// What turns a statement round, and what leaves it open.
enum Negation {
    private static let negators = Set("不没无未非勿莫别".unicodeScalars.map(\.value))
    /// Words with such a character that negate nothing.
    private static let harmless = [
        "不动产", "不可抗力", "不利因素", "不利影响", "不仅", "不但", "不光", "不过", "不管", "不论", "不同", "不断", "不错", "不少", "不如", "不止", "不足",
        "差不多", "对不起", "不好意思", "不得不", "不久", "不然", "要不", "不客气", "不一定", "不好说", "不确定", "没关系", "没问题", "没错", "没事", "没准", "无论",
        "无偿", "无忧", "无缝", "无非", "无理由", "无条件", "未来", "未成年", "未必", "未婚", "非常", "非住宅", "非机动车", "除非", "是非", "有没有", "特别", "区别", "分别", "级别", "别墅", "别的", "别人", "个别", "识别", "类别", "性别", "告别", "别处", "别家",
    ].map { $0.unicodeScalars.map(\.value) }
    private static let hedgeWords = [
        "大概", "可能", "也许", "或许", "差不多", "不一定", "未必", "估计", "基本上", "原则上", "一般来说", "应该能", "应该可以", "应该会", "应该是", "应该没",
        "应该不", "说不定", "没准", "不好说", "争取", "不确定", "大约", "左右",
    ].map { $0.unicodeScalars.map(\.value) }
    /// Behind which a negation reaches further than the next word.
    private static let far = Set("能会用必需得可予再是要想打有法须太怎大".unicodeScalars.map(\.value))
    private static let completions = Set("了到成上来得住起".unicodeScalars.map(\.value))
    private static let stripped = [
        "不可以", "不要", "不需要", "不予以", "没有办法", "不予", "不能", "不得", "不会", "不可", "不再", "不必", "不用", "不作", "不做", "无法", "无权", "没有", "没法", "未能", "未经", "并非", "并不",
        "绝不", "概不", "从不", "难以", "不", "没", "无", "未", "勿", "非", "别",
    ].map { Array($0.unicodeScalars) }
    private static let auxiliaries = Set("能会予得可再必用须需以有法被作做".unicodeScalars.map(\.value))

    /// Words without what negates them.
    static func stripped(_ text: String) -> (core: String, isNegated: Bool) {
        let scalars = Array(text.unicodeScalars)
        // 不可抗力 is a word.
        if harmless.contains(where: { $0.count <= scalars.count && zip($0, scalars).allSatisfy { $0 == $1.value } }) { return (text, false) }
        func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
            var view = String.UnicodeScalarView()
            view.append(contentsOf: scalars)
            return String(view)
        }
        for word in stripped where word.count < scalars.count && scalars.starts(with: word) { return (string(scalars.dropFirst(word.count)), true) }
        // 退不了, 保证不了
        if scalars.count >= 3, scalars[scalars.count - 2] == "不", completions.contains(scalars[scalars.count - 1].value) {
            return (string(scalars.dropLast(2)), true)
        }
        return (text, false)
    }

    /// What a text negates: the two characters behind each negation, auxiliaries skipped.
    static func cores(in spoken: SpokenText) -> [String] {
        var found: [String] = []
        let units = spoken.units
        for (index, unit) in units.enumerated() where unit.marks.contains(.negates) {
            var start = index + 1
            while start < units.count, auxiliaries.contains(units[start].scalar), start - index <= 2 { start += 1 }
            guard start + 1 < units.count, !units[start].marks.contains(.afterPause), !units[start + 1].marks.contains(.afterPause),
                !units[start].marks.contains(.isNumeral), !units[start].marks.contains(.negates)
            else { continue }
            var view = String.UnicodeScalarView()
            for unit in units[start...start + 1] { if let scalar = Unicode.Scalar(unit.scalar) { view.append(scalar) } }
            found.append(String(view))
        }
        return found
    }

    /// Marks the units that negate or leave open.
    static func mark(_ units: inout [SpokenUnit]) {
        func stands(_ word: [UInt32], _ start: Int) -> Bool {
            guard start >= 0, start + word.count <= units.count else { return false }
            for (place, scalar) in word.enumerated() where units[start + place].scalar != scalar { return false }
            return true
        }
        for index in units.indices {
            let scalar = units[index].scalar
            for word in hedgeWords where word[0] == scalar && stands(word, index) {
                for place in index..<index + word.count { units[place].marks.insert(.hedges) }
            }
            guard negators.contains(scalar) else {
                if soundsNegative(units[index]) || index + 1 < units.count && isWithoutMeans(units[index], units[index + 1]), !units[index].marks.contains(.isNumeral), !everyday.contains(scalar),
                    !everydayWords.contains(where: { word in word.indices.contains { word[$0] == scalar && stands(word, index - $0) } })
                {
                    units[index].marks.insert(.soundsNegative)
                }
                continue
            }
            // 能不能, 有没有
            if index > 0, index + 1 < units.count, units[index - 1].scalar == units[index + 1].scalar { continue }
            let isHarmless = harmless.contains { word in
                word.indices.contains { word[$0] == scalar && stands(word, index - $0) }
            }
            if isHarmless { continue }
            units[index].marks.insert(.negates)
            if index + 1 < units.count, far.contains(units[index + 1].scalar) { units[index].marks.insert(.negatesFar) }
            if index > 0, scalar == 0x975E, units[index - 1].scalar == 0x5E76 { units[index].marks.insert(.negatesFar) }
        }
    }

    /// Characters and words that sound so and are most often meant.
    private static let everyday = Set("每美妹模末".unicodeScalars.map(\.value))
    private static let everydayWords = [
        "部门", "部分", "全部", "内部", "外部", "总部", "公布", "发布", "分布", "布置", "布局", "补足", "补齐", "补充", "补贴", "补交", "退少补", "步骤", "逐步", "同步", "一步", "下一步", "脚步",
    ].map { $0.unicodeScalars.map(\.value) }
    private static let sounds: Set<UInt16> = Set("不没莫".unicodeScalars.map { Mandarin.soundClasses(of: $0.value).first })
    private static let means = SpokenUnit(scalar: 0x6CD5, characters: 0..<0)
    private static let without = SpokenUnit(scalar: 0x65E0, characters: 0..<0)

    static func soundsNegative(_ unit: SpokenUnit) -> Bool { sounds.contains(unit.sounds.0) && !unit.marks.contains(.isNumeral) }

    /// 无法 in other characters; 无 by itself sounds as 屋 and 物 do.
    private static func isWithoutMeans(_ first: SpokenUnit, _ second: SpokenUnit) -> Bool {
        first.soundsLike(without) && second.soundsLike(means)
    }

    /// How far before words a negation of them may stand.
    private static let reach = 9

    /// Whether what begins here frees of a duty: 不用, 不需要, 无须; but not 不用担心.
    private static func isNeedless(_ units: ArraySlice<SpokenUnit>, _ index: Int) -> Bool {
        guard index + 3 < units.endIndex, needs.contains(units[index + 1].scalar) else { return false }
        return !(index + 2...index + 3).contains { worries.contains(units[$0].scalar) }
    }

    private static let needs = Set("用必需须".unicodeScalars.map(\.value))
    private static let worries = Set("担着怕管客急愁".unicodeScalars.map(\.value))

    /// How some words are meant where they stand.
    struct Polarity {
        /// A negation stands before or behind them.
        var isNegated = false
        /// What stands before them sounds as a negation does.
        var maybeNegated = false
        var isHedged = false
        /// The words with the negation that counts.
        var range: Range<Int>
    }

    /// - Parameters:
    ///   - expected: whether they should be negated; a plain 不 counts from far away then.
    ///   - own: how many negations the words themselves have, as 稳赚不赔.
    static func polarity(of range: Range<Int>, in units: ArraySlice<SpokenUnit>, expected: Bool, own: Int = 0) -> Polarity {
        var result = Polarity(range: range)
        var index = range.lowerBound
        var nearest: Int?
        while index > units.startIndex, range.lowerBound - index < reach {
            if units[index].marks.contains(.afterPause), index <= range.lowerBound { break }
            index -= 1
            let unit = units[index]
            if unit.marks.contains(.hedges) { result.isHedged = true }
            let distance = range.lowerBound - index
            guard unit.marks.contains(.negates), nearest == nil else {
                if unit.marks.contains(.soundsNegative), distance <= 3 { result.maybeNegated = true }
                continue
            }
            if expected || distance == 1 || unit.marks.contains(.negatesFar) && distance <= 4 || isNeedless(units, index) { nearest = index }
        }
        if let nearest {
            result.isNegated = true
            result.range = nearest..<range.upperBound
            // 不能不, 不是不: what is negated twice stands.
            for before in max(units.startIndex, nearest - 2)..<nearest where units[before].marks.contains(.negates) && units[before].marks.contains(.negatesFar) && !units[nearest].marks.contains(.afterPause) {
                result.isNegated = false
            }
        }
        // 保证不了, and a negation within that the words have not
        var inner = 0
        for index in range.lowerBound + 1..<min(units.endIndex, range.upperBound + 1) where units[index].marks.contains(.negates) {
            if index == range.upperBound {
                if index + 1 < units.endIndex, completions.contains(units[index + 1].scalar), !units[index].marks.contains(.afterPause) {
                    result.isNegated = true
                    result.range = result.range.lowerBound..<index + 2
                }
            } else {
                inner += 1
            }
        }
        if inner > own, (inner - own) % 2 == 1 { result.isNegated.toggle() }
        if range.upperBound < units.endIndex, units[range.upperBound].marks.contains(.hedges), !units[range.upperBound].marks.contains(.afterPause) { result.isHedged = true }
        return result
    }
}
