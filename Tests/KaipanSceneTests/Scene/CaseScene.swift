import Foundation
import KaipanArchive
import KaipanScene
import KaipanTestSupport
import KaipanText
import Yams

/// The scene of the fictional case, read as its legal member does.
enum CaseScene {
    static let contract = "QCYS-2023-061802"

    static func archive() throws -> Archive {
        let built = try CaseArchive.shared.get()
        return try Archive.open(.folder(built.archive), master: MasterKeySource.file(built.masterKey).load())
    }

    static func session(_ member: String = "legal", purpose: AccessPurpose? = .complaint) throws -> ArchiveSession {
        try ArchiveSession(archive(), key: MemberKey(path: CaseArchive.shared.get().key(of: member)), purpose: purpose)
    }

    static let shared = Result { try SceneReader(session()).scene(of: contract) }

    static let redact: @Sendable ([String], [String]) -> Redactor = { own, others in Redactor(numbers: others, keeping: own) }

    /// What is planted.
    static func expected() throws -> [String: Any] {
        try Yams.load(yaml: String(contentsOfFile: Project.path("Fixtures/case/expected.yml"), encoding: .utf8)) as? [String: Any] ?? [:]
    }

    /// A source as `expected.yml` spells it: `c01/2`, `brochure-3/2`, `v05`.
    static func spelled(_ source: SceneSource) throws -> String {
        let name = try CaseArchive.shared.get().name(of: source.record) ?? source.type
        return name + (source.utterance.map { "/\($0)" } ?? source.clause.map { "/\($0)" } ?? "")
    }
}
