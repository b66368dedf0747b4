import Foundation
import KaipanArchive
import KaipanDocuments
import KaipanScene
import KaipanTestSupport
import KaipanText

/// The scripts of `Fixtures/signing` as a signing says them.
enum SigningFixture {
    static let clauses = "签约须知.md", answers = "签约答疑.md"

    static func bytes(_ name: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(filePath: Project.path("Fixtures/signing/\(name)")))) }

    static func words(_ name: String, _ kind: ScriptClause.Kind) throws -> [ApprovedWords] {
        try Script(DocumentFormat.markdown.read(bytes(name), path: name)).clauses.filter { $0.kind == kind }.map {
            ApprovedWords(source: ApprovedSource(script: name, topic: "签约", version: "2026-03-01", clause: $0.id), title: $0.title, text: $0.text)
        }
    }

    static func script() throws -> SigningScript {
        try SigningScript(clauses: words(clauses, .required), answers: words(answers, .answer))
    }

    /// What the answers should be, by question; nil where none should be given.
    static func questions() throws -> [(clause: String?, text: String)] {
        String(decoding: try bytes("questions.tsv"), as: UTF8.self).split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
            let fields = line.split(separator: "\t").map(String.init)
            return (fields[0] == "-" ? nil : fields[0], fields[1])
        }
    }
}
