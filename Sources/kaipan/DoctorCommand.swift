import ArgumentParser
import Foundation
import KaipanChecks
import KaipanDocuments
import KaipanReports
import KaipanRules
import KaipanText

/// `kaipan doctor`: says what is installed and what is missing.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Says what is installed and what is missing. 检查安装与环境。",
        discussion: "Exit status: 0 kaipan can work, 2 it cannot.")

    @OptionGroup var common: CommonOptions

    private enum Mark: String {
        case fine = "✓", missing = "–", broken = "✗"
    }

    func run() throws {
        let language = common.spokenLanguage
        var isBroken = false
        let tell = { (mark: Mark, name: LocalizedText, text: String) in
            Console.out("\(mark.rawValue) \(name[language])\(language == .chinese ? "：" : ": ")\(VisibleText.escaped(text))\n")
        }
        let say = { (zh: String, en: String) in language == .chinese ? zh : en }
        tell(.fine, LocalizedText(zh: "kaipan", en: "kaipan"), Kaipan.configuration.version)
        for library in LinkedLibrary.readers + [LinkedLibrary(name: "Hyperscan", version: PatternDatabase.version)] {
            tell(.fine, LocalizedText(zh: library.name, en: library.name), library.version)
        }
        for library in LazyLibrary.allCases {
            if let problem = library.problem {
                tell(.missing, LocalizedText(zh: library.rawValue, en: library.rawValue), problem[language])
            } else if library != .libzip {
                tell(.fine, LocalizedText(zh: library.rawValue, en: library.rawValue), say("可用", "usable"))
            }
        }
        do {
            let rules = try common.loadRules()
            tell(
                .fine, LocalizedText(zh: "规则", en: "rules"),
                say(
                    "\(rules.rules.count) 条，\(rules.name) \(rules.version)，位于 \(rules.packs.first?.folder ?? "")",
                    "\(rules.rules.count), \(rules.name) \(rules.version), in \(rules.packs.first?.folder ?? "")"))
        } catch {
            isBroken = true
            tell(.broken, LocalizedText(zh: "规则", en: "rules"), say("无法读取，原因见上", "cannot be read; the reason stands above"))
        }
        let environment = ProcessInfo.processInfo.environment
        if let cache = RuleLocator(executable: "", environment: environment).cacheFolder {
            let isWritable = Self.isWritable(cache)
            tell(
                isWritable ? .fine : .missing, LocalizedText(zh: "规则缓存", en: "rule cache"),
                isWritable ? cache : say("\(cache) 不可写，每次都要重新编译规则", "\(cache) cannot be written; rules are compiled on every run"))
        } else {
            tell(
                .missing, LocalizedText(zh: "规则缓存", en: "rule cache"),
                say("没有 HOME 或 XDG_CACHE_HOME，每次都要重新编译规则", "neither HOME nor XDG_CACHE_HOME is set; rules are compiled on every run"))
        }
        let here = FileManager.default.currentDirectoryPath
        for (name, what) in [
            (".kaipan.yml", LocalizedText(zh: "配置", en: "configuration")), (Baseline.usualName, LocalizedText(zh: "基线", en: "baseline")),
            (SuppressionRegister.usualName, LocalizedText(zh: "豁免登记", en: "suppressions")),
        ] {
            let place = CheckSession.find(name, from: here)
            let problem = place.flatMap { Self.problem(of: $0, name, language) }
            if problem != nil { isBroken = true }
            tell(
                problem != nil ? .broken : place == nil ? .missing : .fine, what,
                problem ?? place ?? say("此处及上层没有 \(name)", "there is no \(name) here or above"))
        }
        let git = Self.firstLine(of: ["git", "--version"])
        tell(
            git == nil ? .missing : .fine, LocalizedText(zh: "git", en: "git"),
            git ?? say("未安装；--changed-since 需要它", "is not installed; --changed-since needs it"))
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
        let isUTF8 = locale.uppercased().replacingOccurrences(of: "-", with: "").contains("UTF8")
        tell(
            isUTF8 ? .fine : .missing, LocalizedText(zh: "区域设置", en: "locale"),
            isUTF8 ? locale : say("“\(locale)”不是 UTF-8，终端可能显示乱码", "“\(locale)” is not UTF-8; a terminal may garble Chinese"))
        throw ExitCode(isBroken ? 2 : 0)
    }

    private static func problem(of path: String, _ name: String, _ language: Language) -> String? {
        do throws(RuleError) {
            switch name {
            case ".kaipan.yml": _ = try ConfigurationReader.read(path)
            case SuppressionRegister.usualName: _ = try SuppressionRegister(contentsOf: path)
            default:
                do {
                    _ = try Baseline(contentsOf: path)
                } catch {
                    return error.message[language]
                }
            }
            return nil
        } catch {
            return (error.excerpt.map { "\($0.file):\($0.line):\($0.column): " } ?? "") + error.message[language]
        }
    }

    private static func isWritable(_ folder: String) -> Bool {
        var current = URL(fileURLWithPath: folder)
        while !FileManager.default.fileExists(atPath: current.path), current.path != "/" { current.deleteLastPathComponent() }
        return FileManager.default.isWritableFile(atPath: current.path)
    }

    /// The first line that a program prints, or nil where it does not run.
    private static func firstLine(of command: [String]) -> String? {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return nil }
        let said = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { return nil }
        return String(decoding: said, as: UTF8.self).split(separator: "\n").first.map(String.init)
    }
}
