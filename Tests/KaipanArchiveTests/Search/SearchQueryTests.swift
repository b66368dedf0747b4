import KaipanArchive
import KaipanText
import Testing

struct SearchQueryTests {
    /// A query with its terms as letters in their order.
    private func shape(_ text: String) throws -> String { spelled(try SearchQuery(text).expression) }

    private func spelled(_ expression: SearchExpression) -> String {
        switch expression {
        case .term(let place): String(Array("abcdefgh")[place])
        case .not(let inner): "!" + spelled(inner)
        case .and(let parts): "(" + parts.map(spelled).joined(separator: "&") + ")"
        case .or(let parts): "(" + parts.map(spelled).joined(separator: "|") + ")"
        }
    }

    @Test(arguments: [
        ("学区", "a"), ("学区 贷款", "(a&b)"), ("学区 AND 贷款", "(a&b)"), ("学区 OR 贷款 首付", "(a|(b&c))"), ("(学区 OR 贷款) 首付", "((a|b)&c)"),
        ("学区 -贷款", "(a&!b)"), ("NOT 贷款", "!a"), ("学区 NOT 贷款", "(a&!b)"), ("-(学区 OR 贷款)", "!(a|b)"), ("NOT NOT 学区", "!!a"),
        ("（学区　OR　贷款）", "(a|b)"), ("role:seller 学区", "(a&b)"), ("-role：seller", "!a"), ("ORDER ANDROID NOTE", "(a&b&c)"),
        ("学区(贷款)", "(a&b)"), ("\"AND\"", "a"), ("- x", "(a&b)"), ("10:30", "a"), ("sounds:\"成 诺\"", "a"), ("a\"b c\"d", "(a&b&c)"),
    ])
    func `operators bind as documented`(text: String, expected: String) throws {
        #expect(try shape(text) == expected)
    }

    @Test(arguments: [
        ("“首付 贷款”", "首付贷款"), ("\"ＡＢＣ 1\"", "abc 1"), ("學區", "学区"), ("「学区」", "学区"), ("\" 学区 \"", "学区"), ("a-b", "a-b"), ("房。", "房。"),
    ])
    func `words are folded as texts are`(text: String, expected: String) throws {
        guard case .word(let word) = try SearchQuery(text).terms.first else { return #expect(Bool(false)) }
        #expect(String(decoding: word.bytes, as: UTF8.self) == expected)
    }

    @Test func `fields take what they name`() throws {
        let id = RecordID.new()
        #expect(try SearchQuery("unit:\(id.description.lowercased())").terms == [.record(Link(.unit, id))])
        #expect(try SearchQuery("ROLE:Customer").terms == [.role(.customer)])
        #expect(try SearchQuery("rule:\"学区 承诺\"").terms == [.rule("学区 承诺")])
        #expect(try SearchQuery("from:2026-03-01 to:2026-03-31").terms == [.from(CivilDate("2026-03-01")!), .through(CivilDate("2026-03-31")!)])
    }

    @Test(arguments: [
        ("", SearchQueryError.empty), (" 　", .empty), ("(学区", .unclosed(column: 1, mark: "(")), ("学区 \"贷款", .unclosed(column: 4, mark: "\"")),
        ("学区)", .operatorExpected(column: 3, found: ")")), ("学区 AND", .operandExpected(column: 7, found: "")),
        ("OR 学区", .operandExpected(column: 1, found: "OR")), ("学区 AND OR 贷款", .operandExpected(column: 8, found: "OR")),
        ("()", .operandExpected(column: 2, found: ")")), ("NOT", .operandExpected(column: 4, found: "")),
        ("role:boss", .value(column: 6, field: "role", found: "boss")), ("学区 from:2026-02-30", .value(column: 9, field: "from", found: "2026-02-30")),
        ("project:1", .value(column: 9, field: "project", found: "1")), ("sounds:abc", .value(column: 8, field: "sounds", found: "abc")),
        ("rule:", .value(column: 6, field: "rule", found: "")), ("\u{200B}", .nothingLeft(column: 1)), ("\"\"", .nothingLeft(column: 1)),
    ])
    func `what makes no sense is told with its place`(text: String, expected: SearchQueryError) {
        #expect(throws: expected) { try SearchQuery(text) }
        #expect(!expected.message.zh.isEmpty && !expected.message.en.isEmpty)
    }

    @Test func `a query has an end`() {
        #expect(throws: SearchQueryError.tooLong(column: 129, limit: 64)) { try SearchQuery(Array(repeating: "a", count: 80).joined(separator: " ")) }
        #expect(throws: SearchQueryError.self) { try SearchQuery(String(repeating: "(", count: 100_000)) }
        #expect(throws: SearchQueryError.self) { try SearchQuery(String(repeating: "-", count: 100_000) + "a") }
        #expect(throws: SearchQueryError.self) { try SearchQuery(String(repeating: "NOT ", count: 100_000) + "a") }
    }
}
