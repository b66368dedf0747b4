import ArgumentParser
import KaipanArchive
import KaipanChecks
import KaipanText
import KaipanWitness

/// What a witness says to whoever runs it.
enum WitnessProblem {
    /// Runs a command that needs no archive; an error ends it with status 2.
    static func run(_ language: Language, _ body: () throws -> Void) throws {
        do { try body() } catch let code as ExitCode { throw code } catch {
            Console.error(ArchiveProblem.message(error)[language])
            throw ExitCode(2)
        }
    }

    static func run(_ language: Language, _ body: () async throws -> Void) async throws {
        do { try await body() } catch let code as ExitCode { throw code } catch {
            Console.error(ArchiveProblem.message(error)[language])
            throw ExitCode(2)
        }
    }

    /// A line for an answer; what strangers send is not repeated.
    static func line(_ result: Result<WitnessService.Outcome, any Error>, _ language: Language) -> String {
        let now = Timestamp.now().description
        switch result {
        case .failure(let error): return "\(now) 500 \(ArchiveProblem.message(error)[language])"
        case .success(let outcome):
            var line = "\(now) \(outcome.response.status)"
            switch outcome.response {
            case .unknownLog, .badRequest, .forbidden: break
            default: line += " \(outcome.origin ?? "") \(outcome.size ?? 0)"
            }
            if outcome.isContradiction {
                line += language == .chinese
                    ? " 矛盾的检查点：日志分叉，或恢复了旧备份后又继续写入；已留存" : " contradicts what was cosigned: the log forked, or an old backup was added to; kept as evidence"
            }
            return line
        }
    }
}
