import Foundation
import KaipanDocuments
import KaipanNames
import KaipanRules
import KaipanText

/// What a project says about itself in `.kaipan.yml`.
public struct Configuration: Sendable {
    /// The folder that the file's patterns are relative to; nil without a file.
    public var folder: String?
    public var kinds: [(files: FilePattern, kind: DocumentKind)] = []
    public var documents: [DocumentSet] = []
    public var city: String?
    public var asOf: CivilDate?
    public var failOn: Severity?
    /// Severities by rule; nil switches a rule off.
    public var severities: [String: Severity?] = [:]
    /// Names that never count, besides those of the packs.
    public var properNames: [String] = []
    /// The company's own packs, besides the ones that are found.
    public var rules: [String] = []
    public var ignore: [FilePattern] = []
    public var mappings: [(files: FilePattern, mapping: XMLMapping)] = []
    /// The baseline, if the project has one.
    public var baseline: String?
    /// The register of suppressions, if the project has one.
    public var suppressions: String?
    /// Where the pages about the rules are, for links from reports.
    public var rulePages: String?

    /// The project's names and the registers to compare them with; nil where nothing is said.
    public var names: NameSettings?

    /// The names that never count: those listed, and the project's own.
    public var allProperNames: [String] { properNames + (names?.own ?? []) }

    /// Several files that are one document.
    public struct DocumentSet: Sendable {
        public var name: String
        public var kind: DocumentKind?
        public var files: [FilePattern]
    }

    public init() {}

    /// The nearest file of a name at or above a folder.
    public static func find(_ name: String = ".kaipan.yml", from folder: String) -> String? {
        var current = URL(fileURLWithPath: folder).standardizedFileURL
        while true {
            let candidate = current.appendingPathComponent(name).path
            if FileManager.default.fileExists(atPath: candidate) { return candidate }
            let parent = current.deletingLastPathComponent()
            guard parent.path != current.path, current.path != "/" else { return nil }
            current = parent
        }
    }

    /// The path of a file relative to the configuration's folder, for its patterns; nil where it lies elsewhere.
    func relative(_ path: String) -> String? {
        guard let folder else { return nil }
        let whole = URL(fileURLWithPath: path).standardizedFileURL.path
        let root = URL(fileURLWithPath: folder).standardizedFileURL.path
        let prefix = root.hasSuffix("/") ? root : root + "/"
        return whole.hasPrefix(prefix) ? String(whole.dropFirst(prefix.count)) : nil
    }

    func isIgnored(_ path: String) -> Bool {
        guard let name = relative(path) else { return false }
        return ignore.contains { $0.matches(name) }
    }

    func kind(of path: String) -> DocumentKind? {
        guard let name = relative(path) else { return nil }
        return kinds.first { $0.files.matches(name) }?.kind ?? set(of: path)?.kind
    }

    func set(of path: String) -> DocumentSet? {
        guard let name = relative(path) else { return nil }
        return documents.first { $0.files.contains { $0.matches(name) } }
    }

    func mapping(of path: String) -> XMLMapping? {
        guard let name = relative(path) else { return nil }
        return mappings.first { $0.files.matches(name) }?.mapping
    }
}
