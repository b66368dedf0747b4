import KaipanText

/// A part of a Word document that holds text.
struct WordPart {
    enum Kind {
        case body, header, footer, footnotes, endnotes, comments, diagram, chart, properties
    }

    var name: String
    var kind: Kind
    /// Its number among the parts of its kind, from 1.
    var ordinal: Int

    /// What its text is, whatever it looks like; nil where paragraphs decide themselves.
    var role: BlockRole? {
        switch kind {
        case .body, .diagram, .chart: nil
        case .header: .header
        case .footer: .footer
        case .footnotes, .endnotes, .comments: .note
        case .properties: .metadata
        }
    }

    /// The first step of the paths in it, or nil where the paths start with its paragraphs.
    var label: String? {
        switch kind {
        case .body, .footnotes, .endnotes, .comments: nil
        case .header: "页眉"
        case .footer: "页脚"
        case .diagram: "图示"
        case .chart: "图表"
        case .properties: "文档属性"
        }
    }

    /// What one of its notes is called.
    var noteLabel: String {
        switch kind {
        case .endnotes: "尾注"
        case .comments: "批注"
        default: "脚注"
        }
    }

    /// The parts of a document in the order that they are read in.
    /// - Parameters:
    ///   - main: the part with the body.
    ///   - relationships: what belongs to it; nil where the archive does not say.
    static func all(
        main: String, relationships: OfficeRelationships?, archive: borrowing ZipArchive
    ) -> [WordPart] {
        let names = archive.names.sorted { OfficeRelationships.order($0) < OfficeRelationships.order($1) }
        let kinds: [(type: String, kind: Kind)] = [
            ("header", .header), ("footer", .footer), ("footnotes", .footnotes), ("endnotes", .endnotes),
            ("comments", .comments), ("diagramData", .diagram), ("chart", .chart),
        ]
        var parts = [WordPart(name: main, kind: .body, ordinal: 1)]
        for (type, kind) in kinds {
            let found = relationships?.targets(type).filter(names.contains) ?? names.filter { isNamed($0, type) }
            parts += found.enumerated().map { WordPart(name: $1, kind: kind, ordinal: $0 + 1) }
        }
        if names.contains("docProps/core.xml") {
            parts.append(WordPart(name: "docProps/core.xml", kind: .properties, ordinal: 0))
        }
        return parts
    }

    /// Whether a part's name is the customary one of a type: `word/header2.xml`.
    private static func isNamed(_ name: String, _ type: String) -> Bool {
        let folders = ["diagramData": ("word/diagrams/", "data"), "chart": ("word/charts/", "chart")]
        let (folder, stem) = folders[type] ?? ("word/", type)
        guard name.hasPrefix(folder + stem), name.hasSuffix(".xml") else { return false }
        return name.dropFirst(folder.utf8.count + stem.utf8.count).dropLast(4).allSatisfy(\.isNumber)
    }
}
