import KaipanLog

extension Archive {
    /// Who the customers are, by all that was ever recorded of them.
    struct CustomerOnRecord {
        var id: RecordID
        var names: [String]
        /// Phones and identity numbers.
        var numbers: [String]
    }

    /// - Complexity: O(n) in the archive's customers, each version decrypted once.
    func customersOnRecord(before end: Int64 = .max) throws -> [CustomerOnRecord] {
        try records(.customer, before: end).compactMap { record in
            guard case .open(let content, _) = try open(record) else { return nil }
            func texts(_ name: String, _ separators: String) -> [String] {
                (content[name]?.string).map { [$0] + $0.split { separators.contains($0) }.map(String.init) } ?? []
            }
            // Couples often stand in one field.
            return CustomerOnRecord(
                id: record.leaf.id, names: texts("name", "、，,;；/和 "), numbers: texts("phone", "、，,;；/和") + texts("identity", "、，,;；/和"))
        }
    }

    /// The phones and identity numbers of the archive's customers.
    ///
    /// - Parameter end: only what was recorded before this place in the log.
    /// - Complexity: O(n) in the archive's customers, each decrypted once.
    package func numbersOnRecord(before end: Int64 = .max) throws -> [RecordID: [String]] {
        Dictionary(try customersOnRecord(before: end).map { ($0.id, $0.numbers) }, uniquingKeysWith: +)
    }
}
