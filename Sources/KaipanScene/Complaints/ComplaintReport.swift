import KaipanLog
import KaipanReports
import KaipanText

/// Statistics of complaints and what they teach, as text, JSON or a page.
public struct ComplaintReport: Sendable {
    public var statistics: ComplaintStatistics
    public var feedback: ComplaintFeedback
    /// When it was made.
    public var time: Timestamp

    public init(statistics: ComplaintStatistics, feedback: ComplaintFeedback, at time: Timestamp) {
        self.statistics = statistics
        self.feedback = feedback
        self.time = time
    }

    /// A span of time as people write it: `1 小时 5 分钟`.
    public static func span(_ milliseconds: Int64, _ language: Language) -> String {
        let minutes = milliseconds / 60_000, days = minutes / 1440, hours = minutes / 60 % 24
        let parts: [(Int64, String, String)] = [(days, "天", "d"), (hours, "小时", "h"), (minutes % 60, "分钟", "min")]
        let shown = parts.filter { $0.0 > 0 }.prefix(2)
        guard !shown.isEmpty else { return language == .chinese ? "不到 1 分钟" : "under 1 min" }
        return shown.map { language == .chinese ? "\($0.0) \($0.1)" : "\($0.0) \($0.2)" }.joined(separator: " ")
    }

    /// The period that it is about.
    func period(_ language: Language) -> String {
        let isChinese = language == .chinese
        switch (statistics.from?.inChina.prefix(16), statistics.to?.inChina.prefix(16)) {
        case (nil, nil): return isChinese ? "全部时间" : "all time"
        case (let from?, nil): return isChinese ? "\(from) 起" : "from \(from)"
        case (nil, let to?): return isChinese ? "\(to) 之前" : "before \(to)"
        case (let from?, let to?): return isChinese ? "\(from) 至 \(to)" : "\(from) to \(to)"
        }
    }

    // MARK: - Text

    /// - Parameter width: of the terminal in columns; nil for lines that are as long as they are.
    public func text(_ language: Language, width: Int? = nil) -> String {
        let isChinese = language == .chinese
        func words(_ zh: String, _ en: String) -> String { isChinese ? zh : en }
        let numbers = statistics
        var lines = [
            words("投诉统计（\(period(language))）：\(numbers.count) 件，未关闭 \(numbers.open) 件；诉求 \(numbers.claimed) 元，已赔付 \(numbers.settled) 元",
                "Complaints (\(period(language))): \(numbers.count), \(numbers.open) open; \(numbers.claimed) yuan claimed, \(numbers.settled) settled"),
        ]
        lines.append(words("\n按原因", "\nBy cause"))
        for cause in numbers.causes {
            let grades = ComplaintGrade.allCases.compactMap { grade in cause.grades[grade].map { "\(grade.name[language]) \($0)" } }
            lines.append(
                "  \(cause.cause.name[language])  \(cause.count)（\(grades.joined(separator: words("，", ", ")))）".replacingFullWidth(!isChinese)
                    + words("  诉求 \(cause.claimed) 元，已赔付 \(cause.settled) 元", "  \(cause.claimed) yuan claimed, \(cause.settled) settled"))
        }
        lines.append(words("\n时限", "\nClocks"))
        for clock in numbers.clocks {
            var line = words(
                "  \(clock.clock.name.zh)（\(clock.clock.step.name.zh)）：按时 \(clock.inTime)，超时 \(clock.late)，进行中 \(clock.running)",
                "  \(clock.clock.name.en) (\(clock.clock.step.name.en)): \(clock.inTime) in time, \(clock.late) late, \(clock.running) running")
            if clock.late > 0 { line += words("，最长超时 \(Self.span(clock.worst, language))", ", the worst by \(Self.span(clock.worst, language))") }
            lines.append(line)
        }
        lines.append(words("\n各步用时（自收到起）", "\nSteps, since received"))
        for step in numbers.steps {
            lines.append(words(
                "  \(step.step.name.zh)：\(step.count) 件，中位 \(Self.span(step.median, language))，九成在 \(Self.span(step.ninth, language)) 内",
                "  \(step.step.name.en): \(step.count), median \(Self.span(step.median, language)), nine in ten: \(Self.span(step.ninth, language))"))
        }
        lines.append(words(
            "\n开盘前本可发现的（\(feedback.statements) 句涉诉话语，\(feedback.uncaught) 句没有规则命中）", "\nWhat rules would have caught (\(feedback.statements) statements, \(feedback.uncaught) that no rule finds)"))
        for rule in feedback.caught {
            lines.append(words(
                "  \(rule.rule)  \(rule.title.zh)：\(rule.complaints) 件投诉，\(rule.statements) 句，如“\(rule.example)”",
                "  \(rule.rule)  \(rule.title.en): \(EnglishCount.of(rule.complaints, "complaint")), \(EnglishCount.of(rule.statements, "statement")), such as “\(rule.example)”"))
        }
        if feedback.caught.isEmpty { lines.append(words("  没有", "  none")) }
        lines.append(words("\n建议成为规则的说法（多件投诉共有，现有规则都没有命中）", "\nPhrases to become rules (of several complaints, found by no rule)"))
        for phrase in feedback.phrases {
            lines.append(words(
                "  \(phrase.text)：\(phrase.complaints) 件投诉，\(phrase.statements) 句，如“\(phrase.example)”    forbid: [\(phrase.text)]",
                "  \(phrase.text): \(EnglishCount.of(phrase.complaints, "complaint")), \(EnglishCount.of(phrase.statements, "statement")), such as “\(phrase.example)”    forbid: [\(phrase.text)]"))
        }
        if feedback.phrases.isEmpty { lines.append(words("  没有", "  none")) }
        return lines.joined(separator: "\n").split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let indent = line.prefix { $0 == " " }
            return WrappedText.wrapped(line.dropFirst(indent.count), mark: String(indent), hanging: 2, width: width)
        }.joined(separator: "\n") + "\n"
    }

    // MARK: - JSON

    /// Times in milliseconds, money in yuan.
    public var json: CanonicalJSON {
        func number(_ value: Int) -> CanonicalJSON { .integer(Int64(value)) }
        let numbers = statistics
        var statistics: CanonicalObject = [
            "count": number(numbers.count), "open": number(numbers.open), "claimed": .integer(numbers.claimed), "settled": .integer(numbers.settled),
        ]
        statistics["from"] = numbers.from.map { .string($0.description) }
        statistics["to"] = numbers.to.map { .string($0.description) }
        statistics["causes"] = .array(numbers.causes.map { cause in
            .object([
                "cause": .string(cause.cause.rawValue), "count": number(cause.count), "open": number(cause.open), "claimed": .integer(cause.claimed),
                "settled": .integer(cause.settled),
                "grades": .object(CanonicalObject(cause.grades.map { ($0.key.rawValue, number($0.value)) })),
            ])
        })
        statistics["steps"] = .array(numbers.steps.map {
            .object(["step": .string($0.step.rawValue), "count": number($0.count), "median_ms": .integer($0.median), "ninth_ms": .integer($0.ninth)])
        })
        statistics["clocks"] = .array(numbers.clocks.map {
            .object([
                "name": .string($0.clock.name.en), "step": .string($0.clock.step.rawValue), "limit_ms": .integer($0.clock.limit),
                "in_time": number($0.inTime), "late": number($0.late), "running": number($0.running), "worst_ms": .integer($0.worst),
            ])
        })
        let caught = feedback.caught.map { rule in
            CanonicalJSON.object([
                "rule": .string(rule.rule), "severity": .string(rule.severity.rawValue), "complaints": number(rule.complaints),
                "statements": number(rule.statements), "example": .string(rule.example),
            ])
        }
        let phrases = feedback.phrases.map { phrase in
            CanonicalJSON.object([
                "phrase": .string(phrase.text), "complaints": number(phrase.complaints), "statements": number(phrase.statements),
                "example": .string(phrase.example),
            ])
        }
        return .object([
            "made": .string(time.description), "statistics": .object(statistics),
            "feedback": .object([
                "statements": number(feedback.statements), "uncaught": number(feedback.uncaught), "caught": .array(caught), "phrases": .array(phrases),
            ]),
        ])
    }
}

extension String {
    /// With ASCII brackets for full-width ones where that is wanted.
    fileprivate func replacingFullWidth(_ isWanted: Bool) -> String {
        guard isWanted else { return self }
        return String(String.UnicodeScalarView(unicodeScalars.flatMap { scalar -> [Unicode.Scalar] in
            switch scalar {
            case "（": [" ", "("]
            case "）": [")"]
            default: [scalar]
            }
        }))
    }
}
