/// Collects the statements of a policy in their order and refuses those that cannot stand.
struct PolicyBuilder {
    private(set) var logs: [TrustPolicy.Log] = []
    private(set) var witnesses: [TrustPolicy.Witness] = []
    private(set) var groups: [TrustPolicy.Group] = []
    private(set) var quorum: TrustPolicy.Quorum?

    private static let none: PolicyWord = "none"
    private var logKeys: Set<[UInt8]> = []
    private var witnessKeys: Set<[UInt8]> = []
    private var names: Set<PolicyWord> = []
    private var members: Set<PolicyWord> = []

    mutating func add(_ log: TrustPolicy.Log) throws(PolicyFault) {
        guard log.key.algorithm == .ed25519 else { throw .keyType(log.key) }
        guard logKeys.insert(log.key.publicKey).inserted else { throw .duplicateKey(log.key) }
        logs.append(log)
    }

    mutating func add(_ witness: TrustPolicy.Witness) throws(PolicyFault) {
        guard witness.key.algorithm == .cosignature else { throw .keyType(witness.key) }
        try define(witness.name)
        guard witnessKeys.insert(witness.key.publicKey).inserted else { throw .duplicateKey(witness.key) }
        witnesses.append(witness)
    }

    mutating func add(_ group: TrustPolicy.Group) throws(PolicyFault) {
        for member in group.members {
            guard names.contains(member) else { throw .undefinedName(member) }
            guard members.insert(member).inserted else { throw .memberTwice(member) }
        }
        guard !group.members.isEmpty, (1...group.members.count).contains(group.needed) else {
            throw .threshold(group.needed, members: group.members.count)
        }
        try define(group.name)
        groups.append(group)
    }

    mutating func set(_ quorum: TrustPolicy.Quorum) throws(PolicyFault) {
        guard self.quorum == nil else { throw .secondQuorum }
        if case .named(let name) = quorum, !names.contains(name) { throw .undefinedName(name) }
        self.quorum = quorum
    }

    private mutating func define(_ name: PolicyWord) throws(PolicyFault) {
        guard name != Self.none, names.insert(name).inserted else { throw .nameTaken(name) }
    }
}
