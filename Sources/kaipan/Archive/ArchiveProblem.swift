import Foundation
import KaipanArchive
import KaipanDocuments
import KaipanLog
import KaipanPostgres
import KaipanRules
import KaipanScene
import KaipanText
import KaipanTimeStamps
import KaipanWitness

/// The words for what went wrong with the archive, whichever layer it came from.
enum ArchiveProblem {
    static func message(_ error: any Error) -> LocalizedText {
        switch error {
        case let error as ArchiveError: error.message
        case let error as ScriptError: error.message
        case let error as ImportError: error.message
        case let error as ReadingError: error.message
        case let error as PostgresError: error.message
        case let error as CheckpointError: error.message
        case let error as CanonicalJSONError: error.message
        case let error as SearchQueryError: error.message
        case let error as TimeStampError: error.message
        case let error as TimeStampClientError: error.message
        case let error as CosigningError: error.message
        case let error as WitnessServiceError: error.message
        case let error as NoteError: error.message
        case let error as ProofError: error.message
        case let error as SigningError: error.message
        case let error as ComplaintError: error.message
        case let error as RuleError: LocalizedText(zh: Console.describe(error, in: .chinese), en: Console.describe(error, in: .english))
        case let error as SceneError: error.message
        default: LocalizedText(zh: "\(error)", en: "\(error)")
        }
    }
}
