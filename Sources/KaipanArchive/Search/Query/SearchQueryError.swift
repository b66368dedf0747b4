import KaipanText

/// Why a query can't be read; columns count characters (Unicode scalars) from 1.
public enum SearchQueryError: Error, Sendable, Hashable {
    /// There is nothing to search for.
    case empty
    /// A quotation mark or a parenthesis has no other half.
    case unclosed(column: Int, mark: String)
    /// Something stands where a word, a phrase, a field or `(` is expected.
    case operandExpected(column: Int, found: String)
    /// Something stands where an operator or the end is expected.
    case operatorExpected(column: Int, found: String)
    /// A field's value is not of the field's kind.
    case value(column: Int, field: String, found: String)
    /// Nothing of the word is left when it is folded, as of characters without width.
    case nothingLeft(column: Int)
    /// More terms or deeper parentheses than a search reads.
    case tooLong(column: Int, limit: Int)

    /// What is wrong, where, and what was expected.
    public var message: LocalizedText {
        switch self {
        case .empty: LocalizedText(zh: "查询是空的：请给出要找的字词，例如 学区 -贷款。", en: "The query is empty: give words to find, as in 学区 -贷款.")
        case .unclosed(let column, let mark):
            LocalizedText(zh: "查询第 \(column) 个字符：\(mark) 没有与之配对的另一半。", en: "Query, column \(column): \(mark) has no other half.")
        case .operandExpected(let column, let found):
            LocalizedText(
                zh: "查询第 \(column) 个字符：这里应是字词、“短语”、字段或括号，实际是\(found.isEmpty ? "结尾" : " \(found)")。",
                en: "Query, column \(column): a word, a “phrase”, a field or a parenthesis is expected here, found \(found.isEmpty ? "the end" : found).")
        case .operatorExpected(let column, let found):
            LocalizedText(
                zh: "查询第 \(column) 个字符：这里应是 AND、OR、NOT 或结尾，实际是 \(found)。",
                en: "Query, column \(column): AND, OR, NOT or the end is expected here, found \(found).")
        case .value(let column, let field, let found):
            LocalizedText(
                zh: "查询第 \(column) 个字符：\(field): 后面应是\(Self.expected(field).zh)，实际是“\(found)”。",
                en: "Query, column \(column): \(field): takes \(Self.expected(field).en), found “\(found)”.")
        case .nothingLeft(let column):
            LocalizedText(zh: "查询第 \(column) 个字符：这个词里没有看得见的字符。", en: "Query, column \(column): this word has no visible character.")
        case .tooLong(let column, let limit):
            LocalizedText(
                zh: "查询第 \(column) 个字符：一次最多查 \(limit) 个词、\(limit) 层括号，请拆成几次查。",
                en: "Query, column \(column): a query has at most \(limit) terms and \(limit) levels of parentheses; search in several steps.")
        }
    }

    private static func expected(_ field: String) -> LocalizedText {
        switch field {
        case "role":
            let names = Utterance.Role.allCases.map(\.name)
            return LocalizedText(zh: names.joined(separator: "、"), en: names.joined(separator: ", "))
        case "from", "to": return LocalizedText(zh: "日期 YYYY-MM-DD", en: "a day, YYYY-MM-DD")
        case "sounds": return LocalizedText(zh: "至少一个有读音的汉字", en: "at least one Han character with a reading")
        case "rule": return LocalizedText(zh: "规则编号", en: "a rule's id")
        default: return LocalizedText(zh: "26 位的记录编号", en: "a record's id of 26 characters")
        }
    }
}
