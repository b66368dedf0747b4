import KaipanRules
import KaipanText

/// A page about one rule: what it finds and why, what to write instead, examples, exceptions and the law.
struct RulePage {
    private let rule: Rule
    private let examples: [RuleExample]
    private let rules: RuleSet
    private let words: HTMLWords

    private var language: Language { words.language }

    /// - Parameters:
    ///   - rules: the set whose patterns and city profiles the rule refers to.
    ///   - examples: the rule's own tests.
    init(_ rule: Rule, examples: [RuleExample], rules: RuleSet, language: Language) {
        self.rule = rule
        self.examples = examples
        self.rules = rules
        words = HTMLWords(language: language)
    }

    /// The whole page.
    var html: String {
        let frame = PageFrame(language: language, title: rule.title[language], style: RulePageStyle.css)
        let other = language == .chinese ? "en/\(rule.id).html" : "../\(rule.id).html"
        let footer: HTML = """
            <p><a href="index.html">\(words("全部规则", "All rules"))</a> · <a href="\(other)" lang="\(words("en", "zh-CN"))">\(words("English", "中文"))</a></p>
            """
        let content: HTML = """
            <div class="column">
            \(reason)\(exampleList)\(law)\(cities)\(exceptions)\(check)\(lists)</div>

            """
        return frame.opening(header: facts) + content.markup + frame.closing(footer: footer)
    }

    // MARK: - Head

    private var facts: HTML {
        var rows: [(String, HTML)] = [
            (words("标识", "Identifier"), "<code>\(rule.id)</code>"),
            (words("级别", "Severity"), severities),
            (words("控制点", "Control point"), "\(rule.control.title[language])"),
            (words("文档", "Documents"), "\(kinds)"),
        ]
        if let city = rule.city { rows.append((words("城市", "City"), "\(city)")) }
        if rule.from != nil || rule.to != nil { rows.append((words("适用日期", "In force"), "\(dates(rule.from, rule.to))")) }
        switch rule.speaker {
        case .seller: break
        case .customer: rows.append((words("说话人", "Speaker"), "\(words("客户", "customer"))"))
        case .any: rows.append((words("说话人", "Speaker"), "\(words("任何人", "anybody"))"))
        }
        let cells = rows.map { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>" as HTML }.joined()
        return "<dl class=\"facts soft\">\(cells)</dl>"
    }

    private var severities: HTML {
        var text: HTML = "<b class=\"\(rule.severity.rawValue)\">\(words.name(of: rule.severity))</b>"
        for (kind, severity) in rule.severityByKind.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            text += "\(words("，", ", "))\(words.name(of: kind)) <b class=\"\(severity.rawValue)\">\(words.name(of: severity))</b>"
        }
        return text
    }

    private var kinds: String {
        DocumentKind.allCases.filter(rule.documents.contains).map(words.name(of:)).joined(separator: words("、", ", "))
    }

    private func dates(_ from: CivilDate?, _ to: CivilDate?) -> String {
        switch (from, to) {
        case (let from?, let to?): "\(from) – \(to)"
        case (let from?, nil): words("自 \(from) 起", "from \(from)")
        case (nil, let to?): words("至 \(to)", "until \(to)")
        case (nil, nil): ""
        }
    }

    // MARK: - Why and law

    private var reason: HTML {
        let text = { (template: String) in template.replacing("{text}", with: "…") }
        let instead = text(rule.suggestion[language])
        let suggestion: HTML = instead.isEmpty ? "" : "<h2>\(words("怎样改", "Instead"))</h2><p>\(instead)</p>\n"
        let why = text(rule.message[language])
        return (why.isEmpty ? "" : "<h2>\(words("原因", "Why"))</h2><p>\(why)</p>\n" as HTML) + suggestion
    }

    private var law: HTML {
        guard !rule.basis.isEmpty else { return "" }
        let rows = rule.basis.map { basis in
            let read = basis.verified ? words("已核对原文", "read in the original") : words("未核对原文", "not read in the original")
            let source: HTML = basis.source.map { "<br><span class=\"soft\">\($0)</span>" } ?? ""
            var bare = basis
            bare.verified = true
            return "<tr><td>\(Citation.text(bare, in: language))\(source)</td><td>\(dates(basis.from, basis.to))</td><td>\(read)</td></tr>\n"
                as HTML
        }
        return """
            <h2>\(words("依据", "Basis"))</h2>
            <div class="scroll"><table><tr><th>\(words("条文", "Article"))</th><th>\(words("有效期", "In force"))</th><th>\(words("核对", "Checked"))</th></tr>
            \(rows.joined())</table></div>

            """
    }

    // MARK: - What is looked for

    private var check: HTML {
        switch rule.check {
        case .forbid(let items): patterns(words("查找", "What is looked for"), items.map(describe))
        case .name(let name): patterns(words("对名称整体的要求", "What the name as a whole has to keep to"), ["<code>\(name.words)</code>"])
        case .promise(let promise):
            patterns(words("提取（不作为问题报告）：\(promise.words)", "What is taken out and not reported: \(promise.words)"), promise.items.map(describe))
        case .limit(let limit): bound(limit)
        case .require(let requirement):
            patterns(words("触发", "What calls for it"), requirement.triggers.map(describe))
                + patterns(
                    words("须写明（\(place(requirement.within))）", "What has to be stated (\(place(requirement.within)))"),
                    requirement.counts.map(code))
                + patterns(words("全文统一声明也算", "A general statement that counts anywhere"), requirement.general.map(code))
                + patterns(words("相近而不够", "What comes near and does not count"), requirement.nearly.map(code))
        }
    }

    private func bound(_ limit: NumberLimit) -> HTML {
        let side = words(limit.isUpperBound ? "高于" : "低于", limit.isUpperBound ? "above" : "below")
        guard let base = limit.base else {
            return patterns(
                words(
                    "在下列词语之后查找\(side) \(number(limit.bound)) 的数（\(unit(limit.unit))）",
                    "A number \(side) \(number(limit.bound)) (\(unit(limit.unit))) behind"),
                limit.after.map(code))
        }
        return patterns(
            words(
                "在下列词语之后查找的数（\(unit(limit.unit))），\(side)另一个数的 \(number(limit.bound))%",
                "A number (\(unit(limit.unit))) \(side) \(number(limit.bound))% of another one, behind"),
            limit.after.map(code))
            + patterns(words("另一个数在下列词语之后（\(place(base.within))）", "The other one (\(place(base.within))), behind"), base.after.map(code))
            + patterns(words("所在句子有下列词语的数不算", "One does not count where its sentence holds"), base.except.map(code))
    }

    private func patterns(_ title: String, _ items: [HTML]) -> HTML {
        guard !items.isEmpty else { return "" }
        return "<h2>\(title)</h2>\n<ul class=\"patterns\">\(items.map { "<li>\($0)</li>\n" as HTML }.joined())</ul>\n"
    }

    private func describe(_ item: PatternItem) -> HTML {
        switch item {
        case .pattern(let id): return code(id)
        case .near(let ids, let within, let isOrdered, _):
            let order = isOrdered ? words("按此次序", "in this order") : words("不论次序", "in any order")
            return "\(ids.map(code).joined(by: " + ")) <span class=\"soft\">\(place(within))\(words("，", ", "))\(order)</span>"
        }
    }

    private func code(_ id: PatternID) -> HTML { "<code>\(rules.patterns[id])</code>" }

    private func place(_ scope: Scope) -> String {
        switch scope {
        case .clause: words("同一分句内", "within a clause")
        case .sentence: words("同一句内", "within a sentence")
        case .block: words("同一段内，表格连同行、表头、表题", "within a block; in a table its row, head and caption")
        case .section: words("同一节内", "within a section")
        case .document: words("全文", "anywhere in the document")
        case .characters(let count): words("\(count) 字以内", "within \(count) characters")
        }
    }

    private func number(_ value: Double) -> String { value == value.rounded() ? String(Int(value)) : String(value) }

    private func unit(_ unit: MeasureUnit) -> String { unit.rawValue }

    private var lists: HTML {
        "<p class=\"soft\">\(words("模式按折叠后的文字书写：小写、半角、简体；尖括号里是 words.yml 中的词表。", "Patterns see folded text: lower case, half width, simplified; names in angle brackets are lists of words.yml."))</p>\n"
    }

    // MARK: - Exceptions and cities

    private var exceptions: HTML {
        let groups: [(String, [PatternID])] = [
            (words("更长的词语包住它", "a longer phrase around it"), rule.exceptions.covering),
            (words("同一分句，在它之前", "before it in the clause"), rule.exceptions.clause),
            (words("同一分句，在它之后", "behind it in the clause"), rule.exceptions.after),
            (words("同一句内", "in the sentence"), rule.exceptions.sentence),
            (words("同一段内", "in the block"), rule.exceptions.block),
            (words("全文任何位置", "anywhere in the document"), rule.exceptions.document),
            (words("全文没有其中任何一个", "none of them in the document"), rule.exceptions.lacking),
        ]
        let filled = groups.filter { !$0.1.isEmpty }
        guard !filled.isEmpty else { return "" }
        let rows = filled.map { title, ids in
            "<tr><th scope=\"row\">\(title)</th><td class=\"patterns\">\(ids.map(code).joined(by: " "))</td></tr>\n" as HTML
        }
        return "<h2>\(words("例外", "Exceptions"))</h2>\n<div class=\"scroll\"><table>\(rows.joined())</table></div>\n"
    }

    private var cities: HTML {
        let changes = rules.overrides.filter { $0.rule == rule.id }
        guard !changes.isEmpty else { return "" }
        let items = changes.map { change in
            let severity = change.severity.map(words.name(of:)) ?? words("不适用", "does not apply")
            let status = change.verified ? "" : words("（未核对原文）", " (not read in the original)")
            let source: HTML = change.source.map { "<br><span class=\"soft\">\($0)\(status)</span>" } ?? ""
            return "<li>\(change.city ?? ""): \(severity)\(words("，", ", "))\(change.reason[language])\(source)</li>\n" as HTML
        }
        return "<h2>\(words("城市差异", "What cities change"))</h2>\n<ul>\(items.joined())</ul>\n"
    }

    // MARK: - Examples

    /// So many examples of a kind are shown at once; who wants more of them opens the rest.
    private static let shown = 10

    private var exampleList: HTML {
        let bad = examples.filter(\.isBad)
        let good = examples.filter { !$0.isBad }
        let list = { (title: String, examples: [RuleExample]) -> HTML in
            guard !examples.isEmpty else { return "" }
            let rest = examples.dropFirst(Self.shown)
            let more: HTML =
                rest.isEmpty
                ? ""
                : "<details><summary>\(words("另有 \(rest.count) 例", "\(rest.count) more"))</summary>\n\(rest.map(example).joined())</details>\n"
            return "<h2>\(title)</h2>\n\(examples.prefix(Self.shown).map(example).joined())" + more
        }
        return list(words("会被发现", "Found"), bad) + list(words("不会被发现", "Not found"), good)
    }

    private func example(_ example: RuleExample) -> HTML {
        let bytes = Array(example.text.utf8)
        var text: HTML = ""
        var position = 0
        for span in example.spans {
            text += lines(bytes[position..<span.lowerBound]) + "<mark>\(lines(bytes[span.lowerBound..<span.upperBound]))</mark>"
            position = span.upperBound
        }
        text += lines(bytes[position...])
        let circumstances = [
            example.kind.map(words.name(of:)), example.city, example.asOf.map { "\($0)" }, example.speaker.map(words.name(of:)),
        ].compactMap { $0 }
        let remark: HTML = circumstances.isEmpty ? "" : " <span class=\"soft\">\(circumstances.joined(separator: words("，", ", ")))</span>"
        return "<p class=\"example\(example.isBad ? " bad" : "")\" lang=\"zh-CN\">\(text)\(remark)</p>\n"
    }

    private func lines(_ bytes: ArraySlice<UInt8>) -> HTML {
        bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { "\(String(decoding: $0, as: UTF8.self))" as HTML }
            .joined(by: "<br>")
    }
}
