import KaipanText

/// Writes simplified text in characters that fold to it, for trying rules on traditional text.
struct TraditionalForms {
    private let forms: [Unicode.Scalar: Unicode.Scalar]

    init() {
        var forms: [Unicode.Scalar: Unicode.Scalar] = [:]
        let table = ScalarTable.shared
        for value in UInt32(0x4E00)...0x9FFF {
            let entry = table.entry(value)
            guard entry.single != 0, let source = Unicode.Scalar(value), let target = Unicode.Scalar(entry.single) else { continue }
            if forms[target] == nil { forms[target] = source }
        }
        self.forms = forms
    }

    func converted(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { result.append(forms[scalar] ?? scalar) }
        return String(result)
    }
}
