import CYAJL
import KaipanText

/// What is wrong with JSON, in both languages.
enum JSONProblem {
    /// The problem that a parser has stopped at.
    static func message(_ handle: yajl_handle?) -> LocalizedText {
        guard let handle, let text = yajl_get_error(handle, 0, nil, 0) else {
            return LocalizedText(zh: "不是有效的 JSON", en: "no valid JSON")
        }
        defer { yajl_free_error(handle, text) }
        return message(String(cString: text))
    }

    /// - Parameter reason: YAJL's words, which are English.
    static func message(_ reason: String) -> LocalizedText {
        // “parse error: ” and “lexical error: ” say nothing to a reader.
        let en = String(reason.split(separator: ":", maxSplits: 1).last ?? "").trimmingSpaces()
        return LocalizedText(zh: chinese(en), en: en)
    }

    private static func chinese(_ reason: String) -> String {
        let known: [(String, String)] = [
            ("premature EOF", "文件在此中断，仍有对象或数组没有结束"),
            ("separated by a colon", "键与值之间应有冒号"),
            ("inside map, I expect", "对象的各项之间应有逗号，或以 } 结束"),
            ("after array element", "数组的各项之间应有逗号，或以 ] 结束"),
            ("invalid object key", "对象的键应为带引号的字符串"),
            ("invalid character inside string", "字符串中有未转义的换行或控制字符"),
            ("inside a string, '\\'", "字符串中反斜杠的用法不对"),
            ("'\\u'", "字符串中 \\u 之后应有四位十六进制数字"),
            ("number", "数字的写法不对"),
            ("trailing garbage", "结束之后还有内容"),
            ("invalid string", "应为 true、false 或 null"),
            ("invalid char", "此处的字符不属于 JSON；字符串应使用半角双引号"),
            ("unallowed token", "此处不应出现该符号，常见原因是多余的逗号"),
        ]
        return known.first { reason.contains($0.0) }?.1 ?? "不是有效的 JSON（\(reason)）"
    }
}

extension String {
    /// The text without white space around it.
    func trimmingSpaces() -> String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
