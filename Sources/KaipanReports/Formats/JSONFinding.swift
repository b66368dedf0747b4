import KaipanChecks
import KaipanDocuments
import KaipanRules
import KaipanText

/// A finding as every JSON output spells it.
struct JSONFinding {
    private let finding: Finding
    private let language: Language
    private let pages: RulePages?

    /// - Parameter pages: where the pages about the rules are; nil for no link.
    init(_ finding: Finding, language: Language, pages: RulePages?) {
        self.finding = finding
        self.language = language
        self.pages = pages
    }

    /// The finding as an object, its keys in ascending order.
    ///
    /// The contract shows some keys with null, so absence is written out there.
    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            if let baseline = finding.baseline {
                writer.key("baselineState")
                writer.string(baseline.rawValue)
            }
            writer.key("basis")
            writer.array(finding.basis, write)
            writer.key("block")
            write(to: &writer, finding.block)
            writer.key("check")
            writer.string(finding.check)
            writer.key("control")
            writer.string(finding.control.rawValue)
            writer.key("end")
            writer.position(finding.end)
            writer.key("fingerprint")
            writer.string(finding.fingerprint)
            if let page = pages?.page(of: finding.rule, in: language) {
                writer.key("help")
                writer.string(page)
            }
            writer.key("hidden")
            writer.boolean(finding.isHidden)
            if let hit = finding.nameHit {
                writer.key("hit")
                NameHitJSON(hit: hit, language: language).write(to: &writer)
            }
            writer.key("message")
            writer.string(finding.message[language])
            writer.key("notes")
            writer.array(finding.notes, write)
            writer.key("part")
            writer.optional(finding.part) { $0.string($1) }
            writer.key("rule")
            writer.string(finding.rule)
            writer.key("segments")
            writer.array(finding.segments, write)
            writer.key("severity")
            writer.string(finding.severity.rawValue)
            writer.key("start")
            writer.position(finding.start)
            writer.key("suggestion")
            writer.string(finding.suggestion[language])
            if let suppression = finding.suppression {
                writer.key("suppression")
                write(to: &writer, suppression)
            }
            writer.key("text")
            writer.string(finding.text)
            writer.key("title")
            writer.string(finding.title[language])
        }
    }

    private func write(to writer: inout JSONWriter, _ basis: LegalBasis) {
        writer.object { writer in
            writer.key("article")
            writer.optional(basis.article) { $0.string($1) }
            writer.key("law")
            writer.string(basis.law)
            writer.key("verified")
            writer.boolean(basis.verified)
        }
    }

    private func write(to writer: inout JSONWriter, _ place: Finding.BlockPlace) {
        writer.object { writer in
            writer.key("box")
            writer.null()
            if let column = place.cell?.column {
                writer.key("column")
                writer.number(column)
            }
            writer.key("page")
            writer.null()
            writer.key("path")
            writer.optional(place.path) { $0.string($1) }
            writer.key("role")
            writer.string(place.role.rawValue)
            if let row = place.cell?.row {
                writer.key("row")
                writer.number(row)
            }
        }
    }

    private func write(to writer: inout JSONWriter, _ note: Finding.Note) {
        writer.object { writer in
            writer.key("end")
            writer.optional(note.end) { $0.position($1) }
            writer.key("file")
            writer.string(note.file)
            writer.key("message")
            writer.string(note.message[language])
            writer.key("start")
            writer.optional(note.start) { $0.position($1) }
        }
    }

    private func write(to writer: inout JSONWriter, _ segment: Range<Int>) {
        writer.object { writer in
            writer.key("byteLength")
            writer.number(segment.count)
            writer.key("byteOffset")
            writer.number(segment.lowerBound)
        }
    }

    private func write(to writer: inout JSONWriter, _ suppression: Suppression) {
        writer.object { writer in
            if let by = suppression.by {
                writer.key("by")
                writer.string(by)
            }
            writer.key("file")
            writer.string(suppression.file)
            writer.key("line")
            writer.number(suppression.line)
            writer.key("origin")
            writer.string(suppression.origin.rawValue)
            writer.key("reason")
            writer.string(suppression.reason)
            if let until = suppression.until {
                writer.key("until")
                writer.string(String(describing: until))
            }
        }
    }
}

extension JSONWriter {
    /// A place in a file.
    mutating func position(_ position: SourcePosition) {
        object { writer in
            writer.key("byteOffset")
            writer.number(position.byteOffset)
            writer.key("column")
            writer.number(position.column)
            writer.key("line")
            writer.number(position.line)
        }
    }
}
