import KaipanText

/// What verifying an archive found.
public struct VerificationReport: Sendable, Hashable {
    /// Something that is not what it should be.
    public struct Problem: Sendable, Hashable {
        /// A table and its key, a record, an utterance, a file.
        public var object: String
        /// What was expected and found.
        public var reason: LocalizedText
    }

    public var entries: Int64 = 0
    public var checkpoints = 0
    public var signatures = 0
    public var sealed = 0
    /// Sealed content whose key was destroyed, as the log says.
    public var erased = 0
    public var utterances: Int64 = 0
    /// Of the utterances those that the search index has and that were compared with it; nil where that was not asked for, or there is no index.
    public var indexed: Int64?
    public var keys = 0
    public var chunks = 0
    /// Whose token is of the checkpoint that is here and signed; `verifyTimeStamps` asks by whom.
    public var timeStamps = 0
    /// Of the newest checkpoint that is time-stamped, in entries.
    public var stampedSize: Int64 = 0
    /// Of the witnesses whose keys were given.
    public var cosignatures = 0
    /// Of the newest checkpoint that a witness cosigned, in entries: what was known outside.
    public var cosignedSize: Int64 = 0
    public var problems: [Problem] = []
    /// What is no fault but should be known: chunks of an import that did not end, half a line of a journal that a full disk or a power cut left.
    public var notes: [Problem] = []

    mutating func add(_ object: String, zh: String, en: String) { add(object, LocalizedText(zh: zh, en: en)) }

    mutating func note(_ object: String, zh: String, en: String) { note(object, LocalizedText(zh: zh, en: en)) }

    mutating func note(_ object: String, _ reason: LocalizedText) { notes.append(Problem(object: object, reason: reason)) }

    public var isSound: Bool { problems.isEmpty }

    /// Adds a problem that another part of verifying found.
    public mutating func add(_ object: String, _ reason: LocalizedText) { problems.append(Problem(object: object, reason: reason)) }
}
