import KaipanChecks
import KaipanNames
import KaipanRules
import KaipanText

/// A finding in the list beside its document: why, on what basis, and what to write instead.
struct HTMLEntry {
    let finding: Finding
    /// The number on the page, from 1.
    let number: Int
    /// The number in its document, from 1.
    let ordinal: Int
    let hasMark: Bool
    /// The address of the rule's page; nil where there is none.
    let page: String?
    let words: HTMLWords

    private var language: Language { words.language }

    var html: HTML {
        let state = finding.suppression != nil ? " s" : finding.baseline == .unchanged ? " b" : ""
        return """
            <li id="f\(number)" class="\(finding.severity.letter + state)" data-control="\(finding.control.rawValue)" data-rule="\(finding.rule)">
            <h3 id="t\(number)">\(ordinal). <span class="sev">\(words.name(of: finding.severity))</span> <span class="title">\(finding.title[language])</span>\(tags)</h3>
            \(decision)\(excerpt)\(strip)<dl>\(row(words("原因", "Why"), "\(finding.message[language])"))\(basis)\
            \(row(words("建议", "Instead"), "\(finding.suggestion[language])"))\(arguments)\(notes)</dl>
            <p class="soft">\(place) \(rule)</p>
            </li>

            """
    }

    private var rule: HTML {
        let name: HTML = "<code>\(finding.rule)</code>"
        return page.map { "<a href=\"\($0)\">\(name)</a>" } ?? name
    }

    private var tags: HTML {
        var tags: HTML = ""
        if finding.isHidden { tags += " <span class=\"tag\">\(words("隐藏文字", "hidden text"))</span>" }
        if finding.suppression != nil {
            tags += " <span class=\"tag\">\(words("已决定保留", "accepted"))</span>"
        } else if finding.baseline == .unchanged {
            tags += " <span class=\"tag\">\(words("基线已有", "in the baseline"))</span>"
        } else if finding.baseline == .new {
            tags += " <span class=\"tag\">\(words("新增", "new"))</span>"
        }
        return tags
    }

    private var decision: HTML {
        guard let suppression = finding.suppression else { return "" }
        let by = suppression.by.map { words("，\($0)", ", \($0)") } ?? ""
        let until = suppression.until.map { words("，有效期至 \($0)", ", until \($0)") } ?? ""
        return "<p>\(words("保留理由：", "Accepted because: "))<bdi>\(suppression.reason)</bdi><bdi>\(by)</bdi>\(until) <span class=\"soft\"><bdi>\(suppression.file)</bdi>:\(suppression.line)</span></p>\n"
    }

    private var excerpt: HTML {
        guard !finding.text.isEmpty else { return "" }
        let excerpt = finding.excerpt
        return "<p class=\"quote\">\(excerpt.before)<b>\(excerpt.match)</b>\(excerpt.after)</p>\n"
    }

    private var strip: HTML {
        finding.nameHit.map { HTMLAlignment(alignment: $0.comparison.alignment, words: words).html } ?? ""
    }

    /// What speaks for and against a name, and the decided case that is nearest.
    private var arguments: HTML {
        guard let hit = finding.nameHit else { return "" }
        func list(_ reasons: [NameReason]) -> HTML {
            reasons.map { reason -> HTML in
                let article = reason.law.map {
                    Citation.text(LegalBasis(law: $0, article: reason.article, verified: reason.isVerified), in: language)
                }
                let law = article.map { words("（\($0)）", " (\($0))") } ?? ""
                return "\(reason.message[language])\(law)"
            }.joined(by: "<br>")
        }
        var precedent: HTML = ""
        if let found = hit.precedent {
            let names = found.names.joined(separator: " / ")
            let text = words("\(names)，\(found.authority.zh)：\(found.outcome.zh)", "\(names), \(found.authority.en): \(found.outcome.en)")
            precedent = "\(text)"
        }
        return "\(row(words("理由", "Reasons"), list(hit.reasons)))\(row(words("反方理由", "Against it"), list(hit.counterArguments)))\(row(words("已决案例", "Decided case"), precedent))"
    }

    private var basis: HTML {
        row(words("依据", "Basis"), finding.basis.map { "\(Citation.text($0, in: language))" as HTML }.joined(by: "<br>"))
    }

    private var notes: HTML {
        finding.notes.map { note in
            let place: HTML = note.start.map { "<bdi>\(note.file)</bdi>:\($0.line):\($0.column) " } ?? ""
            return row(words("附注", "Note"), "\(place)\(note.message[language])")
        }.joined()
    }

    /// In a container such as DOCX the place in its part says more than a line of XML.
    private var place: HTML {
        let lines = words("第 \(finding.start.line) 行第 \(finding.start.column) 列", "line \(finding.start.line), column \(finding.start.column)")
        let markup = finding.block.path ?? ""
        let position: HTML = finding.part != nil && finding.block.path != nil ? "<bdi>\(markup)</bdi>" : "\(lines)"
        let back: HTML = hasMark ? "<a href=\"#m\(number)\">\(position)</a>" : position
        let rest = finding.part ?? markup
        return rest.isEmpty ? back : "\(back) <bdi>\(rest)</bdi>"
    }

    private func row(_ label: String, _ content: HTML) -> HTML {
        content.markup.isEmpty ? "" : "<dt>\(label)</dt><dd>\(content)</dd>"
    }
}

extension Severity {
    /// The class that stands for it in the style and the script.
    var letter: String {
        switch self {
        case .error: "e"
        case .warning: "w"
        case .notice: "n"
        }
    }
}
