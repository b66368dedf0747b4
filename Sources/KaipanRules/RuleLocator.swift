import Foundation

/// Finds the rule packs: the option, the environment, beside the executable, then `../share/kaipan`.
///
/// Never by the current directory: what a check finds must not depend on where it is called.
public struct RuleLocator {
    private let executable: String
    private let environment: [String: String]

    /// - Parameters:
    ///   - executable: the path of the running program, with links resolved.
    ///   - environment: the process's environment variables.
    public init(executable: String, environment: [String: String]) {
        self.executable = executable
        self.environment = environment
    }

    /// The roots to load from.
    /// - Parameter option: what `--rules` named; empty where it was not given.
    /// - Throws: `RuleError.notFound` with the places that were looked at.
    public func locate(option: [String]) throws(RuleError) -> [String] {
        if !option.isEmpty { return option }
        if let variable = environment["KAIPAN_RULES"], !variable.isEmpty { return [variable] }
        return try builtIn()
    }

    /// The root that comes with the program.
    /// - Throws: `RuleError.notFound` with the places that were looked at.
    public func builtIn() throws(RuleError) -> [String] {
        let folder = (executable as NSString).deletingLastPathComponent
        let candidates = [
            folder + "/Kaipan_kaipan.resources/Rules",
            (folder as NSString).deletingLastPathComponent + "/share/kaipan/Rules",
            (folder as NSString).deletingLastPathComponent + "/share/kaipan",
        ]
        for path in candidates where FileManager.default.fileExists(atPath: path + "/national") { return [path] }
        throw .notFound(searched: candidates)
    }

    /// The folder for compiled rules, or nil where the environment names none.
    public var cacheFolder: String? { RuleCache.defaultFolder(environment: environment) }
}
