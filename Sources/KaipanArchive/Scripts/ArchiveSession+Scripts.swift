import Foundation
import KaipanChecks
import KaipanDocuments
import KaipanLog
import KaipanRules
import KaipanText

extension Archive {
    /// A version of a script.
    /// - Throws: `ArchiveError.noRecord`, `.noKey`.
    public func script(_ id: RecordID) throws -> StoredScript { try script(record(id)) }

    func script(_ record: StoredRecord) throws -> StoredScript {
        guard record.leaf.type == .script else { throw ArchiveError.noRecord(id: "script \(record.leaf.id)") }
        guard case .open(let content, _) = try open(record) else { throw ArchiveError.noKey(scope: "script \(record.leaf.id)") }
        return try StoredScript(record, content: content)
    }

    /// All versions of all scripts, in the order in which they were published.
    public func scripts(topic: String? = nil, project: RecordID? = nil) throws -> [StoredScript] {
        try records(.script).filter { Self.matches($0, topic, project) }.map(script)
    }

    /// The scripts that were in force at a moment, as far as was known at another one.
    public func scriptsInForce(
        at moment: Timestamp, asKnownAt known: Timestamp? = nil, topic: String? = nil, project: RecordID? = nil
    ) throws -> [StoredScript] {
        try inForce(.script, at: moment, asKnownAt: known).filter { Self.matches($0, topic, project) }.map(script)
    }

    private static func matches(_ record: StoredRecord, _ topic: String?, _ project: RecordID?) -> Bool {
        if let topic, record.leaf.data["topic"]?.string?.utf8.elementsEqual(topic.utf8) != true { return false }
        guard let project else { return true }
        // A script without a project is for all of them.
        let projects = record.leaf.links.filter { $0.relation == .project }.map(\.target)
        return projects.isEmpty || projects.contains(project)
    }
}

extension ArchiveSession {
    /// What a script is proposed with.
    public struct ScriptProposal: Sendable {
        public var topic: String
        public var project: RecordID?
        public var validFrom: Timestamp
        public var validTo: Timestamp?
        public var supersedes: RecordID?

        public init(topic: String, project: RecordID? = nil, validFrom: Timestamp, validTo: Timestamp? = nil, supersedes: RecordID? = nil) {
            self.topic = topic
            self.project = project
            self.validFrom = validFrom
            self.validTo = validTo
            self.supersedes = supersedes
        }
    }

    /// Proposes a script for approval, after the rules found no error outside of its forbidden clauses.
    ///
    /// - Parameters:
    ///   - bytes: the file as it is stored: Markdown, HTML, XML, DOCX or text.
    ///   - name: the file's name, which tells its format.
    /// - Returns: the request's id, which two other members approve.
    /// - Throws: `ScriptError`, `ReadingError`, `ArchiveError`.
    public func propose(_ bytes: [UInt8], name: String, _ proposal: ScriptProposal, check: ConversationCheck) throws -> RecordID {
        try require(.publish)
        if let supersedes = proposal.supersedes { _ = try archive.script(supersedes) }
        let format = DocumentFormat(path: name) ?? DocumentFormat(sniffing: bytes)
        let document = try format.read(bytes, path: name)
        let script = try Script(document)
        try check.refuseErrors(in: document, script, file: name)
        var facts: CanonicalObject = ["topic": .string(proposal.topic), "valid_from": .string(proposal.validFrom.description)]
        facts["valid_to"] = proposal.validTo.map { .string($0.description) }
        facts["project"] = proposal.project.map { .string($0.description) }
        facts["supersedes"] = proposal.supersedes.map { .string($0.description) }
        let pack = check.pack
        facts["pack"] = .object(["name": .string(pack.name), "version": .string(pack.version), "digest": .string(pack.digest)])
        let content: CanonicalObject = [
            "title": .string(script.title), "clauses": .array(script.clauses.map(\.json)), "file": .string(name),
            "bytes": .string(Data(bytes).base64EncodedString()),
        ]
        return try request(.publish, on: [], facts: facts, content: (scope(proposal.project), .object(content)))
    }

    private func scope(_ project: RecordID?) -> KeyScope { project.map(KeyScope.documents) ?? .archive }

    /// Publishes a script that two members approved.
    ///
    /// - Returns: the script's id; that of the first time where it was published before.
    public func publish(_ id: RecordID) throws -> RecordID {
        try require(.publish, on: [id])
        let request = try archive.request(id)
        guard request.action == .publish else { throw ArchiveError.noRecord(id: id.description) }
        let approvers = try approved(request)
        if let published = try archive.records(linkedTo: id, .request, type: .script).first { return published.leaf.id }
        guard case .open(let content, _) = try archive.open(request.record) else { throw ArchiveError.noKey(scope: id.description) }
        let facts = request.record.leaf.data
        let project = facts["project"]?.string.flatMap(RecordID.init)
        var links = [Link(.request, id)]
        if let project { links.append(Link(.project, project)) }
        if let earlier = facts["supersedes"]?.string.flatMap(RecordID.init) { links.append(Link(.supersedes, earlier)) }
        var data: CanonicalObject = ["approvers": .array(approvers.map { .string($0.description) })]
        for key in ["topic", "valid_from", "valid_to", "pack"] { data[key] = facts[key] }
        let draft = Draft(.script, links: links, data: data, content: (scope(project), content))
        try append([draft], repeatKey: "publish \(id)")
        return try archive.records(linkedTo: id, .request, type: .script).first?.leaf.id ?? draft.id
    }

    /// Withdraws a script from a moment on.
    ///
    /// - Parameters:
    ///   - reason: why; encrypted.
    public func withdraw(_ id: RecordID, from moment: Timestamp, reason: String) throws {
        try require(.publish, on: [id])
        _ = try archive.script(id)
        try append([
            Draft(
                .scriptWithdrawal, links: [Link(.script, id)], data: ["from": .string(moment.description)],
                content: (.archive, .object(["reason": .string(reason)])))
        ])
    }
}

extension ConversationCheck {
    /// What begins a block that quotes words which are not to be said, or which others say.
    private static let quoting = ["不得说：", "不得说:", "never:", "问法：", "问法:", "asked:", "除外：", "除外:", "except:"]

    /// - Throws: `ScriptError.findings` where the rules find an error that stands in no forbidden clause, and in no line 不得说：.
    func refuseErrors(in document: Document, _ script: Script, file: String) throws {
        let forbidden = zip(script.clauses, script.blocks).filter { $0.0.kind == .forbidden }.map(\.1)
        let places = checker.findings(in: document, file: file, kind: .script, settings: settings).filter { finding in
            guard finding.severity == .error else { return false }
            guard let block = document.blockIndex(at: finding.textRange.lowerBound) else { return true }
            let text = String(decoding: document.text[document.blocks[block].range], as: UTF8.self)
            if Self.quoting.contains(where: { text.lowercased().hasPrefix($0) }) { return false }
            return !forbidden.contains { $0.contains(block) }
        }.map {
            ScriptError.Place(line: $0.start.line, column: $0.start.column, rule: $0.rule, text: $0.text, message: $0.message)
        }
        guard places.isEmpty else { throw ScriptError.findings(places) }
    }
}
