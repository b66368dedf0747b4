import KaipanText

/// The steps that a guided signing notes of itself.
enum SigningStep: String, CaseIterable {
    case consent, completed

    var name: LocalizedText {
        switch self {
        case .consent: LocalizedText(zh: "同意记录", en: "consent to the record")
        case .completed: LocalizedText(zh: "讲解完毕", en: "all clauses gone through")
        }
    }

    /// The name of a step; what people recorded is its own name.
    static func name(of step: String) -> LocalizedText {
        if let known = SigningStep(rawValue: step) { return known.name }
        let mark = "确认："
        guard step.utf8.starts(with: mark.utf8) else { return LocalizedText(zh: step, en: step) }
        return LocalizedText(zh: step, en: "acknowledged: " + String(decoding: step.utf8.dropFirst(mark.utf8.count), as: UTF8.self))
    }
}
