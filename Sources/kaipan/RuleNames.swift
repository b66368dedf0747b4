import ArgumentParser
import KaipanRules
import KaipanText

/// Names of rules on the command line.
enum RuleNames {
    /// A slip of the pen must not pass for success.
    /// - Throws: `ExitCode(2)` after it named the nearest.
    static func refuseUnknown(_ ids: [String], among known: [String], _ language: Language) throws {
        for id in ids where !known.contains(id) {
            let nearest = Nearest.word(to: id, among: known)
            Console.error(
                language == .chinese
                    ? "没有规则“\(id)”\(nearest.map { "，是否指“\($0)”？" } ?? "")"
                    : "there is no rule “\(id)”\(nearest.map { "; did you mean “\($0)”?" } ?? "")")
            throw ExitCode(2)
        }
    }
}
