/// Which logs are believed, and which witnesses must have cosigned a checkpoint.
///
/// C2SP tlog-policy at commit 5ba5ee8 (not yet tagged).
public struct TrustPolicy: Sendable, Hashable {
    /// A log; its key's name is its origin.
    public struct Log: Sendable, Hashable {
        public let key: NoteVerifierKey
        public let url: PolicyWord?

        public init(key: NoteVerifierKey, url: PolicyWord? = nil) {
            self.key = key
            self.url = url
        }
    }

    /// A witness under the name that the policy calls it by.
    public struct Witness: Sendable, Hashable {
        public let name: PolicyWord
        public let key: NoteVerifierKey
        public let url: PolicyWord?

        public init(name: PolicyWord, key: NoteVerifierKey, url: PolicyWord? = nil) {
            self.name = name
            self.key = key
            self.url = url
        }
    }

    /// How many members of a group must have cosigned.
    public enum Threshold: Sendable, Hashable {
        case all
        case any
        case atLeast(Int)
    }

    /// Witnesses or groups of which some must have cosigned.
    public struct Group: Sendable, Hashable {
        public let name: PolicyWord
        public let threshold: Threshold
        public let members: [PolicyWord]

        public init(name: PolicyWord, threshold: Threshold, members: [PolicyWord]) {
            self.name = name
            self.threshold = threshold
            self.members = members
        }

        /// The threshold as a number.
        var needed: Int {
            switch threshold {
            case .all: members.count
            case .any: 1
            case .atLeast(let count): count
            }
        }
    }

    /// Who must have cosigned a checkpoint in the end.
    public enum Quorum: Sendable, Hashable, CustomStringConvertible {
        case none
        /// A witness or a group.
        case named(PolicyWord)

        public var description: String {
            switch self {
            case .none: "none"
            case .named(let name): name.description
            }
        }
    }

    public let logs: [Log]
    public let witnesses: [Witness]
    /// Each naming only witnesses and groups before it.
    public let groups: [Group]
    public let quorum: Quorum

    /// - Parameters:
    ///   - logs: no public key twice; may be empty where the log is known otherwise.
    ///   - witnesses: no name and no public key twice.
    ///   - groups: each naming only witnesses and groups before it; no name a member twice.
    ///   - quorum: a witness, a group, or nobody.
    /// - Throws: `PolicyError.statement` without a line.
    public init(logs: [Log], witnesses: [Witness] = [], groups: [Group] = [], quorum: Quorum) throws(PolicyError) {
        var builder = PolicyBuilder()
        do {
            for log in logs { try builder.add(log) }
            for witness in witnesses { try builder.add(witness) }
            for group in groups { try builder.add(group) }
            try builder.set(quorum)
        } catch {
            throw .statement(error, line: nil)
        }
        try self.init(builder)
    }

    init(_ builder: PolicyBuilder) throws(PolicyError) {
        guard let quorum = builder.quorum else { throw .statement(.noQuorum, line: nil) }
        logs = builder.logs
        witnesses = builder.witnesses
        groups = builder.groups
        self.quorum = quorum
    }

    /// Whether the witnesses that cosigned are enough.
    ///
    /// - Parameter witnesses: by their names in this policy; other names count for nothing.
    public func isMet(by witnesses: Set<PolicyWord>) -> Bool {
        guard case .named(let quorum) = quorum else { return true }
        var met = witnesses.intersection(self.witnesses.map(\.name))
        // A group names only what stands before it, so one pass decides all.
        for group in groups where group.members.count(where: { met.contains($0) }) >= group.needed { met.insert(group.name) }
        return met.contains(quorum)
    }
}
