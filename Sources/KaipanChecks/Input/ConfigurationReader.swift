import Foundation
import KaipanDocuments
import KaipanNames
import KaipanRules
import KaipanText
import Yams

/// Reads `.kaipan.yml` and XML mapping files.
public enum ConfigurationReader {
    private static let keys = [
        "kinds", "documents", "city", "asOf", "failOn", "severity", "properNames", "rules", "ignore", "xml", "baseline", "suppressions",
        "rulePages", "names", "complaints",
    ]

    /// Reads a configuration.
    /// - Throws: `RuleError` with file, line and column; nothing falls back to defaults.
    public static func read(_ path: String) throws(RuleError) -> Configuration {
        let file = try YAMLFile(contentsOf: path)
        var configuration = Configuration()
        configuration.folder = (path as NSString).deletingLastPathComponent
        if configuration.folder == "" { configuration.folder = "." }
        guard let root = file.root else { return configuration }
        for (name, value) in try file.mapping(root, key: ".kaipan.yml", allowed: keys) {
            let key = name.string ?? ""
            switch key {
            case "kinds": configuration.kinds = try kinds(value, in: file)
            case "documents": configuration.documents = try documents(value, in: file)
            case "city": configuration.city = try city(value, in: file)
            case "asOf": configuration.asOf = try file.date(value, key: key)
            case "failOn": configuration.failOn = try file.value(value, key: key, of: Severity.self)
            case "severity": configuration.severities = try severities(value, in: file)
            case "properNames": configuration.properNames = try file.strings(value, key: key)
            case "rules":
                for item in try file.list(value, key: key) {
                    configuration.rules.append(try existing(item, key: key, in: file, configuration))
                }
            case "baseline": configuration.baseline = try existing(value, key: key, in: file, configuration)
            case "suppressions": configuration.suppressions = try existing(value, key: key, in: file, configuration)
            case "names": configuration.names = try names(value, in: file, configuration)
            case "rulePages": configuration.rulePages = try file.string(value, key: key)
            // Read by those who handle complaints.
            case "complaints": break
            case "ignore": configuration.ignore = try file.strings(value, key: key).map(FilePattern.init)
            default: configuration.mappings = try mappings(value, in: file, configuration)
            }
        }
        return configuration
    }

    private static func city(_ node: Node, in file: YAMLFile) throws(RuleError) -> String {
        let code = try file.string(node, key: "city")
        guard DivisionCode.isValid(code) else {
            throw .invalidValue(
                file.excerpt(node), key: "city", value: code, nearest: nil,
                allowed: LocalizedText(zh: "六位行政区划代码，如 440100", en: "a six-digit division code such as 440100"))
        }
        return code
    }

    private static func names(_ node: Node, in file: YAMLFile, _ configuration: Configuration) throws(RuleError) -> NameSettings {
        var names = NameSettings()
        for (name, value) in try file.mapping(node, key: "names", allowed: ["index", "city", "classes", "promotion", "filed", "owners", "facts"]) {
            switch name.string {
            case "index": names.index = clean(try file.string(value, key: "index"), configuration)
            case "city": names.city = try city(value, in: file)
            case "classes":
                for text in try file.strings(value, key: "classes") {
                    guard let number = Int(text), (1...45).contains(number) else {
                        throw .invalidValue(
                            file.excerpt(value), key: "classes", value: text, nearest: nil,
                            allowed: LocalizedText(zh: "1 到 45 的商标类别，如 [36, 37]", en: "classes of marks from 1 to 45, such as [36, 37]"))
                    }
                    names.classes.formUnion(NiceClasses(class: number))
                }
            case "promotion": names.promotion = try file.strings(value, key: "promotion")
            case "filed": names.filed = try file.string(value, key: "filed")
            case "facts":
                for (name, number) in try file.mapping(value, key: "facts", allowed: NamingMeasure.allCases.map(\.rawValue)) {
                    guard let measure = NamingMeasure(rawValue: name.string ?? "") else { continue }
                    names.facts.values[measure] = try file.number(number, key: measure.rawValue)
                }
            default: names.owners = try file.strings(value, key: "owners")
            }
        }
        return names
    }

    /// A path seen from the configuration's own folder; what it names need not be there yet.
    private static func clean(_ path: String, _ configuration: Configuration) -> String {
        let whole = path.hasPrefix("/") ? path : (configuration.folder ?? ".") + "/" + path
        return (whole as NSString).standardizingPath
    }

    /// The file or folder that a node names, seen from the configuration's own folder.
    private static func existing(
        _ node: Node, key: String, in file: YAMLFile, _ configuration: Configuration
    ) throws(RuleError) -> String {
        let clean = clean(try file.string(node, key: key), configuration)
        guard FileManager.default.fileExists(atPath: clean) else { throw .missingFile(file.excerpt(node), path: clean) }
        return clean
    }

    private static func patterns(_ node: Node, key: String, in file: YAMLFile) throws(RuleError) -> [FilePattern] {
        try file.strings(node, key: key).map(FilePattern.init)
    }

    private static func kinds(_ node: Node, in file: YAMLFile) throws(RuleError) -> [(files: FilePattern, kind: DocumentKind)] {
        var result: [(files: FilePattern, kind: DocumentKind)] = []
        for item in try file.list(node, key: "kinds") {
            var files: [FilePattern] = []
            var kind: DocumentKind?
            for (name, value) in try file.mapping(item, key: "kinds", allowed: ["files", "kind"]) {
                if name.string == "files" {
                    files = try patterns(value, key: "files", in: file)
                } else {
                    kind = try file.value(value, key: "kind", of: DocumentKind.self)
                }
            }
            guard let kind else { throw .missingKey(file.excerpt(item), key: "kind") }
            guard !files.isEmpty else { throw .missingKey(file.excerpt(item), key: "files") }
            result += files.map { ($0, kind) }
        }
        return result
    }

    private static func documents(_ node: Node, in file: YAMLFile) throws(RuleError) -> [Configuration.DocumentSet] {
        var result: [Configuration.DocumentSet] = []
        for item in try file.list(node, key: "documents") {
            var set = Configuration.DocumentSet(name: "", kind: nil, files: [])
            for (name, value) in try file.mapping(item, key: "documents", allowed: ["name", "kind", "files"]) {
                switch name.string {
                case "name": set.name = try file.string(value, key: "name")
                case "kind": set.kind = try file.value(value, key: "kind", of: DocumentKind.self)
                default: set.files = try patterns(value, key: "files", in: file)
                }
            }
            guard !set.files.isEmpty else { throw .missingKey(file.excerpt(item), key: "files") }
            result.append(set)
        }
        return result
    }

    private static func severities(_ node: Node, in file: YAMLFile) throws(RuleError) -> [String: Severity?] {
        guard let mapping = node.mapping else {
            throw .wrongType(
                file.excerpt(node), key: "severity", expected: LocalizedText(zh: "映射（规则: error|warning|notice|off）", en: "a mapping (rule: error|warning|notice|off)"))
        }
        var result: [String: Severity?] = [:]
        for (name, value) in mapping {
            let isOff = value.scalar?.string == "off"
            result[name.string ?? ""] = .some(isOff ? nil : try file.value(value, key: "severity", of: Severity.self))
        }
        return result
    }

    private static func mappings(
        _ node: Node, in file: YAMLFile, _ configuration: Configuration
    ) throws(RuleError) -> [(files: FilePattern, mapping: XMLMapping)] {
        var result: [(files: FilePattern, mapping: XMLMapping)] = []
        for item in try file.list(node, key: "xml") {
            var files: [FilePattern] = []
            var mapping: XMLMapping?
            for (name, value) in try file.mapping(item, key: "xml", allowed: ["files", "mapping"]) {
                if name.string == "files" {
                    files = try patterns(value, key: "files", in: file)
                } else {
                    mapping = try readMapping(try existing(value, key: "mapping", in: file, configuration))
                }
            }
            guard let mapping else { throw .missingKey(file.excerpt(item), key: "mapping") }
            guard !files.isEmpty else { throw .missingKey(file.excerpt(item), key: "files") }
            result += files.map { ($0, mapping) }
        }
        return result
    }

    /// Reads a mapping of an XML vocabulary.
    public static func readMapping(_ path: String) throws(RuleError) -> XMLMapping {
        let file = try YAMLFile(contentsOf: path)
        var mapping = XMLMapping()
        guard let root = file.root else { return mapping }
        for (name, value) in try file.mapping(
            root, key: "mapping", allowed: ["blocks", "titles", "speakers", "times", "fields", "inline", "skip", "roles"])
        {
            let key = name.string ?? ""
            switch key {
            case "blocks": mapping.blocks = try paths(value, key: key, in: file)
            case "titles": mapping.titles = try paths(value, key: key, in: file)
            case "speakers": mapping.speakers = try paths(value, key: key, in: file)
            case "times": mapping.times = try paths(value, key: key, in: file)
            case "inline": mapping.inline = try paths(value, key: key, in: file)
            case "skip": mapping.skip = try paths(value, key: key, in: file)
            case "fields":
                for (field, path) in try entries(value, key: key, in: file) {
                    mapping.fields[field] = try checked(path, key: field, in: file)
                }
            default:
                for (label, side) in try entries(value, key: key, in: file) {
                    mapping.roles[label] = try file.value(side, key: label, of: Speaker.self)
                }
            }
        }
        return mapping
    }

    private static func entries(_ node: Node, key: String, in file: YAMLFile) throws(RuleError) -> [(String, Node)] {
        guard let mapping = node.mapping else {
            throw .wrongType(file.excerpt(node), key: key, expected: LocalizedText(zh: "映射（键: 值）", en: "a mapping (key: value)"))
        }
        return mapping.map { ($0.key.string ?? "", $0.value) }
    }

    private static func paths(_ node: Node, key: String, in file: YAMLFile) throws(RuleError) -> [String] {
        var result: [String] = []
        for item in try file.list(node, key: key) { result.append(try checked(item, key: key, in: file)) }
        return result
    }

    private static func checked(_ node: Node, key: String, in file: YAMLFile) throws(RuleError) -> String {
        let path = try file.string(node, key: key)
        guard XMLMapping.validate(path: path) else {
            throw .invalidValue(
                file.excerpt(node), key: key, value: path, nearest: nil,
                allowed: LocalizedText(zh: "/a/b、//a、a/@b、* 形式的路径", en: "a path such as /a/b, //a, a/@b, *"))
        }
        return path
    }
}
