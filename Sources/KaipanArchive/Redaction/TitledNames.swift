/// Surnames that stand before a title, such as that of 丰先生: no number tells them, and no list has them.
struct TitledNames {
    /// Of the customers and of those who served them: they may stay.
    let kept: Set<Unicode.Scalar>

    private static let titles = ["先生", "女士", "小姐", "太太", "阿姨", "大哥", "大姐"].map { Array($0.unicodeScalars) }
    /// What stands before a title and names nobody.
    private static let others = Set("我你您他她的位这那老各某客是和跟与叫请让给对、，。 ".unicodeScalars)
    /// Surnames of two characters.
    private static let double = Set(["欧阳", "司马", "上官", "诸葛", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "东方", "端木"].map { Array($0.unicodeScalars) })

    /// - Parameter names: full names, whose surnames may stay.
    init(keeping names: some Sequence<String>) {
        kept = Set(names.compactMap { name in
            let scalars = Array(name.unicodeScalars)
            return (2...4).contains(scalars.count) && scalars.allSatisfy(Self.isHan) ? scalars[0] : nil
        })
    }

    private static func isHan(_ scalar: Unicode.Scalar) -> Bool { (0x4E00...0x9FFF).contains(scalar.value) || (0x3400...0x4DBF).contains(scalar.value) }

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
        return found.sorted { $0.lowerBound < $1.lowerBound }
    }
}
