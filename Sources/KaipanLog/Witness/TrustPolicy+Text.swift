import Foundation

extension TrustPolicy {
    /// How long the text of a policy may be, in bytes.
    public static let maximumLength = 1 << 20

    /// Reads the text of a policy.
    ///
    /// - Parameter text: lines `log`, `witness`, `group`, `quorum`, comments after `#`; each ends in a newline.
    /// - Throws: `PolicyError.statement` with the line.
    public init(parsing text: some ContiguousBytes) throws(PolicyError) {
        let bytes = text.withUnsafeBytes { Array($0) }
        guard bytes.count <= Self.maximumLength else { throw .statement(.tooLong(bytes.count), line: nil) }
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard lines.last?.isEmpty == true else { throw .statement(.noNewline, line: lines.count) }
        var builder = PolicyBuilder()
        for (place, line) in lines.enumerated() {
            do {
                try Self.read(line, into: &builder)
            } catch {
                throw .statement(error, line: place + 1)
            }
        }
        try self.init(builder)
    }

    private static func read(_ line: ArraySlice<UInt8>, into builder: inout PolicyBuilder) throws(PolicyFault) {
        if let byte = line.first(where: { ($0 < 0x20 && $0 != 0x09) || $0 == 0x7F }) { throw .character(byte) }
        let words = line.split(whereSeparator: { $0 == 0x20 || $0 == 0x09 }).compactMap { PolicyWord(octets: $0) }
        guard let keyword = words.first, keyword.octets.first != UInt8(ascii: "#") else { return }
        switch (keyword.description, words.count) {
        case ("log", 2...3):
            try builder.add(Log(key: key(words[1]), url: words.count > 2 ? words[2] : nil))
        case ("witness", 3...4):
            try builder.add(Witness(name: words[1], key: key(words[2]), url: words.count > 3 ? words[3] : nil))
        case ("group", 4...):
            let threshold: Threshold
            switch words[2].description {
            case "all": threshold = .all
            case "any": threshold = .any
            default:
                guard let count = DecimalNumber.parse(words[2].octets) else { throw .syntax(keyword) }
                threshold = .atLeast(count)
            }
            try builder.add(Group(name: words[1], threshold: threshold, members: Array(words[3...])))
        case ("quorum", 2):
            try builder.set(words[1] == "none" ? .none : .named(words[1]))
        default:
            throw .syntax(keyword)
        }
    }

    private static func key(_ word: PolicyWord) throws(PolicyFault) -> NoteVerifierKey {
        do {
            return try NoteVerifierKey(vkey: word.description)
        } catch {
            throw .vkey(error)
        }
    }

    /// The text of the policy: logs, witnesses, groups in their order, the quorum.
    public var bytes: [UInt8] {
        var lines: [[PolicyWord]] = []
        for log in logs { lines.append(["log", PolicyWord(log.key)] + [log.url].compactMap { $0 }) }
        for witness in witnesses { lines.append(["witness", witness.name, PolicyWord(witness.key)] + [witness.url].compactMap { $0 }) }
        for group in groups {
            let threshold: PolicyWord =
                switch group.threshold {
                case .all: "all"
                case .any: "any"
                case .atLeast(let count): PolicyWord(stringLiteral: String(count))
                }
            lines.append(["group", group.name, threshold] + group.members)
        }
        switch quorum {
        case .none: lines.append(["quorum", "none"])
        case .named(let name): lines.append(["quorum", name])
        }
        return lines.flatMap { $0.map(\.octets).joined(separator: [0x20]) + [0x0A] }
    }
}

extension PolicyWord {
    /// The vkey, which has no spaces because names of keys have none.
    fileprivate init(_ key: NoteVerifierKey) { self.init(stringLiteral: key.vkey) }
}
