import KaipanText

/// Says how definite a promise is, point by point.
struct SpecificityReader {
    let text: FoldedPassage
    let sentence: Range<Int>
    /// Clauses of the sentence in which something else is promised: what is asserted there is asserted of that.
    var others: [Range<Int>] = []

    private static let assertions = [
        "肯定", "一定", "绝对", "保证", "承诺", "百分百", "百分之百", "100%", "铁定", "包在我", "包过", "妥妥", "必须的", "说到做到", "放心", "应当", "白纸黑字", "无条件",
    ]
    private static let hedges = [
        "可能", "也许", "大概", "应该", "估计", "争取", "预计", "预期", "有望", "力争", "计划", "拟", "左右", "差不多", "基本上", "基本", "或许", "大约", "暂定", "目前来看", "原则上", "尽量", "看情况",
        "我觉得", "我感觉", "同等档次", "同档次", "或同等", "类似品牌", "相当品牌", "一般来说", "说不定",
    ]
    /// Hedges spelled inside of words that are none.
    private static let others = ["不可能", "应该的", "规划计划", "模拟", "计划书"]

    var hedge: Citation? {
        let spelled = text.places(of: Self.others, in: sentence)
        return places(of: Self.hedges).first { place in !spelled.contains { $0.range.overlaps(place) } }.map { text.cite($0) }
    }

    private func places(of words: [String]) -> [Range<Int>] {
        text.places(of: words, in: sentence).map(\.range).filter { place in !others.contains { $0.overlaps(place) } }
    }

    /// - Parameter reservation: what puts something else in the promise's place, such as 以教育局公布为准.
    func specificity(of claim: Claim, unit: String?, reservation: Citation?) -> Specificity {
        var score = 15
        var reasons = [LocalizedText(zh: "+15 说了一件具体的事", en: "+15 says a certain thing")]
        func add(_ points: Int, _ zh: String, _ en: String) {
            score += points
            reasons.append(LocalizedText(zh: "\(points > 0 ? "+" : "−")\(abs(points)) \(zh)", en: "\(points > 0 ? "+" : "−")\(abs(points)) \(en)"))
        }
        if claim.isNamed { add(20, "点名了“\(claim.subject)”", "names “\(claim.subject)”") }
        if let value = claim.value { add(25, "有数字：\(value.text.zh)", "states a number: \(value.text.en)") }
        if let date = claim.date {
            switch date.precision {
            case .day: add(30, "有日期：\(date.description)", "states a day: \(date.description)")
            case .month: add(25, "有月份：\(date.description)", "states a month: \(date.description)")
            case .quarter, .half: add(18, "有时段：\(date.description)", "states a stretch of the year: \(date.description)")
            case .year: add(10, "只有年份：\(date.description)", "states a year only: \(date.description)")
            }
        }
        if claim.date == nil, text.passage.time == nil, let word = text.places(of: ["今年", "明年", "后年", "下个月", "下月", "年底", "月底", "上半年", "下半年"], in: sentence).first {
            reasons.append(LocalizedText(
                zh: "+0 “\(text.text(word.range))”是相对的日期，说话的日期不明", en: "+0 “\(text.text(word.range))” depends on the day, and nobody knows on which it was said"))
        }
        if let unit { add(5, "点名了房号 \(unit)", "names the home “\(unit)”") }
        if let word = places(of: Self.assertions).first {
            add(20, "用语肯定：“\(text.text(word))”", "asserts: “\(text.text(word))”")
        }
        if text.passage.source.kind != .utterance { add(10, "书面", "written") } else { reasons.append(LocalizedText(zh: "+0 口头", en: "+0 spoken")) }
        if let hedge { add(-25, "用语不确定：“\(hedge.text)”", "hedges: “\(hedge.text)”") }
        if let reservation { add(-30, "另有保留：“\(reservation.text)”", "reserves: “\(reservation.text)”") }
        if claim.value?.isApproximate == true, hedge == nil { add(-5, "数字是约数", "the number is approximate") }
        if text.passage.role == .unknown { add(-10, "说话人身份不明", "nobody knows who spoke") }
        if text.passage.isDoubtful { add(-10, "录音识别存疑", "recognition was not sure") }
        return Specificity(score: score, reasons: reasons)
    }
}
