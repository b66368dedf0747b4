import Foundation

/// A contract number as people type it, in the spellings by which it is compared: from the writer's own to letters and digits alone.
///
/// What is stored stays as it is; this is only for finding it. Numbers that only a coarser spelling makes the same are others, as A-12 3
/// and A-1 23, where one of them is meant by a finer one.
struct ContractNumber: Sendable, Hashable {
    /// From the finest to the coarsest: as it is written; in capitals and half width, with one kind of hyphen and bracket; without white
    /// space, and with characters that stand for others spelled out; without any signs.
    let spellings: [String]

    /// What numbers have in common that may be meant by each other; empty where there is nothing to look for.
    var key: String { spellings[spellings.count - 1] }

    init(_ text: String) {
        let plain = Self.plain(text.unicodeScalars)
        let compact = Self.plain(text.precomposedStringWithCompatibilityMapping.uppercased().unicodeScalars).filter { $0 != " " }
        let signs = compact.unicodeScalars.filter { $0.properties.isAlphabetic || $0.properties.numericType != nil }
        spellings = [text, plain, compact, signs.isEmpty ? compact : String(String.UnicodeScalarView(signs))]
    }

    /// How finely two numbers agree, 0 for the very same; nil where they don't at all.
    func closeness(to other: ContractNumber) -> Int? {
        zip(spellings, other.spellings).enumerated().first { $1.0.utf8.elementsEqual($1.1.utf8) }?.offset
    }

    private static func plain(_ text: String.UnicodeScalarView) -> String {
        var scalars = String.UnicodeScalarView(), isSpace = false
        for scalar in text where !scalar.properties.isDefaultIgnorableCodePoint {
            if scalar.properties.isWhitespace {
                isSpace = true
                continue
            }
            // A space beside a sign says nothing.
            let mark = sign(scalar)
            if isSpace, mark == nil, let last = scalars.last, !"-()".unicodeScalars.contains(last) { scalars.append(" ") }
            isSpace = false
            if let mark {
                scalars.append(mark)
            } else {
                let half = (0xFF01...0xFF5E).contains(scalar.value) ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar
                scalars.append(contentsOf: half.properties.uppercaseMapping.unicodeScalars)
            }
        }
        return String(scalars)
    }

    private static func sign(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar {
        case "-", "－", "‐", "‑", "‒", "–", "—", "―", "−", "﹣", "﹘": "-"
        // 〔2023〕, [2023] and (2023) are the same year.
        case "(", "（", "〔", "[", "［", "【", "{", "｛", "〈": "("
        case ")", "）", "〕", "]", "］", "】", "}", "｝", "〉": ")"
        default: nil
        }
    }
}
