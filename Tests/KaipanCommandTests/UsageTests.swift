import KaipanTestSupport
import Testing

/// Mistakes on the command line, in the user's language; the status is 2 in any.
@Suite struct UsageTests {
    /// Every kind of error that the argument parser has for a command line.
    static let mistakes: [[String]] = [
        ["check", "--nope", "a"], ["check", "--formt", "text", "a"], ["check", "-q", "a"], ["check", "--jobs"], ["check", "--why=3", "a"],
        ["check", "--format", "zz", "a"], ["check", "--language", "fr", "a"], ["check"], ["scene"], ["scene", "a", "b"], ["scene", "a", "b", "c"], ["archive", "frob"],
        ["archive", "init"], ["complaints", "step", "X", "frob"], ["names", "check", "x", "--limit", "0"], ["archive", "search", "x", "--format", "pdf"],
        ["check", "--fail-on", "maybe", "a"],
    ]

    @Test(arguments: mistakes) func `a mistake is said in Chinese, with the usage`(arguments: [String]) throws {
        let outcome = try KaipanProcess.run(arguments, environment: ["LANG": "zh_CN.UTF-8"])
        #expect(outcome.status == 2 && outcome.out.isEmpty)
        let first = try #require(outcome.err.split(separator: "\n").first)
        #expect(first.hasPrefix("错误："))
        #expect(first.dropFirst(3).unicodeScalars.contains { $0.properties.isIdeographic }, "\(first)")
        #expect(outcome.err.contains("\n用法：kaipan \(arguments[0])") && outcome.err.contains("--help"))
        #expect(!outcome.err.contains("Error:") && !outcome.err.contains("Usage:") && !outcome.err.contains("for more information"))
    }

    @Test(arguments: mistakes) func `the same mistake is said in English`(arguments: [String]) throws {
        let outcome = try KaipanProcess.run(arguments)
        #expect(outcome.status == 2 && outcome.err.hasPrefix("Error: ") && outcome.err.contains("\nUsage: kaipan \(arguments[0])"))
    }

    @Test func `the option counts more than the locale, also where it stands behind the mistake`() throws {
        #expect(try KaipanProcess.run(["check", "--nope", "a", "--language", "zh"]).err.hasPrefix("错误：没有 --nope 这个选项"))
        #expect(try KaipanProcess.run(["check", "--nope", "a", "--language=en"], environment: ["LANG": "zh_CN.UTF-8"]).err.hasPrefix("Error: Unknown option"))
    }

    @Test func `what was given and what may be given are named`() throws {
        let chinese = ["LANG": "zh_CN.UTF-8"]
        let value = try KaipanProcess.run(["check", "--format", "zz", "a"], environment: chinese).err
        #expect(value.contains("“zz”不能作为 --format <format> 的值") && value.contains("  - sarif"))
        #expect(try KaipanProcess.run(["check", "--formt", "x"], environment: chinese).err.contains("是不是 --format"))
        #expect(try KaipanProcess.run(["scene"], environment: chinese).err.contains("缺少参数 <subject>"))
    }
}
