import KaipanChecks
import KaipanText

/// What a finding says, in words, for formats that hold one text for it.
struct FindingText {
    private let finding: Finding
    private let language: Language
    private let address: String?

    /// - Parameter address: the address of the rule's page; nil for no link.
    init(_ finding: Finding, language: Language, address: String? = nil) {
        self.finding = finding
        self.language = language
        self.address = address
    }

    init(_ finding: Finding, info: RunInfo) {
        self.init(finding, language: info.language, address: info.page(of: finding.rule))
    }

    /// The reason; the title where the rule gives none.
    var message: String {
        let message = finding.message[language]
        return message.isEmpty ? finding.title[language] : message
    }

    /// The title and the reason.
    var headline: String {
        let message = finding.message[language]
        return message.isEmpty ? finding.title[language] : finding.title[language] + say("：", ": ") + message
    }

    /// The suggestion with its label; nil where there is none.
    var suggestion: String? { labelled(say("建议", "Instead"), finding.suggestion[language]) }

    /// The articles with their label; nil where there are none.
    var basis: String? { labelled(say("依据", "Basis"), Citation.text(finding.basis, in: language)) }

    /// The address of the rule's page with its label; nil where there are no pages.
    var page: String? { labelled(say("规则说明", "About the rule"), address ?? "") }

    /// The place as the document's structure has it: the part of a container and the path in it; nil where neither is known.
    var place: String? {
        let pieces = [finding.part, finding.block.path].compactMap { $0 }
        return pieces.isEmpty ? nil : pieces.joined(separator: " ")
    }

    /// The notes that have no place of their own, with their label.
    var placelessNotes: [String] {
        finding.notes.filter { $0.start == nil }.compactMap { labelled(say("附注", "Note"), $0.message[language]) }
    }

    /// All notes with their label and place.
    var notes: [String] {
        finding.notes.compactMap { note in
            let place = note.start.map { "\(note.file):\($0.line):\($0.column) " } ?? ""
            return labelled(say("附注", "Note"), place + note.message[language])
        }
    }

    /// What a person has to know to find the words: their place in a container, which has no lines to open, and that they
    /// are hidden; nil where the line says enough.
    var placeRemark: String? {
        let pieces = [finding.part == nil ? nil : place, finding.isHidden ? say("隐藏文字", "hidden text") : nil].compactMap { $0 }
        return labelled(say("位置", "Place"), pieces.joined(separator: say("，", ", ")))
    }

    /// Several of them in one line, each ended as its language ends a sentence.
    func line(_ pieces: [String?]) -> String {
        pieces.compactMap { $0 }.reduce(into: "") { line, piece in
            if let last = line.unicodeScalars.last {
                line += ".!?。！？；".unicodeScalars.contains(last) ? "" : say("。", ".")
                line += say("", " ")
            }
            line += piece
        }
    }

    private func labelled(_ label: String, _ text: String) -> String? {
        text.isEmpty ? nil : label + say("：", ": ") + text
    }

    private func say(_ zh: String, _ en: String) -> String { language == .chinese ? zh : en }
}
