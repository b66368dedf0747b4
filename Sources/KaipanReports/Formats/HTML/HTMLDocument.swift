import KaipanChecks
import KaipanDocuments
import KaipanText

/// A document's section of the page: what is known of it, its text with the marks, and its findings.
struct HTMLDocument {
    private let report: DocumentReport
    private let words: HTMLWords
    private let number: Int
    private let firstFinding: Int
    private let showsExemptions: Bool
    private let pages: RulePages?
    private let marks: HTMLMarks?

    /// - Parameters:
    ///   - number: the document's number on the page, from 1.
    ///   - firstFinding: the number on the page of its first finding.
    ///   - pages: where the pages about the rules are; nil for no links.
    init(
        _ report: DocumentReport, number: Int, firstFinding: Int, showsExemptions: Bool, words: HTMLWords, pages: RulePages? = nil
    ) {
        self.report = report
        self.words = words
        self.number = number
        self.firstFinding = firstFinding
        self.showsExemptions = showsExemptions
        self.pages = pages
        marks = report.document.map { HTMLMarks(report.findings, in: $0, first: firstFinding, words: words) }
    }

    var html: HTML {
        let column: HTML = report.findings.isEmpty ? " alone" : ""
        return """
            <article id="d\(number)" aria-labelledby="h\(number)">
            <h2 id="h\(number)"><bdi>\(report.path)</bdi></h2>
            <p class="soft">\(facts)</p>
            \(problems)<div class="pair\(column)">
            \(text)\(findings)</div>
            \(exemptions)</article>

            """
    }

    private var facts: String {
        guard !report.isUnreadable else { return words("无法检查", "Could not be checked") }
        let count = report.findings.count
        return [
            words("\(words.name(of: report.kind))（\(words.name(of: report.kindSource))）", "\(words.name(of: report.kind)) (\(words.name(of: report.kindSource)))"),
            report.encoding?.rawValue,
            count == 0 ? words("没有发现问题", "Nothing found") : words("\(count) 项发现", "\(count) \(count == 1 ? "finding" : "findings")"),
        ].compactMap { $0 }.joined(separator: " · ")
    }

    private var problems: HTML {
        guard !report.problems.isEmpty else { return "" }
        let items = report.problems.map { problem -> HTML in
            let place = problem.position.map { words("第 \($0.line) 行第 \($0.column) 列：", "line \($0.line), column \($0.column): ") } ?? ""
            return "<li class=\"problem\">\(place)<bdi>\(problem.message[words.language])</bdi></li>\n"
        }
        return "<ul>\n\(items.joined())</ul>\n"
    }

    private var findings: HTML {
        guard !report.findings.isEmpty else { return "" }
        let entries = report.findings.enumerated().map { index, finding in
            HTMLEntry(
                finding: finding, number: firstFinding + index, ordinal: index + 1, hasMark: marks?.hasMark(index) ?? false,
                page: pages?.page(of: finding.rule, in: words.language), words: words
            ).html
        }
        return "<aside aria-label=\"\(words("发现：", "Findings: "))\(report.path)\">\n<ol>\n\(entries.joined())</ol>\n</aside>\n"
    }

    private var exemptions: HTML {
        guard showsExemptions, !report.exemptions.isEmpty else { return "" }
        let items = report.exemptions.map { exemption -> HTML in
            "<li>\(exemption.start.line):\(exemption.start.column) <b><bdi>\(exemption.text)</bdi></b> <code>\(exemption.rule)</code> \(exemption.reason.message[words.language])</li>\n"
        }
        return "<details>\n<summary>\(words("例外：\(items.count) 处不算问题", "Excepted: \(items.count)"))</summary>\n<ul>\n\(items.joined())</ul>\n</details>\n"
    }

    // MARK: - Text

    private var text: HTML {
        guard let document = report.document, let marks, !document.blocks.isEmpty else { return "" }
        let layout = HTMLBlockLayout(document.blocks, isMarked: marks.isMarked)
        // Words for the screen may be English; those of the documents are Chinese.
        let language: HTML = words.language == .chinese ? "" : " lang=\"zh-CN\""
        var html: HTML = "<div class=\"text\"\(language)>\n"
        for stretch in layout.stretches {
            if stretch.isFolded {
                let count = stretch.pieces.count
                html += "<details class=\"fold\"><summary\(words.language == .chinese ? "" : " lang=\"en\"")>\(words("\(count) 段没有发现问题", "\(count) passages with nothing found"))</summary>\n"
            }
            html += elements(stretch.pieces, in: document, marks)
            if stretch.isFolded { html += "</details>\n" }
        }
        return html + "</div>\n"
    }

    private func elements(_ pieces: ArraySlice<HTMLBlockLayout.Piece>, in document: Document, _ marks: HTMLMarks) -> HTML {
        var html: HTML = ""
        var open = HTMLBlockLayout.Piece.Kind.single
        for piece in pieces {
            if piece.kind != open {
                html += end(of: open) + begin(of: piece.kind)
                open = piece.kind
            }
            switch piece.kind {
            case .single:
                for index in piece.blocks { html += single(document.blocks[index], marks.html(ofBlock: index)) }
            case .item:
                for index in piece.blocks { html += "<li>\(inner(document.blocks[index], marks.html(ofBlock: index)))</li>\n" }
            case .row: html += row(piece.blocks, in: document, marks)
            }
        }
        return html + end(of: open)
    }

    private func begin(of kind: HTMLBlockLayout.Piece.Kind) -> HTML {
        switch kind {
        case .single: ""
        case .item: "<ul>\n"
        case .row: "<div class=\"scroll\"><table>\n"
        }
    }

    private func end(of kind: HTMLBlockLayout.Piece.Kind) -> HTML {
        switch kind {
        case .single: ""
        case .item: "</ul>\n"
        case .row: "</table></div>\n"
        }
    }

    /// A row with its cells in their columns; several blocks may share a cell.
    private func row(_ blocks: Range<Int>, in document: Document, _ marks: HTMLMarks) -> HTML {
        var html: HTML = "<tr>"
        var column = 0
        for index in blocks {
            let block = document.blocks[index]
            let content = inner(block, marks.html(ofBlock: index))
            guard let cell = block.cell, cell.column > column else {
                html += "<br>\(content)"
                continue
            }
            if column > 0 { html += "</td>" }
            // A cell that spans columns leaves its neighbours out; a wrong number must not make a page of empty cells.
            if cell.column - column <= 64 { for _ in column + 1..<cell.column { html += "<td></td>" } }
            column = cell.column
            html += "<td>\(content)"
        }
        return html + "</td></tr>\n"
    }

    private func single(_ block: Block, _ content: HTML) -> HTML {
        let hidden: HTML = block.isHidden ? " class=\"hid\"" : ""
        switch block.role {
        case .title: return "<h3\(hidden)>\(labels(block))\(content)</h3>\n"
        case .heading: return "<h4\(hidden)>\(labels(block))\(content)</h4>\n"
        case .code: return "<pre\(hidden)>\(labels(block))\(content)</pre>\n"
        case .utterance:
            let classes = ["say", block.speaker?.rawValue, block.isHidden ? "hid" : nil].compactMap { $0 }.joined(separator: " ")
            return "<p class=\"\(classes)\">\(labels(block))\(content)</p>\n"
        case .paragraph, .listItem, .cell: return "<p\(hidden)>\(labels(block))\(content)</p>\n"
        case .caption, .alternativeText, .metadata, .note, .header, .footer, .field:
            return "<p class=\"aside\(block.isHidden ? " hid" : "")\">\(labels(block))\(content)</p>\n"
        }
    }

    /// A block inside of a cell or a list item.
    private func inner(_ block: Block, _ content: HTML) -> HTML {
        block.isHidden ? "<div class=\"hid\">\(labels(block))\(content)</div>" : labels(block) + content
    }

    private func labels(_ block: Block) -> HTML {
        let own: HTML = words.language == .chinese ? "" : " lang=\"en\""
        var html = [block.isHidden ? words("隐藏文字", "Hidden text") : nil, words.label(of: block.role)].compactMap { $0 }
            .map { "<span class=\"label\"\(own)>\($0)</span>" as HTML }.joined()
        guard block.role == .utterance else { return html }
        if let name = block.utterance?.name ?? block.speaker.map(words.name) { html += "<b><bdi>\(name)</bdi></b>" }
        if let time = block.utterance?.time { html += "<span class=\"soft\">\(time)</span> " }
        return html
    }
}
