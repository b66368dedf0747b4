import KaipanText

/// A row of a result; columns count from 0.
package struct SQLRow {
    package let values: [SQLValue]

    /// - Throws: `ArchiveError.damaged` where the column holds something else, which a damaged file can bring about.
    package func integer(_ column: Int) throws(ArchiveError) -> Int64 {
        guard case .integer(let value) = values[column] else { throw wrong(column, "integer") }
        return value
    }

    package func text(_ column: Int) throws(ArchiveError) -> String {
        guard case .text(let value) = values[column] else { throw wrong(column, "text") }
        return value
    }

    package func bytes(_ column: Int) throws(ArchiveError) -> [UInt8] {
        guard case .bytes(let value) = values[column] else { throw wrong(column, "bytes") }
        return value
    }

    func optionalInteger(_ column: Int) throws(ArchiveError) -> Int64? {
        values[column] == .null ? nil : try integer(column)
    }

    func optionalBytes(_ column: Int) throws(ArchiveError) -> [UInt8]? {
        values[column] == .null ? nil : try bytes(column)
    }

    private func wrong(_ column: Int, _ expected: String) -> ArchiveError {
        .damaged(object: "column \(column)", reason: LocalizedText(
            zh: "应为 \(expected)，实为 \(values[column])", en: "\(expected) expected, found \(values[column])"))
    }
}
