import Foundation

/// A contract number as people type it: the same number in another case, in full width, or with spaces between is the same.
///
/// What is stored stays as it is; this is only for finding it.
struct ContractNumber: Sendable, Hashable {
    /// In capitals and half width, with one kind of hyphen and bracket and without white space.
    let key: String

    init(_ text: String) {
        var scalars = String.UnicodeScalarView()
        for scalar in text.precomposedStringWithCompatibilityMapping.uppercased().unicodeScalars
        where !scalar.properties.isWhitespace && !scalar.properties.isDefaultIgnorableCodePoint {
            switch scalar {
            case "‐", "‒", "–", "—", "―", "−", "﹣", "﹘": scalars.append("-")
            // 〔2023〕, [2023] and (2023) are the same year.
            case "〔", "[", "【", "{", "〈": scalars.append("(")
            case "〕", "]", "】", "}", "〉": scalars.append(")")
            default: scalars.append(scalar)
            }
        }
        key = String(scalars)
    }
}
