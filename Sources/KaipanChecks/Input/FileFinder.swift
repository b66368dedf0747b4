import Foundation
import KaipanDocuments
import KaipanText

/// Finds the files that a command was asked to check.
public struct FileFinder {
    /// What was found, in an order that depends on the names alone.
    public struct Result: Sendable {
        public var files: [String] = []
        /// Files of a folder that no reader knows, by extension.
        public var skipped: [String: Int] = [:]
        /// Arguments that led nowhere, with the reason.
        public var problems: [(path: String, message: LocalizedText)] = []
    }

    private let configuration: Configuration

    public init(configuration: Configuration) {
        self.configuration = configuration
    }

    /// Expands arguments: files stand for themselves, folders for the readable files below them, patterns for what fits.
    public func find(_ arguments: [String]) -> Result {
        var result = Result()
        var found: Set<String> = []
        for argument in arguments {
            var isDirectory = ObjCBool(false)
            let exists = FileManager.default.fileExists(atPath: argument, isDirectory: &isDirectory)
            if exists, isDirectory.boolValue {
                addFolder(argument, to: &found, &result)
            } else if exists {
                found.insert(Self.tidy(argument))
            } else if FilePattern.isPattern(argument) {
                addPattern(argument, to: &found, &result)
            } else {
                result.problems.append(
                    (argument, LocalizedText(zh: "没有这个文件或目录", en: "no such file or directory")))
            }
        }
        // Bytes and not characters: the order must not depend on a locale.
        result.files = found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        return result
    }

    private func addFolder(_ folder: String, to found: inout Set<String>, _ result: inout Result) {
        let tree = walk(folder)
        result.problems += tree.problems
        var others = 0
        var readable = 0
        for path in tree.paths where !configuration.isIgnored(path) {
            if DocumentFormat(path: path) != nil {
                found.insert(path)
                readable += 1
            } else {
                result.skipped[(path as NSString).pathExtension.lowercased(), default: 0] += 1
                others += 1
            }
        }
        guard readable == 0, tree.problems.isEmpty else { return }
        let formats = DocumentFormat.allCases.map(\.rawValue)
        result.problems.append(
            (
                folder,
                others == 0
                    ? LocalizedText(zh: "目录中没有文件可检查", en: "the folder holds no file to check")
                    : LocalizedText(
                        zh: "目录中没有支持的格式（有 \(others) 个其他文件）；可读取：\(formats.joined(separator: "、"))",
                        en: "the folder holds no file of a known format (\(others) others); readable are \(formats.joined(separator: ", "))")
            ))
    }

    private func addPattern(_ text: String, to found: inout Set<String>, _ result: inout Result) {
        // The part before the first wildcard is where to begin.
        let fixed = text.split(separator: "/", omittingEmptySubsequences: false).prefix { !FilePattern.isPattern(String($0)) }
        let folder = fixed.isEmpty ? "." : fixed == [""] ? "/" : fixed.joined(separator: "/")
        // Without a slash a pattern would fit at any depth; a shell's fits in the folder alone.
        let pattern = FilePattern(text.contains("/") ? text : "./" + text)
        let fitting = walk(folder).paths.filter { path in
            let name = text.contains("/") ? path : "./" + path
            return pattern.matches(name) && DocumentFormat(path: path) != nil && !configuration.isIgnored(path)
        }
        if fitting.isEmpty {
            result.problems.append((text, LocalizedText(zh: "没有匹配的文件", en: "no file matches the pattern")))
        }
        found.formUnion(fitting)
    }

    private struct Tree {
        var paths: [String] = []
        var problems: [(path: String, message: LocalizedText)] = []
    }

    /// The files below a folder; what begins with a dot is left out, links to folders are not followed.
    private func walk(_ folder: String) -> Tree {
        var tree = Tree()
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder)
        } catch {
            tree.problems.append(
                (
                    folder,
                    LocalizedText(
                        zh: "无法读取目录：\(error.localizedDescription)",
                        en: "the folder cannot be read: \(error.localizedDescription)")
                ))
            return tree
        }
        for name in names.sorted() where !name.hasPrefix(".") && name != "node_modules" {
            let path = folder == "." ? name : folder.hasSuffix("/") ? folder + name : folder + "/" + name
            let attributes = try? FileManager.default.attributesOfItem(atPath: path)
            switch attributes?[.type] as? FileAttributeType {
            case .typeDirectory:
                let below = walk(path)
                tree.paths += below.paths
                tree.problems += below.problems
            case .typeSymbolicLink:
                var isDirectory = ObjCBool(false)
                if FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory), !isDirectory.boolValue {
                    tree.paths.append(path)
                }
            case .typeRegular: tree.paths.append(path)
            default: break
            }
        }
        return tree
    }

    private static func tidy(_ path: String) -> String { path.hasPrefix("./") ? String(path.dropFirst(2)) : path }
}
