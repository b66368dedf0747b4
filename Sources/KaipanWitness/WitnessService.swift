import Foundation
import KaipanLog
import KaipanText

/// A witness at work: decides on requests, and remembers before it answers.
///
/// C2SP tlog-witness v1.0.0. Of two requests that come at once with the same old size, one is cosigned and the other is told the new size.
public struct WitnessService: Sendable {
    private let witness: Witness
    private let state: WitnessState
    private let logs: [NoteVerifierKey]
    /// The name and key of the witness.
    public let key: NoteVerifierKey

    /// - Parameters:
    ///   - key: of the witness.
    ///   - logs: the keys of the logs that are witnessed; a key's name is its log's origin.
    ///   - path: of the file that remembers; one that is missing is made.
    /// - Throws: `WitnessServiceError`.
    public init(key: WitnessKey, logs: [NoteVerifierKey], state path: String) throws(WitnessServiceError) {
        for log in logs where log.algorithm != .ed25519 { throw .logs(log.vkey) }
        witness = Witness(key: key.cosigning)
        self.key = key.verifierKey
        self.logs = logs
        state = try WitnessState(path: path)
    }

    /// What one request came to.
    public struct Outcome: Sendable, Hashable {
        /// Which log the request says it is of; nil where it is malformed.
        public var origin: String?
        /// Of the checkpoint that was sent.
        public var size: Int?
        public var response: AddCheckpointResponse
        /// Whether the log signed what contradicts the checkpoint that is known: a fork.
        public var isContradiction: Bool
    }

    /// Decides on the body of a request; what is to be remembered is on the disk when this returns.
    ///
    /// - Throws: where the state cannot be read or written; nothing is cosigned then.
    public func add(_ body: [UInt8], at time: Timestamp = .now()) async throws -> Outcome {
        let request = try? AddCheckpointRequest(parsing: body)
        let decision = try await state.write { transaction in
            let decision = try witness.decide(body: body, at: time) { origin in
                let keys = logs.filter { $0.name.matches(origin) }
                return keys.isEmpty ? nil : (keys, try transaction.known(origin))
            }
            if let persisted = decision.persist { try transaction.persist(persisted, at: time) }
            if let evidence = decision.evidence { try transaction.keep(evidence: evidence, at: time) }
            return decision
        }
        return Outcome(
            origin: request?.origin, size: request?.checkpoint.checkpoint.size, response: decision.response,
            isContradiction: decision.evidence != nil)
    }

    /// The last checkpoint of a log that was cosigned; nil where there is none.
    public func known(_ origin: String) async throws -> Checkpoint? { try await state.write { try $0.known(origin) } }

    /// What a witness remembers of a log.
    public struct Memory: Sendable, Hashable {
        /// That was cosigned last.
        public var checkpoint: SignedCheckpoint
        public var time: Timestamp
        /// What the log signed and what contradicts a checkpoint that was cosigned.
        public var evidence: [[UInt8]]
    }

    /// What the file of a witness remembers; no key is needed.
    ///
    /// - Throws: `WitnessServiceError`.
    public static func memory(state path: String) async throws -> [Memory] {
        try await WitnessState(path: path).write { transaction in
            try transaction.logs().map { note, time in
                let signed: SignedCheckpoint
                do throws(CheckpointError) { signed = try SignedCheckpoint.read(note) } catch {
                    throw WitnessServiceError.damaged(path: path, reason: error.message.en)
                }
                return Memory(checkpoint: signed, time: time, evidence: try transaction.evidence(signed.checkpoint.origin))
            }
        }
    }

    /// The checkpoints, as signed notes, that a log signed and that contradict what was cosigned.
    public func evidence(_ origin: String) async throws -> [[UInt8]] { try await state.write { try $0.evidence(origin) } }
}
