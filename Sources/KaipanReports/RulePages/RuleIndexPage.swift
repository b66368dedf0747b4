import KaipanRules
import KaipanText

/// The page that lists all rules by control point, each with a link to its own page.
struct RuleIndexPage {
    private let rules: [Rule]
    private let set: RuleSet
    private let words: HTMLWords

    private var language: Language { words.language }

    init(_ rules: [Rule], set: RuleSet, language: Language) {
        self.rules = rules
        self.set = set
        words = HTMLWords(language: language)
    }

    /// The whole page.
    var html: String {
        let title = words("规则", "Rules")
        let frame = PageFrame(language: language, title: title, style: RulePageStyle.css)
        let packs = set.packs.map { "\($0.name) \($0.version)" }.joined(separator: words("、", ", "))
        let header: HTML = """
            <dl class="facts soft"><div><dt>\(words("规则包", "Packs"))</dt><dd>\(packs)</dd></div>\
            <div><dt>\(words("规则数", "Rules"))</dt><dd>\(rules.count)</dd></div>\
            <div><dt>\(words("规则摘要", "Digest"))</dt><dd><code>\(set.digest)</code></dd></div></dl>
            """
        let sections = ControlPoint.allCases.map(section).joined()
        let other = language == .chinese ? "en/index.html" : "../index.html"
        let footer: HTML = """
            <p>\(words("由规则库生成，不构成法律意见。", "Made from the packs; it is no legal advice."))\
             <a href="\(other)" lang="\(words("en", "zh-CN"))">\(words("English", "中文"))</a></p>
            """
        return frame.opening(header: header) + sections.markup + frame.closing(footer: footer)
    }

    private func section(_ control: ControlPoint) -> HTML {
        let own = rules.filter { $0.control == control }
        guard !own.isEmpty else { return "" }
        let rows = own.map { rule in
            let laws = rule.basis.reduce(into: [String]()) { laws, basis in
                if !laws.contains(basis.law) { laws.append(basis.law) }
            }
            return """
                <tr><td><a href="\(rule.id).html">\(rule.title[language])</a>\(rule.city.map { " <span class=\"soft\">\($0)</span>" } ?? "")</td>\
                <td><code>\(rule.id)</code></td>\
                <td class="\(rule.severity.rawValue)">\(words.name(of: rule.severity))</td>\
                <td>\(laws.joined(separator: words("、", ", ")))</td></tr>

                """ as HTML
        }
        return """
            <h2>\(control.title[language])</h2>
            <div class="scroll"><table><tr><th>\(words("规则", "Rule"))</th><th>\(words("标识", "Identifier"))</th>\
            <th>\(words("级别", "Severity"))</th><th>\(words("依据", "Basis"))</th></tr>
            \(rows.joined())</table></div>

            """
    }
}
