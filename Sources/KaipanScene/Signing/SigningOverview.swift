import KaipanArchive
import KaipanLog
import KaipanText

/// How far a guided signing is, from what stands in the open: nothing is decrypted for it.
public struct SigningOverview: Sendable, Hashable {
    public var conversation: RecordID
    public var unit: RecordID?
    public var customer: RecordID?
    public var started: Timestamp
    public var state: SigningState.Kind
    public var ending: SigningEnding?
    public var acknowledged: Int
    public var clauses: Int
    public var utterances: Int
    /// The kinds of the gaps that it declared; `SceneGap.name(of:)` has their names.
    public var gaps: [String]
    /// The signing's own record; nil where it was not completed.
    public var signing: RecordID?

    /// All guided signings, in the order in which they began.
    public static func all(in archive: Archive) throws -> [SigningOverview] {
        var seen: Set<RecordID> = []
        return try archive.records(.conversation).filter {
            $0.leaf.data["format"]?.string == SigningSession.format && seen.insert($0.leaf.id).inserted
        }.compactMap { try SigningOverview(archive, $0.leaf.id) }
    }

    /// - Parameter end: only entries before this position count.
    /// - Returns: nil where the conversation is no guided signing.
    public init?(_ archive: Archive, _ id: RecordID, before end: Int64 = .max) throws {
        let versions = try archive.versions(of: id).filter { $0.position < end }
        guard let first = versions.first?.leaf, first.data["format"]?.string == SigningSession.format,
            let started = first.data["started"]?.string.flatMap({ Timestamp($0) })
        else { return nil }
        conversation = id
        self.started = started
        unit = first.links.first { $0.relation == .unit }?.target
        customer = first.links.first { $0.relation == .customer }?.target
        signing = versions.last?.leaf.links.first { $0.relation == .signing }?.target
        let transcripts = try archive.records(linkedTo: id, .conversation, type: .transcript, before: end).map(\.leaf)
        let last = transcripts.last
        state = last?.data["state"]?.string.flatMap(SigningState.Kind.init) ?? .consent
        ending = last?.data["ending"]?.string.flatMap(SigningEnding.init)
        acknowledged = Int(last?.data["acknowledged"]?.integer ?? 0)
        clauses = Int(last?.data["clauses"]?.integer ?? 0)
        utterances = transcripts.reduce(0) { $0 + Int($1.data["utterances"]?.integer ?? 0) }
        gaps = try archive.records(linkedTo: id, .conversation, type: .gap, before: end).compactMap { $0.leaf.data["kind"]?.string }
    }
}
