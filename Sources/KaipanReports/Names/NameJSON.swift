import KaipanChecks
import KaipanNames
import KaipanText

/// A report on a name as JSON.
struct NameJSON {
    let report: NameReport
    let filed: NameReport?

    private var language: Language { report.language }

    var text: String {
        var writer = JSONWriter()
        let answer = report.answer
        writer.object { writer in
            writer.key("asOf")
            writer.string(String(describing: report.context.asOf))
            writer.key("city")
            writer.optional(report.context.city) { $0.string($1) }
            if let filed {
                writer.key("filed")
                writer.literal(filed.json())
            }
            writer.key("findings")
            writer.array(report.findings) { JSONFinding($1, language: language, pages: nil).write(to: &$0) }
            writer.key("hits")
            writer.array(answer.hits) { NameHitJSON(hit: $1, language: language).write(to: &$0) }
            writer.key("name")
            writer.string(answer.name)
            writer.key("notSearched")
            writer.array(answer.searched.isEmpty ? RegisterKind.allCases : answer.missing) { $0.string($1.rawValue) }
            writer.key("searched")
            writer.array(answer.searched, write)
            writer.key("truncated")
            writer.boolean(answer.isTruncated)
        }
        return writer.text
    }

    private func write(to writer: inout JSONWriter, _ batch: RegisterBatch) {
        writer.object { writer in
            writer.key("asOf")
            writer.string(batch.asOf)
            writer.key("file")
            writer.string(batch.file)
            writer.key("register")
            writer.string(batch.register.rawValue)
            writer.key("rows")
            writer.number(batch.rows)
            writer.key("sha256")
            writer.string(batch.digest)
        }
    }
}
