import Crypto
import Foundation
import KaipanText

/// Rules ready to be applied: the packs, the rules, and the automata of all their patterns.
public struct RuleSet: Sendable {
    /// The packs in the order in which they were loaded; the first names the set.
    public let packs: [PackInfo]
    public let rules: [Rule]
    public let overrides: [CityOverride]
    /// The SHA-256 over the packs' files, in lower-case hexadecimal: what a report names to be repeatable.
    public let digest: String
    public let automata: PatternAutomata
    /// The patterns as their authors wrote them, by number.
    public let patterns: [String]
    /// The patterns of names that never count.
    public let properNames: [PatternID]
    /// The examples of every rule; empty where the set came from the cache.
    package let examples: [[RuleExample]]
    /// Where rules, patterns and word lists are written, and the patterns with their lists expanded; nil where the set came
    /// from the cache.
    package let sources: Sources?
    private let cache: RuleCache?

    /// What only those who help a rule's author need.
    package struct Sources: Sendable {
        /// One for each rule, in their order.
        package var rules: [RuleSource]
        package var wordLists: [WordListSource]
        /// The regular expressions, by number.
        package var expressions: [String]
    }

    /// Where rules come from and how they are loaded.
    public struct Location: Sendable {
        /// Roots, pack folders or files, in order of loading.
        public var paths: [String]
        /// Names that never count, besides those of the packs.
        public var properNames: [String]
        /// Where compiled rules are kept; nil compiles every time.
        public var cache: String?
        /// Those of the paths whose patterns are known to compile, because the product's tests compile all of them: each is
        /// compiled once a text may hold it.
        public var tested: [String]

        public init(paths: [String], properNames: [String] = [], cache: String? = nil, tested: [String] = []) {
            self.paths = paths
            self.properNames = properNames
            self.cache = cache
            self.tested = tested
        }
    }

    /// The part of a set that is data; the automata are stored beside it.
    struct Stored: Codable {
        var packs: [PackInfo]
        var rules: [Rule]
        var overrides: [CityOverride]
        var patterns: [String]
        var properNames: [PatternID]

        /// The same rules at the places where their packs are now; the cache knows packs by what they hold.
        func moved(to folders: [PackFolder]) -> Stored {
            guard packs.count == folders.count, zip(packs, folders).contains(where: { $0.folder != $1.path }) else { return self }
            var moved = self
            for (index, folder) in folders.enumerated() {
                let old = packs[index].folder
                moved.packs[index].folder = folder.path
                for rule in moved.rules.indices where rules[rule].place.file.hasPrefix(old) {
                    moved.rules[rule].place.file = folder.path + rules[rule].place.file.dropFirst(old.count)
                }
            }
            return moved
        }
    }

    /// Loads rules, from the cache where their files have not changed since.
    ///
    /// - Parameters:
    ///   - location: where the packs are.
    ///   - needsExamples: whether `examples` is wanted; the cache does not hold them.
    ///   - dividesPatterns: false looks for every pattern everywhere, which finds the same and takes longer; such a set is
    ///     not cached. Tests compare the two.
    ///   - willCompile: is told how many patterns have to be compiled, some milliseconds each, before it begins.
    /// - Throws: `RuleError` at the first mistake, with file, line and column.
    public init(_ location: Location, needsExamples: Bool = false, willCompile: ((Int) -> Void)? = nil) throws(RuleError) {
        try self.init(location, needsExamples: needsExamples, dividesPatterns: true, willCompile: willCompile)
    }

    package init(
        _ location: Location, needsExamples: Bool = false, dividesPatterns: Bool, willCompile: ((Int) -> Void)? = nil
    ) throws(RuleError) {
        var folders: [PackFolder] = []
        var seen: Set<String> = []
        for path in location.paths {
            // One pack may be named twice, by the configuration and on the command line, in other spellings.
            for folder in try PackFolder.packs(at: path) {
                let place = URL(fileURLWithPath: folder.path).resolvingSymlinksInPath().standardizedFileURL.path
                if seen.insert(place).inserted { folders.append(folder) }
            }
        }
        guard !folders.isEmpty else { throw .notFound(searched: location.paths) }
        let digest = try Self.digest(of: folders)
        let cache = location.cache.map { RuleCache(folder: $0, digest: digest, properNames: location.properNames) }
        if !needsExamples, dividesPatterns, let cache, let (stored, automata) = cache.load() {
            self.init(stored.moved(to: folders), digest: digest, automata: automata, examples: [], sources: nil, cache: cache)
            return
        }
        var loader = PackLoader()
        var result = try loader.load(folders)
        if !location.properNames.isEmpty { result = try loader.addProperNames(location.properNames) }
        let stored = Stored(
            packs: result.packs, rules: result.rules, overrides: result.overrides, patterns: result.written,
            properNames: result.properNames)
        let automata: PatternAutomata
        let pool = dividesPatterns ? cache?.pool() : nil
        let tested = Set(folders.map(\.path).filter { folder in location.tested.contains { folder == $0 || folder.hasPrefix($0 + "/") } })
        let isDeferred = { (pattern: PatternID) in
            !needsExamples && tested.contains((result.patternPlaces[pattern].file as NSString).deletingLastPathComponent)
        }
        willCompile?(result.patterns.indices.count { !isDeferred($0) && !(pool?.contains(result.patterns[$0]) ?? false) })
        do {
            automata = try PatternAutomata(result.patterns, isDivided: dividesPatterns, reusing: pool, isDeferred: isDeferred)
        } catch {
            throw Self.error(for: error, in: result)
        }
        if dividesPatterns { cache?.save(stored, automata) }
        self.init(
            stored, digest: digest, automata: automata, examples: result.examples,
            sources: Sources(rules: result.sources, wordLists: result.wordLists, expressions: result.patterns),
            cache: dividesPatterns ? cache : nil)
    }

    /// Keeps for the next run what this one compiled when texts needed it.
    public func keepCompiled() {
        guard let cache else { return }
        switch automata.takeWhatToKeep() {
        case .nothing: break
        case .few: cache.saveSupplement(of: automata)
        case .many:
            cache.save(
                Stored(packs: packs, rules: rules, overrides: overrides, patterns: patterns, properNames: properNames), automata)
        }
    }

    private init(
        _ stored: Stored, digest: String, automata: PatternAutomata, examples: [[RuleExample]], sources: Sources?, cache: RuleCache?
    ) {
        packs = stored.packs
        rules = stored.rules
        overrides = stored.overrides
        patterns = stored.patterns
        properNames = stored.properNames
        self.digest = digest
        self.automata = automata
        self.examples = examples
        self.sources = sources
        self.cache = cache
    }

    /// The pack that names the set in reports.
    public var name: String { packs.first?.name ?? "" }
    /// The version of that pack.
    public var version: String { packs.first?.version ?? "0" }

    private static func digest(of folders: [PackFolder]) throws(RuleError) -> String {
        var hash = SHA256()
        for folder in folders {
            for path in folder.files {
                guard let data = FileManager.default.contents(atPath: path) else {
                    throw .unreadable(path: path, reason: LocalizedText(zh: "无法打开", en: "cannot be opened"))
                }
                // The name inside the pack and not the whole path: the same pack has one digest wherever it lies.
                let name = folder.name + "/" + (path.split(separator: "/").last.map(String.init) ?? path)
                hash.update(data: Data("\(name)\u{0}\(data.count)\u{0}".utf8))
                hash.update(data: data)
            }
        }
        return Hexadecimal.string(hash.finalize())
    }

    private static func error(for error: PatternDatabase.CompileError, in result: PackLoader.Result) -> RuleError {
        switch error {
        case .pattern(let id, let reason):
            return .pattern(result.patternPlaces[id], pattern: result.written[id], problem: explain(reason))
        case .database(let reason):
            return .unreadable(path: result.packs.first?.folder ?? "", reason: LocalizedText(zh: reason, en: reason))
        }
    }

    /// Hyperscan's reason in the words of a rule's author, with what to do.
    private static func explain(_ reason: String) -> LocalizedText {
        if reason.contains("empty buffer") {
            return LocalizedText(zh: "可以匹配空文字；至少要有一个必需的字", en: "can match nothing at all; it needs at least one character that must be there")
        }
        if reason.contains("too large") {
            return LocalizedText(zh: "过大；长距离请用 near", en: "is too large; long distances belong to `near`")
        }
        return LocalizedText(zh: "不是有效的表达式：\(reason)", en: "is no valid expression: \(reason)")
    }
}
