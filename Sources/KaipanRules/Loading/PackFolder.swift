import Foundation
import KaipanText

/// A folder of YAML files, or one such file, that is a pack.
package struct PackFolder: Sendable, Hashable {
    package var path: String
    package var name: String
    /// The YAML files, sorted by name so that the order of rules never depends on the file system.
    package var files: [String]

    /// The packs under a path: a root that holds `national/` and `cities/`, one pack's folder, or one file.
    package static func packs(at path: String) throws(RuleError) -> [PackFolder] {
        var isDirectory = ObjCBool(false)
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
            throw .unreadable(path: path, reason: LocalizedText(zh: "没有这个文件或文件夹", en: "no such file or directory"))
        }
        guard isDirectory.boolValue else {
            return [PackFolder(path: path, name: stem(path), files: [path])]
        }
        let national = path + "/national"
        guard FileManager.default.fileExists(atPath: national) else {
            let files = yamlFiles(in: path)
            guard !files.isEmpty else { throw .unreadable(path: path, reason: LocalizedText(zh: "其中没有 YAML 文件", en: "holds no YAML file")) }
            return [PackFolder(path: path, name: stem(path), files: files)]
        }
        var packs = [PackFolder(path: national, name: "national", files: yamlFiles(in: national))]
        let cities = path + "/cities"
        let codes = ((try? FileManager.default.contentsOfDirectory(atPath: cities)) ?? []).sorted()
        for code in codes {
            let files = yamlFiles(in: cities + "/" + code)
            if !files.isEmpty { packs.append(PackFolder(path: cities + "/" + code, name: code, files: files)) }
        }
        return packs
    }

    private static func yamlFiles(in folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
            .filter { ($0.hasSuffix(".yml") || $0.hasSuffix(".yaml")) && !$0.hasPrefix(".") }
            .map { folder + "/" + $0 }
    }

    private static func stem(_ path: String) -> String {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return name.hasSuffix(".yml") || name.hasSuffix(".yaml") ? String(name.prefix { $0 != "." }) : name
    }
}
