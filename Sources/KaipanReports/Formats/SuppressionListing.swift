import KaipanChecks
import KaipanText

/// The register of suppressions as people, programs and spreadsheets read it.
public struct SuppressionListing {
    private let records: [SuppressionRecord]
    private let language: Language

    public init(_ records: [SuppressionRecord], language: Language) {
        self.records = records
        self.language = language
    }

    /// One paragraph a suppression, and the counts.
    public var text: String {
        var text = ""
        for record in records {
            let rules = record.rules.isEmpty ? say("（没有规则）", "(no rule)") : record.rules.joined(separator: ", ")
            text += "\(safe(record.suppression.file)):\(record.suppression.line)  \(safe(rules))  \(state(of: record))\n"
            text += line(say("理由", "Reason"), record.suppression.reason)
            text += line(say("批准人", "By"), record.suppression.by ?? "")
            text += line(say("有效至", "Until"), record.suppression.until.map(String.init(describing:)) ?? say("无", "open"))
            if record.suppression.origin == .register { text += line(say("文件", "Document"), record.document ?? "") }
            text += line(say("文字", "Words"), record.text ?? "")
        }
        let wrong = records.count { $0.state != nil }
        return text
            + say(
                "\(records.count) 条豁免，\(wrong) 条需要处理\n",
                "\(records.count) suppression\(records.count == 1 ? "" : "s"), \(wrong) to be seen to\n")
    }

    /// An array of objects.
    public var json: String {
        "[" + records.map { "\n" + JSONText.encode(Row($0)) }.joined(separator: ",") + "\n]\n"
    }

    /// For a spreadsheet: UTF-8 with a byte order mark, a suppression a row.
    public var csv: String {
        var rows = [
            language == .chinese
                ? ["位置", "行", "规则", "文件", "文字", "理由", "批准人", "有效至", "状态", "覆盖的问题数"]
                : ["written in", "line", "rules", "document", "words", "reason", "by", "until", "state", "findings covered"]
        ]
        for record in records {
            rows.append([
                record.suppression.file, String(record.suppression.line), record.rules.joined(separator: ", "), record.document ?? "",
                record.text ?? "", record.suppression.reason, record.suppression.by ?? "",
                record.suppression.until.map(String.init(describing:)) ?? "", record.state?.rawValue ?? "active", String(record.uses),
            ])
        }
        return "\u{FEFF}" + rows.map { CSVText.row($0) }.joined()
    }

    private struct Row: Encodable {
        var file: String
        var line: Int
        var origin: String
        var rules: [String]
        var document: String?
        var text: String?
        var reason: String
        var by: String?
        var until: String?
        var state: String
        var findings: Int

        init(_ record: SuppressionRecord) {
            file = record.suppression.file
            line = record.suppression.line
            origin = record.suppression.origin.rawValue
            rules = record.rules
            document = record.document
            text = record.text
            reason = record.suppression.reason
            by = record.suppression.by
            until = record.suppression.until.map(String.init(describing:))
            state = record.state?.rawValue ?? "active"
            findings = record.uses
        }
    }

    private func state(of record: SuppressionRecord) -> String {
        switch record.state {
        case nil where record.uses == 0: say("有效，所查文件没有涉及", "active, speaks of nothing that was checked")
        case nil: say("有效，覆盖 \(record.uses) 处", "active, covers \(record.uses)")
        case .incomplete: say("不完整，不起作用", "incomplete, does nothing")
        case .expired: say("已过期", "expired")
        case .unused: say("未使用", "unused")
        }
    }

    private func line(_ label: String, _ text: String) -> String {
        text.isEmpty ? "" : "    \(label)\(say("：", ": "))\(safe(text))\n"
    }

    private func safe(_ text: String) -> String { VisibleText.escaped(text) }
    private func say(_ zh: String, _ en: String) -> String { language == .chinese ? zh : en }
}
