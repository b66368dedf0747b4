import Foundation
import KaipanRules
import KaipanTestSupport
import Testing

/// A mistake in a pack; ⟦ ⟧ stand around what the error has to point at.
struct Mistake: Sendable, CustomTestStringConvertible {
    let name: String
    /// The file that holds the mistake, with its marks.
    let text: String
    var file = "rules.yml"
    /// Files beside it.
    var others: [String: String] = [:]
    /// The case of `RuleError`.
    let kind: String
    let zh: [String]
    let en: [String]

    var testDescription: String { name }

    static func rule(
        _ name: String, _ change: (from: String, to: String), _ kind: String, zh: [String], en: [String],
        others: [String: String] = [:]
    ) -> Mistake {
        guard let range = Pack.rule.range(of: change.from) else { preconditionFailure("\(name): \(change.from) is not in the sample rule") }
        let text = Pack.rule.replacingCharacters(in: range, with: change.to)
        return Mistake(name: name, text: text, others: others, kind: kind, zh: zh, en: en)
    }
}

@Suite("Mistakes in packs are named with file, line, column, excerpt and the nearest word")
struct LoaderErrorTests {
    static let keys: [Mistake] = [
        .rule(
            "a key with a slip", ("severity: error", "⟦severty⟧: error"), "unknownKey",
            zh: ["未知的键“severty”", "是否指“severity”"], en: ["unknown key “severty”", "did you mean “severity”"]),
        .rule(
            "a key like no other", ("severity: error", "⟦zzzzzzzzzz⟧: error"), "unknownKey",
            zh: ["可用", "severityIn"], en: ["known are", "severityIn"]),
        .rule(
            "two checks", ("  message:", "  ⟦limit⟧: { after: [定金], unit: percent, above: 20 }\n  message:"), "unknownKey",
            zh: ["limit"], en: ["limit"]),
        .rule(
            "a slip inside except", ("  message:", "  except: { ⟦cover⟧: [长样例词] }\n  message:"), "unknownKey",
            zh: ["“cover”"], en: ["“cover”"]),
        .rule(
            "a slip inside near", ("[样例词]\n", "[{ near: [甲词, 乙词], ⟦withn⟧: clause }]\n"), "unknownKey",
            zh: ["是否指“within”"], en: ["did you mean “within”"]),
        .rule(
            "a slip inside basis", ("  message:", "  basis:\n    - { law: 广告法, ⟦artcle⟧: \"26\" }\n  message:"), "unknownKey",
            zh: ["是否指“article”"], en: ["did you mean “article”"]),
        .rule(
            "a third language", ("{ zh: 原因, en: reason }", "{ zh: 原因, ⟦fr⟧: raison }"), "unknownKey", zh: ["“fr”"], en: ["“fr”"]),
        .rule(
            "a slip inside tests", ("- ok: 这是别的词", "- { ok: 这是别的词, ⟦knd⟧: contract }"), "unknownKey",
            zh: ["是否指“kind”"], en: ["did you mean “kind”"]),
        .rule(
            "a kind that severityIn does not know", ("  message:", "  severityIn: { ⟦contrct⟧: notice }\n  message:"), "unknownKey",
            zh: ["是否指“contract”"], en: ["did you mean “contract”"]),
        .rule("no message", ("  message: { zh: 原因, en: reason }\n", ""), "missingKey", zh: ["缺少“message”"], en: ["“message” is missing"]),
        .rule("no check", ("  forbid: [样例词]\n", ""), "missingKey", zh: ["forbid | require | limit"], en: ["forbid | require | limit"]),
        .rule(
            "a disclosure that nothing fulfils", ("forbid: [样例词]", "require: ⟦⟧{ trigger: [样例词] }"), "missingKey",
            zh: ["缺少“counts”"], en: ["“counts” is missing"]),
        .rule(
            "a limit without unit", ("forbid: [样例词]", "limit: ⟦⟧{ after: [定金], above: 20 }"), "missingKey",
            zh: ["缺少“unit”"], en: ["“unit” is missing"]),
        .rule(
            "a limit with two bounds", ("forbid: [样例词]", "limit: ⟦⟧{ after: [定金], unit: percent, above: 20, below: 5 }"), "missingKey",
            zh: ["above | below"], en: ["above | below"]),
        .rule(
            "a share of nothing",
            ("forbid: [样例词]", "limit: { after: [定金], unit: yuan, of: ⟦⟧{ within: block }, above: 20 }"), "missingKey",
            zh: ["缺少“after”"], en: ["“after” is missing"]),
        .rule(
            "an article without law", ("  message:", "  basis:\n    - ⟦⟧{ article: \"26\" }\n  message:"), "missingKey",
            zh: ["缺少“law”"], en: ["“law” is missing"]),
        .rule("an example without text", ("- ok: 这是别的词", "- ⟦⟧{ kind: contract }"), "missingKey", zh: ["bad | ok"], en: ["bad | ok"]),
        .rule("a text in no language", ("{ zh: 原因, en: reason }", "⟦⟧{}"), "missingKey", zh: ["message.zh"], en: ["message.zh"]),
    ]

    static let values: [Mistake] = [
        .rule(
            "a severity with a slip", ("severity: error", "severity: ⟦eror⟧"), "invalidValue",
            zh: ["“severity”不能是“eror”", "是否指“error”"], en: ["“severity” cannot be “eror”", "did you mean “error”"]),
        .rule(
            "a severity like no other", ("severity: error", "severity: ⟦catastrophic⟧"), "invalidValue",
            zh: ["应为notice、warning、error"], en: ["expected notice, warning, error"]),
        .rule(
            "a control point with a slip", ("control: sales-material", "control: ⟦sale-material⟧"), "invalidValue",
            zh: ["是否指“sales-material”"], en: ["did you mean “sales-material”"]),
        .rule(
            "a document kind with a slip", ("  message:", "  documents: [contract, ⟦brochre⟧]\n  message:"), "invalidValue",
            zh: ["是否指“brochure”"], en: ["did you mean “brochure”"]),
        .rule(
            "a role with a slip", ("  message:", "  roles: [⟦paragraf⟧]\n  message:"), "invalidValue",
            zh: ["是否指“paragraph”"], en: ["did you mean “paragraph”"]),
        .rule(
            "a speaker with a slip", ("  message:", "  speaker: ⟦sellr⟧\n  message:"), "invalidValue",
            zh: ["是否指“seller”"], en: ["did you mean “seller”"]),
        .rule("an identifier in capitals", ("id: sample", "id: ⟦Sample⟧"), "invalidValue", zh: ["小写字母"], en: ["lower-case letters"]),
        .rule("an identifier of Han characters", ("id: sample", "id: ⟦样例⟧"), "invalidValue", zh: ["小写字母"], en: ["lower-case letters"]),
        .rule("a day that does not exist", ("  message:", "  from: ⟦2015-02-29⟧\n  message:"), "invalidValue", zh: ["日期"], en: ["a date"]),
        .rule("a date in words", ("  message:", "  to: ⟦今天⟧\n  message:"), "invalidValue", zh: ["日期"], en: ["a date"]),
        .rule(
            "a scope with a slip", ("[样例词]\n", "[{ near: [甲词, 乙词], within: ⟦claus⟧ }]\n"), "invalidValue",
            zh: ["是否指“clause”"], en: ["did you mean “clause”"]),
        .rule(
            "a distance of 201 characters", ("[样例词]\n", "[{ near: [甲词, 乙词], within: ⟦201⟧ }]\n"), "invalidValue",
            zh: ["1 到 200"], en: ["1 to 200"]),
        .rule(
            "a distance of none", ("[样例词]\n", "[{ near: [甲词, 乙词], within: ⟦0⟧ }]\n"), "invalidValue",
            zh: ["1 到 200"], en: ["1 to 200"]),
        .rule(
            "an order with a slip", ("[样例词]\n", "[{ near: [甲词, 乙词], order: ⟦givn⟧ }]\n"), "invalidValue",
            zh: ["是否指“given”"], en: ["did you mean “given”"]),
        .rule(
            "a unit with a slip", ("forbid: [样例词]", "limit: { after: [定金], unit: ⟦percnt⟧, above: 20 }"), "invalidValue",
            zh: ["是否指“percent”"], en: ["did you mean “percent”"]),
        Mistake(
            name: "a city that is no code", text: "name: x\ncity: ⟦\"44010\"⟧\n", file: "pack.yml", others: ["rules.yml": Pack.rule],
            kind: "invalidValue", zh: ["六位"], en: ["six-digit"]),
        Mistake(
            name: "an override with a slip", text: "name: x\noverride:\n  - { id: sample, severity: ⟦warnin⟧ }\n", file: "pack.yml",
            others: ["rules.yml": Pack.rule], kind: "invalidValue", zh: ["是否指“warning”"], en: ["did you mean “warning”"]),
        Mistake(
            name: "an override of nothing", text: "name: x\noverride:\n  - ⟦⟧{ severity: off }\n", file: "pack.yml",
            others: ["rules.yml": Pack.rule], kind: "missingKey", zh: ["缺少“id”"], en: ["“id” is missing"]),
    ]

    static let types: [Mistake] = [
        Mistake(
            name: "rules that are no list", text: "⟦⟧id: sample\n", kind: "wrongType", zh: ["规则列表"], en: ["a list of rules"]),
        Mistake(name: "a rule that is no mapping", text: "- ⟦sample⟧\n", kind: "wrongType", zh: ["映射"], en: ["a mapping"]),
        Mistake(
            name: "word lists that are no mapping", text: "⟦⟧- 词\n", file: "words.yml", others: ["rules.yml": Pack.rule],
            kind: "wrongType", zh: ["词表"], en: ["words"]),
        Mistake(
            name: "an empty word list", text: "empty: ⟦⟧[]\n", file: "words.yml", others: ["rules.yml": Pack.rule], kind: "wrongType",
            zh: ["非空"], en: ["not empty"]),
        .rule("a list without value", ("[样例词]", "⟦⟧~"), "wrongType", zh: ["列表"], en: ["a list"]),
        .rule("a pattern that is a list", ("[样例词]", "[⟦⟧[样例词]]"), "wrongType", zh: ["文字"], en: ["text"]),
        .rule("company of one", ("[样例词]\n", "[⟦⟧{ near: [甲词] }]\n"), "wrongType", zh: ["至少两个"], en: ["at least two"]),
        .rule(
            "a bound in words", ("forbid: [样例词]", "limit: { after: [定金], unit: percent, above: ⟦many⟧ }"), "wrongType",
            zh: ["数字"], en: ["a number"]),
        .rule(
            "a truth in words", ("  message:", "  except: { names: ⟦perhaps⟧ }\n  message:"), "wrongType",
            zh: ["true 或 false"], en: ["true or false"]),
    ]

    static let patterns: [Mistake] = [
        .rule("an empty pattern", ("[样例词]", "[⟦\"\"⟧]"), "pattern", zh: ["为空"], en: ["is empty"]),
        .rule("a pattern in full width", ("[样例词]", "[⟦样例！⟧]"), "pattern", zh: ["请写“!”"], en: ["write “!”"]),
        .rule("a pattern that Hyperscan refuses", ("[样例词]", "[⟦\"(样例\"⟧]"), "pattern", zh: ["(样例"], en: ["(样例"]),
        .rule("a pattern that matches nothing at all", ("[样例词]", "[⟦\"(样例)?\"⟧]"), "pattern", zh: ["(样例)?"], en: ["(样例)?"]),
        .rule("a pattern in an exception", ("  message:", "  except: { clause: [⟦\"\\\\d\"⟧] }\n  message:"), "pattern", zh: ["[0-9]"], en: ["[0-9]"]),
        .rule(
            "an unknown word list", ("[样例词]", "[⟦<facilty>样例⟧]"), "pattern", zh: ["没有名为“facilty”的词表", "是否指“facility”"],
            en: ["no word list “facilty”", "did you mean “facility”"], others: ["words.yml": "facility: [地铁]\n"]),
        .rule(
            "a word list like no other", ("[样例词]", "[⟦<zzzzzzzz>样例⟧]"), "pattern", zh: ["\\<"], en: ["\\<"],
            others: ["words.yml": "facility: [地铁]\n"]),
        Mistake(
            name: "a pattern inside a word list", text: "facility:\n  - 地铁\n  - ⟦ＡＢＣ⟧\n", file: "words.yml",
            others: ["rules.yml": Pack.rule], kind: "pattern", zh: ["永远不会匹配"], en: ["can never match"]),
        Mistake(
            name: "an unknown list inside a word list", text: "facility:\n  - 地铁\n  - ⟦<schol>⟧\nschool: [学校]\n", file: "words.yml",
            others: ["rules.yml": Pack.rule], kind: "pattern", zh: ["是否指“school”"], en: ["did you mean “school”"]),
    ]

    static let others: [Mistake] = [
        .rule(
            "brackets that do not pair", ("- bad: 这是[样例词]", "- ⟦⟧bad: 这是[样例词"), "example", zh: ["不成对"], en: ["do not pair"]),
        .rule("brackets inside brackets", ("- bad: 这是[样例词]", "- ⟦⟧bad: 这[是[样例词]]"), "example", zh: ["不成对"], en: ["do not pair"]),
        .rule("a bad example without marks", ("- bad: 这是[样例词]", "- ⟦⟧bad: 这是样例词"), "example", zh: ["标出"], en: ["marks"]),
        .rule("an ok example with marks", ("- ok: 这是别的词", "- ⟦⟧ok: 这是[别的]词"), "example", zh: ["不能有"], en: ["has no"]),
        Mistake(
            name: "an identifier that is used twice", text: Pack.rule + Pack.rule.replacingOccurrences(of: "id: sample", with: "id: ⟦sample⟧"),
            kind: "duplicate", zh: ["“sample”重复", "rules.yml:1"], en: ["“sample” is defined twice", "rules.yml:1"]),
        Mistake(
            name: "an identifier that another file uses", text: Pack.rule.replacingOccurrences(of: "id: sample", with: "id: ⟦sample⟧"),
            file: "second.yml", others: ["first.yml": Pack.rule], kind: "duplicate", zh: ["first.yml:1"], en: ["first.yml:1"]),
        Mistake(
            name: "a word list that holds itself", text: "self: [词, ⟦<self>⟧]\n", file: "words.yml", others: ["rules.yml": Pack.rule],
            kind: "cyclicList", zh: ["“self”引用了自身"], en: ["“self” refers to itself"]),
        Mistake(
            name: "word lists that hold each other", text: "first: [<second>]\nsecond: [<third>]\nthird: [词, ⟦<first>⟧]\n", file: "words.yml",
            others: ["rules.yml": Pack.rule], kind: "cyclicList", zh: ["“first”引用了自身"], en: ["“first” refers to itself"]),
        Mistake(
            name: "a tab where YAML has spaces", text: "- id: sample\n⟦⟧\ttitle: 样例\n", kind: "syntax", zh: ["YAML 语法错误"],
            en: ["YAML syntax error", "not with tabs"]),
        Mistake(
            name: "a text with braces that is not quoted", text: suggesting("{ zh: 改“⟦⟧{text}”, en: x }"), kind: "syntax",
            zh: ["加引号"], en: ["quote a text that holds { }"]),
        Mistake(
            name: "a placeholder that there is not",
            text: suggesting("⟦'改 {txt} 为 {text}'⟧"), kind: "invalidValue", zh: ["{txt}", "{text}"], en: ["{txt}", "{text}"]),
        Mistake(
            name: "a placeholder that does not end", text: suggesting("⟦'改 {text'⟧"), kind: "invalidValue", zh: ["{text"],
            en: ["only placeholder"]),
        Mistake(
            name: "a key twice", text: "- id: sample\n  ⟦⟧title: 甲\n  title: 乙\n", kind: "syntax", zh: ["title"], en: ["title"]),
    ]

    /// The sample with another suggestion.
    private static func suggesting(_ text: String) -> String {
        Pack.rule.replacingOccurrences(of: "suggest: { zh: 删去, en: leave it out }", with: "suggest: " + text)
    }

    @Test(arguments: keys + values + types + patterns + others)
    func isNamedAtItsPlace(_ mistake: Mistake) throws {
        let marked = MarkedText(mistake.text)
        var files = mistake.others
        files[mistake.file] = marked.text
        let error = try #require(try Pack.error(files), "the pack was accepted")
        #expect(Self.kind(of: error) == mistake.kind)
        let excerpt = try #require(error.excerpt)
        #expect(excerpt.file.hasSuffix("/" + mistake.file))
        // What is missing stands nowhere: the rule that lacks it does.
        let offset = marked.spans.first?.lowerBound ?? 2
        let place = Self.place(of: offset, in: marked.text)
        #expect(excerpt.line == place.line)
        #expect(excerpt.column == place.column)
        #expect(excerpt.text == place.text)
        for words in mistake.zh { #expect(error.message.zh.contains(words)) }
        for words in mistake.en { #expect(error.message.en.contains(words)) }
    }

    @Test func aMissingPathIsNamed() throws {
        let error = try #require(Pack.error(at: ["/no/such/pack"]))
        #expect(Self.kind(of: error) == "unreadable")
        #expect(error.message.zh.contains("/no/such/pack"))
        #expect(error.message.en.contains("/no/such/pack"))
    }

    @Test func aFolderWithoutYAMLIsNamed() throws {
        try Pack.with(["notes.txt": "no rules"]) { root in
            let error = try #require(Pack.error(at: [root]))
            #expect(Self.kind(of: error) == "unreadable")
            #expect(error.message.en.contains(root))
        }
    }

    @Test func noPathAtAllIsNoPack() throws {
        let error = try #require(Pack.error(at: []))
        #expect(Self.kind(of: error) == "notFound")
    }

    @Test func aFileThatIsNoUTF8IsNamed() throws {
        try Pack.with(["rules.yml": Pack.rule]) { root in
            try Data([0x2D, 0x20, 0xFF, 0xFE, 0xB2, 0xE2]).write(to: URL(fileURLWithPath: root + "/rules.yml"))
            let error = try #require(Pack.error(at: [root]))
            #expect(error.message.en.contains("rules.yml"))
        }
    }

    @Test func theSampleIsInOrder() throws {
        #expect(try Pack.error(["rules.yml": Pack.rule]) == nil)
    }

    static func kind(of error: RuleError) -> String {
        switch error {
        case .unreadable: "unreadable"
        case .missingFile: "missingFile"
        case .notFound: "notFound"
        case .syntax: "syntax"
        case .unknownKey: "unknownKey"
        case .missingKey: "missingKey"
        case .wrongType: "wrongType"
        case .invalidValue: "invalidValue"
        case .duplicate: "duplicate"
        case .pattern: "pattern"
        case .example: "example"
        case .cyclicList: "cyclicList"
        }
    }

    /// The line and column, in characters from 1, and the line's text.
    private static func place(of offset: Int, in text: String) -> (line: Int, column: Int, text: String) {
        let before = String(decoding: Array(text.utf8)[..<offset], as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return (before.count, (before.last ?? "").unicodeScalars.count + 1, String(lines[before.count - 1]))
    }
}
