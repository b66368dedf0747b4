import KaipanLog

/// Content as quality reviewers see it: how things were said, without what tells who the customers are.
///
/// Numbers and addresses are found as `Redactor` finds them, also where they are spoken; names, given names, forms of address, phones and
/// identity numbers are those of the archive's customers. A number that is told over several utterances, and a name that no record has, stay.
public struct ReviewerView: Sendable {
    /// What stands in the place of a value that is hidden whole.
    public static let mark = "〔已隐去〕"

    private let redactor: Redactor

    /// - Complexity: O(n) in the archive's customers, each decrypted once.
    init(_ archive: Archive) throws {
        var names: Set<String> = [], surnames: Set<String> = []
        let customers = try archive.customersOnRecord()
        for customer in customers {
            for name in customer.names {
                names.insert(name)
                guard let parts = PersonName(name) else { continue }
                surnames.insert(parts.surname)
                // One character is a word of its own.
                if parts.given.unicodeScalars.count >= 2 { names.insert(parts.given) }
            }
        }
        redactor = Redactor(names: Array(names), numbers: customers.flatMap(\.numbers), surnames: Array(surnames))
    }

    /// A text without the data of persons.
    public func words(_ text: String) -> String { redactor.redacted(text) }

    /// An utterance without the data of persons, and without what its source says beside the text.
    public func utterance(_ utterance: Utterance) -> Utterance {
        var utterance = utterance
        utterance.text = words(utterance.text)
        // The source's own bytes, and the recognition's words one by one, would tell it again.
        utterance.details = [:]
        return utterance
    }

    /// What a record hides, without the data of persons.
    public func content(_ content: SealedContent, of type: RecordType) -> SealedContent {
        // The salt would let guesses be tried on the commitment.
        guard case .open(let body, _) = content else { return content }
        switch type {
        // All of it is who somebody is, or a file in its own bytes.
        case .customer, .original, .media: return .open(Self.hidden(body), salt: [])
        default: return .open(value(body), salt: [])
        }
    }

    private func value(_ value: CanonicalJSON) -> CanonicalJSON {
        switch value {
        case .string(let text): return .string(words(text))
        case .array(let elements): return .array(elements.map(self.value))
        case .object(let members):
            // Whoever is not the seller's is called as the chat or the call shows them: by a nickname, an account, a number.
            let isOther = members["label"] != nil && members["role"].map { $0.string != "seller" } ?? false
            return .object(CanonicalObject(members.map { member in
                let isHidden = isOther && (member.key == "label" || member.key == "user")
                return (member.key, isHidden ? Self.hidden(member.value) : self.value(member.value))
            }))
        case .integer(let number):
            let text = words("\(number)")
            return text == "\(number)" ? value : .string(text)
        case .null, .bool: return value
        }
    }

    private static func hidden(_ value: CanonicalJSON) -> CanonicalJSON {
        switch value {
        case .string, .integer: .string(mark)
        case .array(let elements): .array(elements.map(hidden))
        case .object(let members): .object(CanonicalObject(members.map { ($0.key, hidden($0.value)) }))
        case .null, .bool: value
        }
    }
}
