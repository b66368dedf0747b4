import ArgumentParser
import Foundation
import KaipanText

/// What the argument parser says, in Chinese.
///
/// Its errors are no public type, their words are what it gives out. What it will say in other words one day stays English under a Chinese
/// heading; a test runs every kind.
struct UsageWords {
    /// The language that the command line asks for, before it could be parsed.
    static func language(_ arguments: [String] = CommandLine.arguments) -> Language {
        var named: Language?
        for (number, argument) in arguments.enumerated() {
            if argument.utf8.elementsEqual("--language".utf8), number + 1 < arguments.count { named = Language(rawValue: arguments[number + 1]) ?? named }
            if argument.hasPrefix("--language=") { named = Language(rawValue: String(argument.dropFirst(11))) ?? named }
        }
        return CommonOptions.spoken(named)
    }

    /// - Parameters:
    ///   - full: the message with help and usage.
    ///   - message: the first part of it, without “Error: ”.
    static func chinese(_ full: String, message: String) -> String {
        let head = "Error: " + message
        let rest = full.hasPrefix(head) ? String(full.dropFirst(head.count)) : full
        let tail = rest.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
            if line.hasPrefix("Help:  ") { return "说明：" + line.dropFirst(7) }
            if line.hasPrefix("Usage: ") { return "用法：" + line.dropFirst(7) }
            if let found = line.wholeMatch(of: #/  See '(.+)' for more information\./#) { return "  详见 \(found.1)" }
            return String(line)
        }.joined(separator: "\n")
        return (full.hasPrefix(head) ? "错误：" + sentence(message) : "") + tail
    }

    private static func sentence(_ text: String) -> String {
        if text.contains("\n   or: ") {
            return text.components(separatedBy: "\n   or: ").map(sentence).joined(separator: "\n  或：")
        }
        if let found = text.wholeMatch(of: #/Unknown option '(.+?)'\. Did you mean '(.+?)'\?/#) { return "没有 \(found.1) 这个选项；是不是 \(found.2)？" }
        if let found = text.wholeMatch(of: #/Unknown option '(.+)'/#) { return "没有 \(found.1) 这个选项" }
        if let found = text.wholeMatch(of: #/Invalid option: (.+)/#) { return "选项 \(found.1) 的写法不对" }
        if let found = text.wholeMatch(of: #/Missing value for '(.+?)'( in '(.+)')?/#) { return "\(found.1)：缺少选项的值" }
        if let found = text.wholeMatch(of: #/Missing expected argument '(.+)'/#) { return "缺少参数 \(found.1)" }
        if let found = text.wholeMatch(of: #/Missing one of: (.+)/#) { return "须给出其中之一：\(found.1)" }
        if text == "Missing required subcommand." { return "缺少子命令" }
        if let found = text.wholeMatch(of: #/Unexpected argument '(.*)'/#.dotMatchesNewlines()) { return "多余的参数 \(found.1)" }
        if let found = text.wholeMatch(of: #/(\d+) unexpected arguments: (.*)/#.dotMatchesNewlines()) { return "多余的参数 \(found.1) 个：\(found.2)" }
        if let found = text.wholeMatch(of: #/The option '(.+?)' does not take any value, but '(.*)' was specified\./#) {
            return "选项 \(found.1) 不带值，却给出了“\(found.2)”"
        }
        if let found = text.wholeMatch(of: #/Value to be set with flag (.+) had already been set with flag (.+)/#) { return "\(found.1) 与前面的 \(found.2) 重复或冲突" }
        if let found = text.wholeMatch(of: #/The value '(.*?)' is invalid for '(.+?)'(: .*|\. Please provide one of .*)?/#.dotMatchesNewlines()) {
            return "“\(found.1)”不能作为 \(found.2) 的值" + choices(found.3.map(String.init) ?? "")
        }
        return text
    }

    /// What may be given instead.
    private static func choices(_ text: String) -> String {
        if let found = text.wholeMatch(of: #/\. Please provide one of the following:\n(.*)/#.dotMatchesNewlines()) { return "。可用的值：\n\(found.1)" }
        if let found = text.wholeMatch(of: #/\. Please provide one of (.*)\./#) {
            let values = found.1.matches(of: #/'(.*?)'/#).map { String($0.1) }
            return "。可用的值：" + values.joined(separator: "、")
        }
        return text.isEmpty ? "" : "：" + text.drop { $0 == ":" || $0 == " " }
    }
}

extension ValidationError {
    /// In the language that the command line asks for.
    init(zh: String, en: String) { self.init(UsageWords.language() == .chinese ? zh : en) }
}
