import ArgumentParser
import Foundation
import KaipanArchive
import KaipanLog
import KaipanPostgres

/// Adds batches until it is ended, and says of each when it is durable.
///
/// Its lines: `try seed number time`, `ack first last size root id seed number time` once durable, `hold id subject`, `erased id`,
/// `proof …` with hexadecimal hashes. Times are nanoseconds of the machine's clock.
struct WriteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "write", abstract: "Adds random batches, and says of each when it is durable.")

    @OptionGroup var place: Place

    @Option(help: "What the batches follow from; another one for each start.")
    var seed: UInt64

    @Option(help: "How many batches; else it goes on until it is ended.")
    var count: Int?

    @Flag(help: "Batches only, neither holds nor erasures.")
    var plain = false

    @Flag(help: "One batch of each kind in turn with a hold, an erasure and the search index, so that every path is gone in few batches.")
    var tour = false

    @Flag(help: "Prove after each batch.")
    var proofs = false

    @Option(help: "How long to ask a server again whose connection broke, in seconds.")
    var patience: Double = 0

    func run() throws {
        var writer = Writer(options: self, archive: try reached { try place.openOrCreate() })
        try writer.run()
    }

    /// Runs a body, again where a connection broke and the patience lasts.
    func reached<Result>(_ body: () throws -> Result) throws -> Result {
        let end = Date.now.addingTimeInterval(patience)
        while true {
            do { return try body() } catch let error as PostgresError {
                switch error {
                case .notAnAddress, .library, .encoding: throw error
                case .connection, .outcomeUnknown, .exhausted: break
                // What a server says that ends or begins, or whose connection somebody ended.
                case .server: guard error.code?.hasPrefix("57P") == true else { throw error }
                }
                guard Date.now < end else { throw error }
                Thread.sleep(forTimeInterval: 0.05)
            }
        }
    }
}
