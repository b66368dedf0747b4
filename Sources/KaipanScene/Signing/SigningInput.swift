import KaipanText

/// What a line that somebody types means in a guided signing.
public enum SigningInput {
    /// The event of a line; nil for an empty one.
    ///
    /// `/pause`, `/continue`, `/person`, `/take`, `/return`, `/withdraw`, `/end`, `/repeat` and their Chinese words are commands; with a
    /// person, lines that begin with 工作人员： or staff: are the person's. A question is what looks like one.
    public static func event(_ line: String, in state: SigningState) -> SigningEvent? {
        let words = line.trimmingSpace
        guard !words.isEmpty else { return nil }
        if let kind = command(words) { return SigningEvent(kind, words: words) }
        let letters = QuestionText.letters(words)
        switch state.kind {
        case .ended: return nil
        case .consent:
            if isOne(of: refusals, letters) { return .consentRefused }
            return isOne(of: consents, letters) ? .consented(words) : .unclear(words)
        case .acknowledgement:
            if isOne(of: repeats, letters) { return .repeatWanted(words) }
            if isQuestion(words) { return .asked(words) }
            if starts(with: objections, letters) { return .objected(words) }
            return OwnWords(words, of: "") == .bare ? .acknowledged(words) : .unclear(words)
        case .ownWords:
            if isOne(of: repeats, letters) { return .repeatWanted(words) }
            // 合同怎么写就怎么算 has the words of a question and is none: here it takes more.
            if isPlainQuestion(words) { return .asked(words) }
            return starts(with: objections, letters) ? .objected(words) : .explained(words)
        // A person's words before the person took over are refused: they would be kept as the buyer's.
        case .waiting:
            if let staff = staffWords(words) { return .personSpoke(staff) }
            if isOne(of: goOns, letters) { return .resumed }
            return isQuestion(words) ? .asked(words) : .buyerWaited(words)
        // What is said during a pause is not recorded, so it can't be taken for anything but going on.
        case .paused: return isOne(of: goOns, letters) || OwnWords(words, of: "") == .bare ? .resumed : nil
        case .withPerson:
            return staffWords(words).map { .personSpoke($0) } ?? .buyerSpoke(words)
        }
    }

    /// What a line says that begins with the mark of a person's words.
    private static func staffWords(_ words: String) -> String? {
        for mark in ["工作人员：", "工作人员:", "staff:", "Staff:"] where words.utf8.starts(with: mark.utf8) {
            return String(decoding: words.utf8.dropFirst(mark.utf8.count), as: UTF8.self).trimmingSpace
        }
        return nil
    }

    private static let commands: [(words: [String], kind: SigningEvent.Kind)] = [
        (["/暂停", "/pause"], .paused), (["/继续", "/continue"], .resumed), (["/人工", "/person"], .personWanted), (["/接手", "/take"], .personTookOver),
        (["/交还", "/return"], .personReturned), (["/撤回", "/withdraw"], .consentWithdrawn), (["/结束", "/end"], .ended), (["/重复", "/repeat"], .repeatWanted),
    ]

    private static func command(_ words: String) -> SigningEvent.Kind? {
        commands.first { $0.words.contains { $0.utf8.elementsEqual(words.utf8) } }?.kind
    }

    private static let consents = scalars(["同意", "我同意", "同意开始", "可以", "好", "好的", "是", "是的", "行", "嗯", "ok", "yes", "iagree", "agree", "y"])
    private static let refusals = scalars(["不同意", "我不同意", "不", "不可以", "不行", "不要", "不要记录", "不用", "拒绝", "no", "idontagree", "n"])
    private static let repeats = scalars(["再说一遍", "再讲一遍", "请再说一遍", "没听清", "没听清楚", "没看清", "没看清楚", "重复一遍", "再来一遍", "again", "repeat", "onceagain"])
    private static let objections = scalars(["我不同意", "不同意", "我不认可", "不认可", "我不接受", "不接受", "我反对", "反对", "idontagree", "idonotaccept"])
    private static let goOns = scalars(["继续", "继续吧", "先继续", "接着来", "接着讲", "goon", "continue"])
    /// What a question without a mark has in it.
    private static let asking = scalars([
        "吗", "呢", "什么", "怎么", "为什么", "多少", "多久", "多大", "几号", "几年", "几月", "几个", "哪里", "哪个", "哪天", "哪些", "谁", "是不是", "能不能", "有没有", "会不会",
        "可不可以", "是否", "请问", "想问", "咋", "如何",
    ])

    private static func scalars(_ words: [String]) -> [[Unicode.Scalar]] { words.map { Array($0.unicodeScalars) } }

    private static func isOne(of words: [[Unicode.Scalar]], _ letters: [Unicode.Scalar]) -> Bool { words.contains(letters) }

    private static func starts(with words: [[Unicode.Scalar]], _ letters: [Unicode.Scalar]) -> Bool { words.contains { letters.starts(with: $0) } }

    /// Whether a text ends as questions do, or says that it is one.
    private static func isPlainQuestion(_ words: String) -> Bool {
        if let last = words.unicodeScalars.last, last == "？" || last == "?" { return true }
        let letters = QuestionText.letters(words)
        if starts(with: openings, letters) { return true }
        let end = letters.reversed().drop { particles.contains($0) }.reversed()
        return endings.contains { end.reversed().starts(with: $0.reversed()) } || letters.last == "吗"
    }

    private static let openings = scalars(["请问", "我想问", "想问", "问一下"])
    private static let endings = scalars(["什么", "什么时候", "怎么办", "多少", "多少钱", "多久", "多大", "几号", "哪里", "哪个", "哪天", "谁", "为什么", "是不是", "能不能", "有没有"])
    private static let particles = Set("啊呀呢".unicodeScalars)

    private static func isQuestion(_ words: String) -> Bool {
        if let last = words.unicodeScalars.last, last == "？" || last == "?" { return true }
        let letters = QuestionText.letters(words)
        return letters.indices.contains { place in
            asking.contains { letters[place...].starts(with: $0) }
        }
    }
}

extension String {
    /// Without white space at both ends.
    var trimmingSpace: String {
        String(String.UnicodeScalarView(
            unicodeScalars.drop { $0.properties.isWhitespace }.reversed().drop { $0.properties.isWhitespace }.reversed()))
    }
}
