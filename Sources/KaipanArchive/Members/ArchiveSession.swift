import Crypto
import Foundation
import KaipanLog
import KaipanText

/// A member at work: checks what the roles allow, and adds every reading, search, export and refusal to the log.
///
/// Who owns the files and the master key can go round this; what was done through it can't be denied later, because the member's key
/// signed it.
public struct ArchiveSession: Sendable {
    public let archive: Archive
    let key: MemberKey
    public let member: Member
    public let purpose: AccessPurpose?
    /// The complaint or case that it is for.
    public let subject: RecordID?

    /// - Throws: `ArchiveError.refused` where the archive does not know the key, or no longer.
    public init(_ archive: Archive, key: MemberKey, purpose: AccessPurpose? = nil, subject: RecordID? = nil) throws {
        guard let record = try archive.versions(of: key.id).last(where: { $0.leaf.type == .member }) else {
            throw ArchiveError.refused(id: key.id.description, reason: .unknown)
        }
        let member = try Member(record)
        guard member.isActive, member.publicKey.utf8.elementsEqual(key.publicKey.utf8) else {
            throw ArchiveError.refused(id: key.id.description, reason: member.isActive ? .otherKey : .removed)
        }
        self.archive = archive
        self.key = key
        self.member = member
        self.purpose = purpose
        self.subject = subject
    }

    /// Throws where the member may not do something; the attempt is in the log then.
    public func require(_ action: ArchiveAction, on objects: [RecordID] = []) throws {
        guard !Set(member.roles).isDisjoint(with: action.roles) else {
            try note(action, on: objects, result: "refused")
            throw ArchiveError.notAllowed(
                action: action.rawValue, roles: member.roles.map(\.rawValue), needed: action.roles.map(\.rawValue))
        }
        guard try !seesOwnOnly(action) || objects.allSatisfy({ try isOwn($0) }) else {
            try note(action, on: objects, result: "refused")
            throw ArchiveError.notAllowed(
                action: action.rawValue, roles: member.roles.map(\.rawValue),
                needed: action.roles.filter { $0 != .agent }.map(\.rawValue))
        }
        guard !action.needsPurpose || purpose != nil else {
            try note(action, on: objects, result: "refused")
            throw ArchiveError.noPurpose
        }
    }

    /// Whether the member may read as an agent only.
    private func seesOwnOnly(_ action: ArchiveAction) -> Bool {
        action == .read && Set(member.roles).intersection(action.roles) == [.agent]
    }

    /// Whether the member recorded something, or is the agent whom it names.
    func isOwn(_ id: RecordID) throws -> Bool {
        try archive.versions(of: id).contains { $0.leaf.member == member.id || $0.leaf.links.contains(Link(.agent, member.id)) }
    }

    /// Whether the member took part in what a record holds: their own conversation, or what is of their own conversations alone.
    ///
    /// What somebody had compared or marked is in their name, and may quote what others said.
    func isOwnTalk(_ id: RecordID) throws -> Bool {
        let leaf = try archive.record(id).leaf
        if leaf.type == .conversation || leaf.type == .visit { return try isOwn(id) }
        let talks = leaf.links.filter { $0.relation == .conversation }.map(\.target)
        return try !talks.isEmpty && talks.allSatisfy(isOwn)
    }

    /// Allows something that shows content, after it is in the log.
    public func allow(_ action: ArchiveAction, on objects: [RecordID]) throws {
        try require(action, on: objects)
        try note(action, on: objects, result: "granted", more: isReviewer(action, on: objects) ? Self.redacted : [:])
    }

    /// What the log says of content that was seen redacted.
    static let redacted: CanonicalObject = ["redactor": .string(Redactor.version)]

    /// Adds records in the member's name.
    @discardableResult
    public func append(_ drafts: [Draft], repeatKey: String? = nil) throws -> Receipt {
        try archive.append(drafts, by: key, repeatKey: repeatKey)
    }

    /// Adds an access to the log.
    func note(_ action: ArchiveAction, on objects: [RecordID], result: String, more: CanonicalObject = [:]) throws {
        var data = more
        data["action"] = .string(action.rawValue)
        data["result"] = .string(result)
        data["purpose"] = purpose.map { .string($0.rawValue) }
        // An entry has room for about a thousand links.
        var links = objects.prefix(500).map { Link(.subject, $0) }
        if objects.count > 500 { data["objects"] = .integer(Int64(objects.count)) }
        if let subject { links.append(Link(.complaint, subject)) }
        try append([Draft(.access, links: links, data: data)])
    }
}
