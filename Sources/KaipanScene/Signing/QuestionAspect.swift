/// What kind of answer a question asks for.
enum QuestionAspect: Hashable, CaseIterable {
    case amount, time, place, person, manner, thing, whether

    /// The words that ask for it, in the form in which questions are compared.
    private var words: [String] {
        switch self {
        case .amount: ["多少", "几", "多大", "多高", "多长", "多宽"]
        case .time: ["什么时候", "几年", "多少年", "哪一年", "哪年", "几月"]
        case .place: ["哪里", "在哪", "多远", "远不远", "位置", "哪个位置", "哪儿"]
        case .person: ["谁", "哪家"]
        case .manner: ["怎么", "怎样", "如何", "咋"]
        case .thing: ["什么", "哪些", "哪个", "品牌", "牌子", "材料"]
        case .whether: ["吗", "能不能", "可不可以", "可以", "有没有", "是不是", "会不会", "是否", "不"]
        }
    }

    private static let table: [(aspect: QuestionAspect, words: [[Unicode.Scalar]])] =
        allCases.map { aspect in (aspect, aspect.words.map { Array($0.unicodeScalars) }) }

    /// The aspects of a question; of 什么时候 the time alone, of 怎么 and an amount both.
    static func aspects(of letters: [Unicode.Scalar]) -> Set<QuestionAspect> {
        var found: Set<QuestionAspect> = []
        for (aspect, words) in table where words.contains(where: { word in letters.indices.contains { letters[$0...].starts(with: word) } }) {
            found.insert(aspect)
        }
        if found.contains(.time) { found.subtract([.thing, .amount]) }
        // 怎么收 asks for an amount as well as for the way.
        if found.contains(.manner) { found.insert(.amount) }
        return found
    }
}
