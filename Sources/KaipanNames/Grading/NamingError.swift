import KaipanText

/// Why a city's naming rule could not be read.
public enum NamingError: Error, Sendable, Hashable {
    case unreadable(path: String)
    case malformed(path: String, problem: String)

    /// What is wrong and what was expected.
    public var message: LocalizedText {
        switch self {
        case .unreadable(let path): LocalizedText(zh: "无法读取命名规则 \(path)", en: "the naming rule \(path) cannot be read")
        case .malformed(let path, let problem):
            LocalizedText(
                zh: "命名规则 \(path) 不合格式：\(problem)；格式见 Rules/schema.json 的 naming",
                en: "the naming rule \(path) is malformed: \(problem); see naming in Rules/schema.json")
        }
    }
}
