import KaipanDocuments

/// Decodes the references of a piece of markup without the reader under test.
public enum Markup {
    private static let named: [String: String] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "copy": "©", "hellip": "…", "mdash": "—",
        "middot": "·", "ldquo": "“", "rdquo": "”", "bull": "•", "emsp": "\u{2003}", "ensp": "\u{2002}", "times": "×",
        "ZeroWidthSpace": "\u{200B}", "zwnj": "\u{200C}", "sup2": "²", "yen": "¥", "deg": "°", "lsquo": "‘", "rsquo": "’",
    ]

    public static func decoded(_ text: String) -> String {
        var result = ""
        var rest = text[...]
        while let ampersand = rest.firstIndex(of: "&") {
            result += rest[..<ampersand]
            let tail = rest[rest.index(after: ampersand)...]
            let name = tail.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "#") }
            var next = name.endIndex
            if next < rest.endIndex, rest[next] == ";" { next = rest.index(after: next) }
            if name.hasPrefix("#"), let character = number(name.dropFirst()) {
                result += character
                rest = rest[next...]
            } else if let character = named[String(name)] {
                result += character
                rest = rest[next...]
            } else {
                result += "&"
                rest = tail
            }
        }
        return result + rest
    }

    private static func number(_ digits: Substring) -> String? {
        let isHexadecimal = digits.first == "x" || digits.first == "X"
        let value = isHexadecimal ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        return value.flatMap(Unicode.Scalar.init).map { String(Character($0)) }
    }
}
