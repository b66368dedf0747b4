import Foundation
import KaipanText
import Yams

/// A YAML file with its nodes' places, read strictly: every mistake is an error with its line.
package struct YAMLFile {
    package let path: String
    package let root: Node?
    private let lines: [Substring]

    package init(path: String, text: String) throws(RuleError) {
        self.path = path
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        do {
            root = try Yams.compose(yaml: text)
        } catch let error as YamlError {
            let (mark, problem) = Self.describe(error)
            let line = mark?.line ?? 1
            let excerpt = line <= lines.count && line > 0 ? String(lines[line - 1]) : ""
            throw .syntax(
                .init(file: path, line: line, column: mark?.column ?? 1, text: excerpt), problem: problem,
                hint: Self.hint(for: excerpt))
        } catch {
            throw .unreadable(path: path, reason: LocalizedText(zh: "\(error)", en: "\(error)"))
        }
    }

    package init(contentsOf path: String) throws(RuleError) {
        let text: String
        do {
            text = try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw .unreadable(
                path: path,
                reason: FileManager.default.isReadableFile(atPath: path)
                    ? LocalizedText(zh: "不是 UTF-8 文字", en: "it is no UTF-8 text")
                    : LocalizedText(zh: "文件不存在或没有读取权限", en: "there is no such file, or it may not be read"))
        }
        try self.init(path: path, text: text)
    }

    /// What most often lies behind a syntax error in a line that holds these characters.
    private static func hint(for line: String) -> LocalizedText? {
        if line.contains("{text}") {
            return LocalizedText(
                zh: "含 { } 的文字请加引号，如 zh: '“{text}”……'", en: "quote a text that holds { }, such as en: '“{text}” …'")
        }
        if line.contains("["), line.contains("bad:") {
            return LocalizedText(zh: "以 [ 开头的示例请加引号，如 bad: '[稳赚]'", en: "quote an example that begins with [, such as bad: '[稳赚]'")
        }
        if line.contains("\t") {
            return LocalizedText(zh: "缩进请用空格，不能用制表符", en: "indent with spaces, not with tabs")
        }
        if line.contains("："), !line.contains(": ") {
            return LocalizedText(zh: "键后要用半角冒号和空格", en: "a key ends with an ASCII colon and a space")
        }
        return nil
    }

    private static func describe(_ error: YamlError) -> (Mark?, String) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _), .composer(_, let problem, let mark, _):
            (mark, problem)
        case .duplicatedKeysInMapping(let duplicates, let context):
            (context.mark, "duplicate keys \(duplicates)")
        default: (nil, "\(error)")
        }
    }

    /// The place of a node with its line.
    package func excerpt(_ node: Node?) -> RuleError.Excerpt {
        let line = node?.mark?.line ?? 1
        return .init(
            file: path, line: line, column: node?.mark?.column ?? 1,
            text: line >= 1 && line <= lines.count ? String(lines[line - 1]) : "")
    }

    /// A place with the line that stands there.
    package func excerpt(at place: Rule.Place) -> RuleError.Excerpt {
        .init(
            file: path, line: place.line, column: place.column,
            text: place.line >= 1 && place.line <= lines.count ? String(lines[place.line - 1]) : "")
    }

    // MARK: - Strict access

    /// A mapping with no other keys than those allowed.
    package func mapping(_ node: Node, key: String, allowed: [String]) throws(RuleError) -> [(key: Node, value: Node)] {
        guard let mapping = node.mapping else {
            throw .wrongType(excerpt(node), key: key, expected: LocalizedText(zh: "映射（键: 值）", en: "a mapping (key: value)"))
        }
        var pairs: [(Node, Node)] = []
        for (name, value) in mapping {
            let text = name.string ?? ""
            guard allowed.contains(text) else {
                throw .unknownKey(excerpt(name), key: text, nearest: Nearest.word(to: text, among: allowed), allowed: allowed)
            }
            pairs.append((name, value))
        }
        return pairs
    }

    package func string(_ node: Node, key: String) throws(RuleError) -> String {
        guard let text = node.scalar?.string, node.tag != Tag(.null) else {
            throw .wrongType(excerpt(node), key: key, expected: LocalizedText(zh: "文字", en: "text"))
        }
        return text
    }

    package func bool(_ node: Node, key: String) throws(RuleError) -> Bool {
        guard let value = node.bool else {
            throw .wrongType(excerpt(node), key: key, expected: LocalizedText(zh: "true 或 false", en: "true or false"))
        }
        return value
    }

    package func number(_ node: Node, key: String) throws(RuleError) -> Double {
        guard let value = node.float ?? node.int.map(Double.init) else {
            throw .wrongType(excerpt(node), key: key, expected: LocalizedText(zh: "数字", en: "a number"))
        }
        return value
    }

    package func date(_ node: Node, key: String) throws(RuleError) -> CivilDate {
        guard let date = CivilDate(node.scalar?.string ?? "") else {
            throw .invalidValue(
                excerpt(node), key: key, value: node.scalar?.string ?? "", nearest: nil,
                allowed: LocalizedText(zh: "日期，如 2025-10-15", en: "a date such as 2025-10-15"))
        }
        return date
    }

    /// A list; one value alone is a list of one.
    package func list(_ node: Node, key: String) throws(RuleError) -> [Node] {
        if let sequence = node.sequence { return Array(sequence) }
        if node.scalar != nil, node.tag != Tag(.null) { return [node] }
        throw .wrongType(excerpt(node), key: key, expected: LocalizedText(zh: "列表", en: "a list"))
    }

    package func strings(_ node: Node, key: String) throws(RuleError) -> [String] {
        var result: [String] = []
        for item in try list(node, key: key) { result.append(try string(item, key: key)) }
        return result
    }

    package func value<Value: RawRepresentable & CaseIterable>(
        _ node: Node, key: String, of type: Value.Type
    ) throws(RuleError) -> Value where Value.RawValue == String {
        let text = node.scalar?.string ?? ""
        guard let value = Value(rawValue: text) else {
            let words = Value.allCases.map(\.rawValue)
            throw .invalidValue(
                excerpt(node), key: key, value: text, nearest: Nearest.word(to: text, among: words),
                allowed: LocalizedText(zh: words.joined(separator: "、"), en: words.joined(separator: ", ")))
        }
        return value
    }

    /// A text in one or both languages: `message: …` or `message: {zh: …, en: …}`.
    package func localized(_ node: Node, key: String) throws(RuleError) -> LocalizedText {
        if node.scalar != nil {
            let text = try string(node, key: key)
            return LocalizedText(zh: text, en: text)
        }
        var zh: String?
        var en: String?
        for (name, value) in try mapping(node, key: key, allowed: ["zh", "en"]) {
            if name.string == "zh" { zh = try string(value, key: "zh") } else { en = try string(value, key: "en") }
        }
        guard let text = zh ?? en else { throw .missingKey(excerpt(node), key: "\(key).zh") }
        return LocalizedText(zh: zh ?? text, en: en ?? text)
    }
}
