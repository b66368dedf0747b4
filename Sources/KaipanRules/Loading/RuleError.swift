import KaipanText

/// Why rules or a configuration could not be used.
public enum RuleError: Error, Sendable {
    case unreadable(path: String, reason: LocalizedText)
    /// A file names another that is not there.
    case missingFile(Excerpt, path: String)
    /// No packs at any of the places that were looked at.
    case notFound(searched: [String])
    case syntax(Excerpt, problem: String, hint: LocalizedText?)
    case unknownKey(Excerpt, key: String, nearest: String?, allowed: [String])
    case missingKey(Excerpt, key: String)
    case wrongType(Excerpt, key: String, expected: LocalizedText)
    case invalidValue(Excerpt, key: String, value: String, nearest: String?, allowed: LocalizedText)
    case duplicate(Excerpt, id: String, first: String)
    case pattern(Excerpt, pattern: String, problem: LocalizedText)
    case example(Excerpt, problem: LocalizedText)
    case cyclicList(Excerpt, name: String)

    /// A place in a file with the line that stands there.
    public struct Excerpt: Sendable {
        public var file: String
        public var line: Int
        public var column: Int
        public var text: String

        public init(file: String, line: Int, column: Int, text: String) {
            self.file = file
            self.line = line
            self.column = column
            self.text = text
        }
    }

    /// The place, if the error has one.
    public var excerpt: Excerpt? {
        switch self {
        case .unreadable, .notFound: nil
        case .syntax(let excerpt, _, _), .unknownKey(let excerpt, _, _, _), .missingKey(let excerpt, _),
            .wrongType(let excerpt, _, _), .invalidValue(let excerpt, _, _, _, _), .duplicate(let excerpt, _, _),
            .pattern(let excerpt, _, _), .missingFile(let excerpt, _), .example(let excerpt, _), .cyclicList(let excerpt, _):
            excerpt
        }
    }

    /// What is wrong and what was expected, without the place.
    public var message: LocalizedText {
        switch self {
        case .unreadable(let path, let reason):
            return LocalizedText(zh: "无法读取 \(path)：\(reason.zh)", en: "cannot read \(path): \(reason.en)")
        case .missingFile(_, let path):
            return LocalizedText(
                zh: "没有文件或文件夹 \(path)；相对路径从本配置文件所在的文件夹算起",
                en: "there is no file or folder \(path); relative paths begin at the folder of this file")
        case .notFound(let searched):
            return LocalizedText(
                zh: "找不到规则库；已查找：\(searched.joined(separator: "、"))。请用 --rules 指定",
                en: "no rule packs found; looked at \(searched.joined(separator: ", ")). Name them with --rules")
        case .syntax(_, let problem, let hint):
            return LocalizedText(
                zh: "YAML 语法错误：\(problem)\(hint.map { "；\($0.zh)" } ?? "")",
                en: "YAML syntax error: \(problem)\(hint.map { "; \($0.en)" } ?? "")")
        case .unknownKey(_, let key, let nearest, let allowed):
            return LocalizedText(
                zh: "未知的键“\(key)”\(nearest.map { "，是否指“\($0)”？" } ?? "；可用：\(allowed.joined(separator: "、"))")",
                en: "unknown key “\(key)”\(nearest.map { "; did you mean “\($0)”?" } ?? "; known are \(allowed.joined(separator: ", "))")")
        case .missingKey(_, let key):
            return LocalizedText(zh: "缺少“\(key)”", en: "“\(key)” is missing")
        case .wrongType(_, let key, let expected):
            return LocalizedText(zh: "“\(key)”应为\(expected.zh)", en: "“\(key)” must be \(expected.en)")
        case .invalidValue(_, let key, let value, let nearest, let allowed):
            return LocalizedText(
                zh: "“\(key)”不能是“\(value)”\(nearest.map { "，是否指“\($0)”？" } ?? "；应为\(allowed.zh)")",
                en: "“\(key)” cannot be “\(value)”\(nearest.map { "; did you mean “\($0)”?" } ?? "; expected \(allowed.en)")")
        case .duplicate(_, let id, let first):
            return LocalizedText(zh: "“\(id)”重复；已定义于 \(first)", en: "“\(id)” is defined twice; first at \(first)")
        case .pattern(_, let pattern, let problem):
            return LocalizedText(zh: "模式“\(pattern)”：\(problem.zh)", en: "pattern “\(pattern)”: \(problem.en)")
        case .example(_, let problem):
            return problem
        case .cyclicList(_, let name):
            return LocalizedText(zh: "词表“\(name)”引用了自身", en: "the list “\(name)” refers to itself")
        }
    }
}
