import KaipanText

/// The part of regular expressions that patterns may use.
///
/// Patterns are matched against folded text, so a character that folding changes can never match: it is refused with
/// the form that can.
package enum PatternSyntax {
    /// What is wrong with a pattern, or nil.
    package static func problem(of pattern: String) -> LocalizedText? {
        guard !pattern.isEmpty else { return LocalizedText(zh: "为空", en: "is empty") }
        var scalars = Array(pattern.unicodeScalars)[...]
        if let problem = problem(ofSpacing: scalars) { return problem }
        var isInClass = false
        while let scalar = scalars.popFirst() {
            switch scalar {
            case "\\":
                guard let escaped = scalars.popFirst() else {
                    return LocalizedText(zh: "以反斜杠结尾", en: "ends in a backslash")
                }
                if let problem = problem(ofEscape: escaped) { return problem }
            case "[": isInClass = true
            case "]": isInClass = false
            case "(" where !isInClass && scalars.first == "?":
                guard scalars.dropFirst().first == ":" else {
                    return LocalizedText(
                        zh: "不支持环视和命名组；例外请写在 except 中",
                        en: "lookaround and named groups are not supported; exceptions belong in `except`")
                }
                scalars = scalars.dropFirst(2)
            case "^" where !isInClass, "$" where !isInClass:
                return LocalizedText(
                    zh: "不支持 ^ 和 $；位置请用 roles 限定", en: "^ and $ are not supported; limit the place with `roles`")
            default:
                if let problem = problem(ofLiteral: scalar) { return problem }
            }
        }
        return nil
    }

    /// Folding drops a space or a decoration that stands alone between Han characters.
    private static func problem(ofSpacing scalars: ArraySlice<Unicode.Scalar>) -> LocalizedText? {
        let table = ScalarTable.shared
        let tokens = literals(scalars)
        for index in tokens.indices.dropFirst().dropLast() {
            guard let before = tokens[index - 1], let scalar = tokens[index], let after = tokens[index + 1],
                scalar == " " || table.entry(scalar.value).isDecorative,
                table.entry(before.value).isHan, table.entry(after.value).isHan
            else { continue }
            return LocalizedText(
                zh: "汉字之间的“\(scalar)”折叠时会删去，永远不会匹配；请删去它，或写“\(scalar)?”",
                en: "“\(scalar)” between Han characters is dropped by folding and can never match; leave it out, or write “\(scalar)?”")
        }
        return nil
    }

    /// The characters that stand for themselves; nil for what the syntax uses.
    private static func literals(_ scalars: ArraySlice<Unicode.Scalar>) -> [Unicode.Scalar?] {
        var result: [Unicode.Scalar?] = []
        var isInClass = false
        var isEscaped = false
        for scalar in scalars {
            if isEscaped {
                isEscaped = false
                result.append(isInClass ? nil : scalar)
                continue
            }
            switch scalar {
            case "\\": isEscaped = true
            case "[":
                isInClass = true
                result.append(nil)
            case "]":
                isInClass = false
                result.append(nil)
            default: result.append(isInClass || "|(){}?*+.<>".unicodeScalars.contains(scalar) ? nil : scalar)
            }
        }
        return result
    }

    private static func problem(ofEscape scalar: Unicode.Scalar) -> LocalizedText? {
        switch scalar {
        case "d", "D": LocalizedText(zh: "不支持 \\\(scalar)，请写 [0-9]", en: "\\\(scalar) is not supported; write [0-9]")
        case "s", "S": LocalizedText(zh: "不支持 \\\(scalar)，请写空格", en: "\\\(scalar) is not supported; write a space")
        case "a"..."z", "A"..."Z", "0"..."9":
            LocalizedText(zh: "不支持 \\\(scalar)；中文没有词边界", en: "\\\(scalar) is not supported; Chinese has no word bounds")
        default: nil
        }
    }

    private static func problem(ofLiteral scalar: Unicode.Scalar) -> LocalizedText? {
        let entry = ScalarTable.shared.entry(scalar.value)
        if entry.isIgnorable || entry.isCombining {
            let code = "U+" + String(scalar.value, radix: 16, uppercase: true)
            return LocalizedText(zh: "含折叠时删去的字符 \(code)", en: "holds \(code), which folding drops")
        }
        guard !entry.foldsToItself else { return nil }
        let folded = Folded(String(Character(scalar)))
        let form = folded.string(in: 0..<folded.bytes.count)
        return LocalizedText(
            zh: "“\(scalar)”永远不会匹配，因为正文已折叠；请写“\(form)”",
            en: "“\(scalar)” can never match, because the text is folded; write “\(form)”")
    }

    /// The pattern with classes of everything but some characters that leave out a block's end, too.
    ///
    /// A match that passes a block's end is none, but it would hide one that begins behind it.
    package static func keptInsideBlocks(_ pattern: String) -> String {
        guard pattern.contains("[^") else { return pattern }
        var result = String.UnicodeScalarView()
        var isEscaped = false
        var isInClass = false
        var last: Unicode.Scalar?
        for scalar in pattern.unicodeScalars {
            result.append(scalar)
            if isEscaped {
                isEscaped = false
            } else {
                switch scalar {
                case "\\": isEscaped = true
                case "[": isInClass = true
                case "]": isInClass = false
                case "^" where isInClass && last == "[": result.append(contentsOf: "\\n".unicodeScalars)
                default: break
                }
            }
            last = scalar
        }
        return String(result)
    }

    /// The next `<list>` that is not escaped.
    static func nextReference(in text: Substring) -> Range<Substring.Index>? {
        var index = text.startIndex
        while index < text.endIndex {
            switch text[index] {
            case "\\":
                index = text.index(after: index)
                guard index < text.endIndex else { return nil }
            case "<":
                guard let end = text[index...].firstIndex(of: ">") else { return nil }
                return index..<text.index(after: end)
            default: break
            }
            index = text.index(after: index)
        }
        return nil
    }
}
