/// How a record stands to another that it names.
public enum Relation: String, Sendable, Hashable, Codable, CaseIterable {
    case project, unit, customer, agent, visit, conversation, signing, document, script, disclosure, complaint
    /// The bytes that it was read from.
    case original
    /// The import that it came with.
    case importBatch = "import"
    /// The earlier version that it takes the place of.
    case supersedes
    /// What it is about: the record read, held, approved, annotated.
    case subject
    /// The request that it answers.
    case request
    case media, transcript
}
