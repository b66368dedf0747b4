/// Surnames that stand before a title, such as that of 丰先生: no number tells them, and no list has them.
struct TitledNames {
    /// Of the customers and of those who served them: they may stay.
    let kept: Set<Unicode.Scalar>
    /// Of persons on record: hidden in more forms of address than those of strangers, whom fewer forms tell from words.
    private let hidden: [[Unicode.Scalar]]

    private static let titles = ["先生", "女士", "小姐", "太太", "阿姨", "大哥", "大姐"].map { Array($0.unicodeScalars) }
    /// What stands before a title and names nobody.
    private static let others = Set("我你您他她的位这那老各某客是和跟与叫请让给对、，。 ".unicodeScalars)
    /// Surnames of two characters.
    static let double = Set(["欧阳", "司马", "上官", "诸葛", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "东方", "端木"].map { Array($0.unicodeScalars) })

    /// - Parameter names: full names, whose surnames may stay.
    ///   - surnames: of persons on record, of one character or two.
    init(keeping names: some Sequence<String>, hiding surnames: some Sequence<String> = []) {
        hidden = Set(surnames.map { Array($0.unicodeScalars) }).filter { (1...2).contains($0.count) && $0.allSatisfy(Self.isHan) }
            .sorted { $0.count == $1.count ? $0.lexicographicallyPrecedes($1) : $0.count > $1.count }
        kept = Set(names.compactMap { name in
            let scalars = Array(name.unicodeScalars)
            return (2...4).contains(scalars.count) && scalars.allSatisfy(Self.isHan) ? scalars[0] : nil
        })
    }

    static func isHan(_ scalar: Unicode.Scalar) -> Bool { (0x4E00...0x9FFF).contains(scalar.value) || (0x3400...0x4DBF).contains(scalar.value) }

    /// Where surnames stand, in scalars.
    func found(in text: [Unicode.Scalar]) -> [Range<Int>] {
        var found: [Range<Int>] = []
        for title in Self.titles where text.count > title.count {
            for place in 1...text.count - title.count where text[place..<place + title.count].elementsEqual(title) {
                // Recognition writes 丰 先生 as well.
                var end = place
                while end > 0, Redactor.isSpace(text[end - 1]) { end -= 1 }
                guard end > 0, Self.isHan(text[end - 1]), !Self.others.contains(text[end - 1]) else { continue }
                let isDouble = end >= 2 && Self.double.contains(Array(text[end - 2..<end]))
                let start = end - (isDouble ? 2 : 1)
                if !kept.contains(text[start]) { found.append(start..<end) }
            }
        }
        return (found + forms(in: text)).sorted { $0.lowerBound < $1.lowerBound }
    }

    // MARK: - Of persons on record

    private static let forms = [
        "先生", "女士", "小姐", "太太", "阿姨", "大哥", "大姐", "老师", "老板", "经理", "医生", "大夫", "律师", "主任", "教授", "师傅", "姐", "哥", "总", "工", "叔", "姨", "嫂",
    ].map { Array($0.unicodeScalars) }
    /// What goes on behind 总 and 工 where they are no title: 高总价, 施工程.
    private static let goesOn: [Unicode.Scalar: Set<Unicode.Scalar>] = [
        "总": Set("价额面共数计体层款平建部站量和算之得归".unicodeScalars), "工": Set("程作地期人业厂艺会资具匠行商伤龄休序".unicodeScalars),
        "姨": ["夫"], "哥": ["伦"],
    ]
    /// Words that begin with 小, 老 and 阿 and a surname, and name nobody.
    private static let words = [
        "小高层", "小区", "小时", "小米", "小康", "小路", "小车", "小门", "小房", "小孙子", "小孙女", "小于等于", "小家", "小包", "小商", "老房", "老公", "老师", "老年", "老路", "老城",
        "老家", "老党", "阿里",
    ].map { Array($0.unicodeScalars) }
    /// Before 小 and 老 a word of which they are the end: 大小, 最老.
    private static let measures = Set("大最从多太不较变缩减窄狭微古".unicodeScalars)

    private func forms(in text: [Unicode.Scalar]) -> [Range<Int>] {
        guard !hidden.isEmpty else { return [] }
        var found: [Range<Int>] = [], place = 0
        while place < text.count {
            guard let name = hidden.first(where: { text[place...].starts(with: $0) }), isForm(place..<place + name.count, in: text) else {
                place += 1
                continue
            }
            found.append(place..<place + name.count)
            place += name.count
        }
        return found
    }

    private func isForm(_ range: Range<Int>, in text: [Unicode.Scalar]) -> Bool {
        var end = range.upperBound
        while end < text.count, Redactor.isSpace(text[end]) { end += 1 }
        if let form = Self.forms.first(where: { text[end...].starts(with: $0) }) {
            let next = end + form.count
            let isWord = form.count == 1 && next < text.count && Self.goesOn[form[0]]?.contains(text[next]) ?? false
            // 施工 and 高工 are words.
            let isWork = form == ["工"] && "施竣".unicodeScalars.contains(text[range.lowerBound])
            if !isWord, !isWork { return true }
        }
        var start = range.lowerBound
        while start > 0, Redactor.isSpace(text[start - 1]) { start -= 1 }
        guard start > 0, "小老阿".unicodeScalars.contains(text[start - 1]) else { return false }
        if start > 1, Self.measures.contains(text[start - 2]) { return false }
        // 小于90平: a comparison.
        if text[start - 1] == "小", text[range] == ["于"], end < text.count, text[end].properties.numericType != nil || SpokenDigits([text[end]]).digits.count == 1 {
            return false
        }
        return !Self.words.contains { text[(start - 1)...].starts(with: $0) }
    }
}
