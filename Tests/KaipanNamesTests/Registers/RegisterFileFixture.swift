import Foundation
import KaipanNames
import KaipanText
import Testing

/// A made-up export in a folder of its own, and what reading it gave.
struct RegisterFileFixture {
    var rows: [RegisterRow] = []
    var summary: ImportSummary?
    var error: RegisterError?
    var rejected = ""

    /// The lines of the refused rows, as far as the summary lists them.
    var refusedLines: [Int] { summary?.firstRefused.map(\.line) ?? [] }

    init(
        _ bytes: [UInt8], name: String = "export.csv", as register: RegisterKind = .place,
        configure: (inout RegisterImporter) -> Void = { _ in }
    ) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kaipan-register-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent(name)
        let rejectedFile = folder.appendingPathComponent("rejected.csv")
        try Data(bytes).write(to: file)
        var importer = RegisterImporter(register: register, asOf: try #require(CivilDate("2024-06-30")))
        importer.language = .english
        configure(&importer)
        var rows: [RegisterRow] = []
        do throws(RegisterError) {
            summary = try importer.read(file.path, rejected: rejectedFile.path) { rows.append($0) }
        } catch {
            self.error = error
        }
        self.rows = rows
        rejected = (try? Data(contentsOf: rejectedFile)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    init(
        _ text: String, name: String = "export.csv", as register: RegisterKind = .place,
        configure: (inout RegisterImporter) -> Void = { _ in }
    ) throws {
        try self.init(Array(text.utf8), name: name, as: register, configure: configure)
    }
}
