import KaipanArchive
import KaipanLog
import KaipanText

extension ArchiveSession {
    /// Compares a conversation with the scripts that were in force when it took place, and adds what was found to the log.
    ///
    /// A chat goes on for months, in file after file: each script is held against what was said while it was in force, as the archive
    /// knew it then. Nobody could keep to what was recorded later: such a script judges only what was said while the archive knew none, and
    /// is marked. The same words compared by the same rules give the record that there is already. What was said opens content, so that
    /// the reading is allowed and noted before.
    ///
    /// - Parameters:
    ///   - scripts: compares all of the conversation with these; nil for those in force for its project, and those of no project.
    /// - Returns: one result a script, for reviewers redacted, in the order in which scripts were published.
    /// - Throws: `ArchiveError.noRecord` where it is no conversation, `.noKey` where it was erased, `.notAllowed`, `.noPurpose`.
    public func adherence(of conversation: RecordID, scripts: [RecordID]? = nil) throws -> [SealedAdherence] {
        guard try archive.record(conversation).leaf.type == .conversation else { throw ArchiveError.noRecord(id: "conversation \(conversation)") }
        try allow(.read, on: [conversation])
        let speech = try ConversationSpeech(conversation, in: archive)
        let view = try reviewerView(.read, on: [conversation])
        let results = if let scripts {
            try scripts.map { try seal(try archive.script($0), conversation, speech) }
        } else {
            try inForce(during: conversation, speech).map { inForce in
                try seal(try archive.script(inForce.script), conversation, speech.said(at: inForce.moments.contains), isLate: inForce.isLate)
            }
        }
        guard let view else { return results }
        // The record has it all; the reviewer sees what reviewers may.
        return results.map { result in
            var result = result
            result.report = result.report.shown { view.words($0) }
            return result
        }
    }

    /// A script, and the moments of a conversation that it is held against.
    private struct InForce {
        var script: RecordID
        var moments: Set<Timestamp>
        /// Whether the archive had it only after one of them.
        var isLate: Bool
    }

    /// - Complexity: O(changes of scripts during the conversation · scripts).
    private func inForce(during conversation: RecordID, _ speech: ConversationSpeech) throws -> [InForce] {
        let project = try project(of: try archive.record(conversation).leaf)
        func concerned(_ validities: [Validity]) -> [Validity] {
            validities.filter { validity in
                let projects = validity.record.leaf.named(.project)
                return projects.isEmpty || project.map(projects.contains) ?? false
            }
        }
        let now = concerned(try archive.validities(.script))
        let changes = try [RecordType.script, .scriptWithdrawal].flatMap { try archive.records($0) }.map(\.leaf.time).sorted()
        var known: [Int: [Validity]] = [:], held: [RecordID: InForce] = [:]
        for moment in speech.moments {
            let count = changes.prefix { $0 <= moment }.count
            let then = try known[count] ?? concerned(archive.validities(.script, asKnownAt: moment))
            known[count] = then
            let inForce = then.filter { $0.contains(moment) }
            for validity in inForce.isEmpty ? now.filter({ $0.contains(moment) }) : inForce {
                let id = validity.record.leaf.id
                held[id, default: InForce(script: id, moments: [], isLate: false)].moments.insert(moment)
                if inForce.isEmpty { held[id]?.isLate = true }
            }
        }
        var seen: Set<RecordID> = []
        return now.map(\.record.leaf.id).filter { seen.insert($0).inserted }.compactMap { held[$0] }
    }

    /// The project that a conversation is about: its own, or that of its unit, visit or signing.
    private func project(of leaf: Leaf) throws -> RecordID? {
        if let project = leaf.links.first(where: { $0.relation == .project })?.target { return project }
        for relation in [Relation.unit, .visit, .signing] {
            for link in leaf.links where link.relation == relation {
                guard let linked = try? archive.record(link.target).leaf else { continue }
                if let project = linked.links.first(where: { $0.relation == .project })?.target { return project }
                if relation == .signing, let unit = linked.links.first(where: { $0.relation == .unit })?.target,
                    let project = try? archive.record(unit).leaf.links.first(where: { $0.relation == .project })?.target
                {
                    return project
                }
            }
        }
        return nil
    }

    private func seal(_ script: StoredScript, _ conversation: RecordID, _ speech: ConversationSpeech, isLate: Bool = false) throws -> SealedAdherence {
        let clauses = script.script.clauses.map { AdherenceClause($0) }
        let version = try AdherenceVersion.of(clauses)
        let report = AdherenceChecker(clauses: clauses, version: version).report(speech)
        let places = speech.all.compactMap { $0.source.part.flatMap { Int($0) }.flatMap { speech.transcripts[$0] } }
        var seen: Set<Int64> = []
        let transcripts = places.filter { seen.insert($0).inserted }
        func result(_ id: RecordID) -> SealedAdherence {
            SealedAdherence(
                record: id, conversation: conversation, script: script.id, report: report, transcripts: transcripts, places: speech.transcripts, isLate: isLate)
        }
        func found() throws -> RecordID? {
            try archive.records(linkedTo: conversation, .conversation, type: .adherence).first { record in
                record.leaf.links.contains(Link(.script, script.id)) && record.leaf.data["version"]?.string == version
                    && record.leaf.data["position"]?.integer == speech.position
            }?.leaf.id
        }
        if let earlier = try found() { return result(earlier) }
        let draft = Draft(
            .adherence, links: [Link(.conversation, conversation), Link(.script, script.id)],
            data: [
                "version": .string(version), "position": .integer(speech.position), "transcripts": .array(transcripts.map { .integer($0) }),
                "outcomes": .array(report.clauses.map { .object(["clause": .string($0.clause), "outcome": .string($0.outcome.rawValue)]) }),
                "forbidden": .integer(Int64(report.forbidden.count)), "deviations": .integer(Int64(report.deviations.count)),
            ], content: (.conversation(conversation), report.json))
        try append([draft], repeatKey: "adherence \(conversation) \(script.id) \(speech.position) \(version)")
        return result(try found() ?? draft.id)
    }
}
