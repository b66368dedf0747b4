import ArgumentParser
import Foundation
import KaipanChecks
import KaipanReports
import KaipanText

/// A check whose findings go into a baseline.
struct BaselineRun {
    private(set) var builder: BaselineBuilder
    private(set) var documents = 0
    /// Findings that the old baseline did not know.
    private(set) var added = 0
    /// Whether every document could be read.
    private(set) var isComplete = true

    /// Checks all files of a session.
    /// - Parameter folder: the folder of the baseline to be written.
    init(_ session: inout CheckSession, folder: String) async throws {
        let language = session.info.language
        builder = BaselineBuilder(folder: folder)
        for problem in session.found.problems {
            isComplete = false
            Console.error(VisibleText.escaped("\(problem.path): \(problem.message[language])"))
        }
        var progress = ProgressLine(total: session.found.files.count, isShown: Console.isErrorTerminal, language: language)
        var state = self
        try await session.check { report in
            progress.advance(clearing: report.isUnreadable)
            if report.isUnreadable {
                state.isComplete = false
                for problem in report.problems {
                    Console.error(VisibleText.escaped("\(report.path): \(problem.message[language])"))
                }
            }
            state.documents += 1
            state.added += report.findings.count { $0.baseline != .unchanged && BaselineBuilder.takes($0) }
            state.builder.add(report)
        }
        progress.finish()
        self = state
    }

    /// Writes a baseline beside its place and renames it, so that there is never half of one.
    func write(_ baseline: Baseline, to path: String, _ language: Language) throws {
        do {
            try Data(baseline.text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            Console.error(Console.cannotWrite(path, error, language))
            throw ExitCode(2)
        }
    }
}
