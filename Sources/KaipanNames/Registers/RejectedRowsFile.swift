import Glibc
import KaipanText

/// Writes the rows that were refused as CSV: line, reason, beginning of the row.
struct RejectedRowsFile: ~Copyable {
    private static let bufferSize = 1 << 16

    private let path: String
    private let descriptor: CInt
    private let language: Language
    private var buffer: [UInt8] = []

    /// Creates the file, or empties it.
    init(path: String, language: Language) throws(RegisterError) {
        self.path = path
        self.language = language
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw RegisterError.unwritable(path: path, reason: .systemError(errno)) }
        // Without the mark Excel takes the file for the system's encoding.
        buffer += [0xEF, 0xBB, 0xBF]
        buffer += Array((language == .chinese ? "行,原因,摘录\r\n" : "line,reason,excerpt\r\n").utf8)
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    mutating func write(_ row: RefusedRow) throws(RegisterError) {
        buffer += Array("\(row.line),\(Self.quoted(row.refusal.message[language])),\(Self.quoted(row.excerpt))\r\n".utf8)
        if buffer.count >= Self.bufferSize { try flush() }
    }

    /// Writes what is left; without it the file lacks its end.
    mutating func flush() throws(RegisterError) {
        var written = 0
        while written < buffer.count {
            let count = buffer.withUnsafeBytes { bytes in
                Glibc.write(descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .unwritable(path: path, reason: .systemError(errno)) }
            written += count
        }
        buffer.removeAll(keepingCapacity: true)
    }

    /// A value between quotation marks; one that a spreadsheet would take for a formula begins with an apostrophe.
    private static func quoted(_ text: String) -> String {
        let isFormula = text.first.map { "=+-@".contains($0) } ?? false
        let doubled = text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
        return "\"" + (isFormula ? "'" : "") + doubled + "\""
    }
}
