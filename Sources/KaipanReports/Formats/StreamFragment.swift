import KaipanChecks
import KaipanDocuments
import KaipanRules
import KaipanText

/// Judges what one line of a stream lacks: a headline or a phrase is a part of something, and what it does not say may stand
/// in the rest.
struct StreamFragment {
    /// Characters below which a line without the end of a sentence counts as a part.
    private static let shortest = 40

    /// Whether a text is a single block that ends no sentence and is too short for a document of its own.
    static func isPart(_ document: Document) -> Bool {
        guard document.blocks.count < 2 else { return false }
        let text = String(decoding: document.text, as: UTF8.self)
        return text.count < shortest && !text.contains { "。！？!?；;\u{2028}".contains($0) }
    }

    /// Missing disclosures as notices, with the reason.
    static func lowered(_ findings: [Finding], line: Int) -> [Finding] {
        findings.map { finding in
            guard finding.check == "require", finding.severity > .notice else { return finding }
            var lowered = finding
            lowered.severity = .notice
            lowered.notes.append(
                Finding.Note(
                    message: LocalizedText(
                        zh: "只有一句标题或短语，其余内容可能在别处，按提示处理；整份文档请写 \"whole\": true",
                        en: "a headline or phrase, whose rest may stand elsewhere: a notice; for a whole document say \"whole\": true"),
                    file: "line \(line)", start: nil, end: nil))
            return lowered
        }
    }
}
