import Foundation
import KaipanChecks
import KaipanReports
import KaipanRules
import KaipanScene
import KaipanText

/// Standard output and standard error.
enum Console {
    static func error(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }

    /// Lines for people, broken to the terminal's width; further lines are indented by two columns more.
    ///
    /// What is quoted must not steer the terminal.
    static func line(_ text: String, indent: Int = 0) {
        out(WrappedText.wrapped(VisibleText.escaped(text), mark: String(repeating: " ", count: indent), hanging: 2, width: width) + "\n")
    }

    static func out(_ text: String) {
        do {
            try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
        } catch {
            Self.error(error.localizedDescription)
            exit(2)
        }
    }

    /// Why a file could not be written.
    static func cannotWrite(_ path: String, _ error: any Error, _ language: Language) -> String {
        let code = (error as? POSIXError)?.code.rawValue ?? ((error as NSError).userInfo[NSUnderlyingErrorKey] as? POSIXError)?.code.rawValue
        let folder = (path as NSString).deletingLastPathComponent
        let reason =
            !folder.isEmpty && !FileManager.default.fileExists(atPath: folder)
            ? LocalizedText(zh: "没有文件夹 \(folder)，请先建立", en: "there is no folder \(folder); make it first")
            : code.map(SystemProblem.message) ?? LocalizedText(zh: error.localizedDescription, en: error.localizedDescription)
        return language == .chinese ? "无法写入 \(path)：\(reason.zh)" : "cannot write \(path): \(reason.en)"
    }

    /// A number with its English noun.
    static func counted(_ count: Int, _ noun: String) -> String { EnglishCount.of(count, noun) }

    static var isOutputTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
    static var isErrorTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// Columns of the terminal, 80 where there is none.
    static var width: Int {
        var size = winsize()
        if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
        return ProcessInfo.processInfo.environment["COLUMNS"].flatMap(Int.init) ?? 80
    }

    /// A mistake in rules or configuration with its line and a mark under the place.
    static func describe(_ error: RuleError, in language: Language) -> String {
        error.excerpt.map { describe($0, error.message[language]) } ?? error.message[language]
    }

    /// A message at a place with its line and a mark under it.
    static func describe(_ excerpt: RuleError.Excerpt, _ message: String) -> String {
        let line = excerpt.text.replacingOccurrences(of: "\t", with: " ")
        let before = String(line.unicodeScalars.prefix(max(0, excerpt.column - 1)).map(Character.init))
        let mark = String(repeating: " ", count: DisplayWidth.columns(of: before)) + "^"
        return "\(excerpt.file):\(excerpt.line):\(excerpt.column): \(message)\n    \(line)\n    \(mark)"
    }
}
