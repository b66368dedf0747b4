import Foundation
import KaipanArchive
import KaipanLog
import KaipanScene
import KaipanText

/// Measures how soon the scene of a signing is there, in an archive of many other sales.
struct SceneMeasure {
    private let count: Int
    private let rounds: Int
    private let store: String?

    private static let contacts = 12, perConversation = 30

    init(options: BenchmarkOptions) {
        count = Int(options.number("utterances", 1_000_000))
        rounds = Int(options.number("rounds", 20))
        store = options.text("store")
    }

    func run() throws {
        let folder = store ?? FileManager.default.temporaryDirectory.appendingPathComponent("kaipan-benchmark-\(UUID().uuidString)").path
        defer { if store == nil { try? FileManager.default.removeItem(atPath: folder) } }
        let master = try MasterKey([UInt8](repeating: 7, count: 32)), keyPath = folder + ".key"
        let archive: Archive, key: MemberKey
        if let opened = try? Archive.open(.folder(folder), master: master) {
            archive = opened
            key = try MemberKey(path: keyPath)
        } else {
            archive = try Archive.create(at: .folder(folder), name: "benchmark.example/scene", master: master)
            key = MemberKey()
            try key.write(to: keyPath)
            try archive.nameFirst(key, called: "benchmark", roles: [.administrator, .legal])
            print("append", String(format: "%.1f s", try seconds { try fill(archive) }))
        }
        let status = try archive.status()
        print("entries \(status.size), utterances \(status.utterances)")
        let signings = try archive.records(.signing)
        var random = SeededRandom(seed: 3)
        for (name, spelled) in [("by id", false), ("by contract number", true)] {
            var times: [Double] = [], utterances = 0, records = 0
            for _ in 0..<rounds {
                let place = Int.random(in: 0..<signings.count, using: &random)
                let subject = spelled ? Self.number(place) : signings[place].leaf.id.description
                // Opened again, so that no key is in memory.
                let session = try ArchiveSession(Archive.open(.folder(folder), master: master), key: key, purpose: .audit)
                times.append(
                    try seconds {
                        let scene = try SceneReader(session).scene(of: subject)
                        utterances = scene.contacts.reduce(0) { $0 + $1.utterances.count }
                        records = scene.integrity.records
                    })
            }
            times.sort()
            print(
                "scene \(name)", "p50", milliseconds(times[rounds / 2]), "p95", milliseconds(times[rounds * 95 / 100]), "most",
                milliseconds(times[rounds - 1]), "utterances \(utterances), records \(records)")
        }
    }

    private static func number(_ place: Int) -> String { "BM-\(place)" }

    private func fill(_ archive: Archive) throws {
        var speech = SyntheticSpeech(seed: 1), sales = 0, done = 0
        let projects = try (0..<5).map { try addProject($0, to: archive) }
        while done < count {
            var drafts: [Draft] = []
            for _ in 0..<8 where done < count {
                drafts += sale(sales, projects[sales % projects.count], &speech)
                sales += 1
                done += Self.contacts * Self.perConversation
            }
            try archive.append(drafts)
        }
    }

    private static let first = Timestamp("2024-01-01T02:00:00.000Z")!
    private static func time(_ day: Int) -> CanonicalJSON { .string(first.advanced(by: Int64(day) * 86_400_000).description) }

    private func addProject(_ number: Int, to archive: Archive) throws -> RecordID {
        let project = Draft(.project, content: (.archive, .object(["name": .string("项目\(number)")])))
        var drafts = [project]
        let link = Link(.project, project.id)
        for kind in ["brochure", "price-list", "notice"] {
            var last: RecordID?
            for version in 0..<6 {
                let clauses = CanonicalJSON.array((0..<12).map { .object(["id": .string("\($0)"), "text": .string("第\(version)版第\($0)条，建筑面积与价格以合同为准。")]) })
                let draft = Draft(
                    .document, links: [link] + (last.map { [Link(.supersedes, $0)] } ?? []),
                    data: ["kind": .string(kind), "valid_from": Self.time(version * 100 - 50)],
                    content: (.documents(project.id), .object(["title": .string("\(kind) \(version)"), "clauses": clauses])))
                drafts.append(draft)
                last = draft.id
            }
        }
        var last: RecordID?
        for version in 0..<3 {
            let clauses = CanonicalJSON.array(
                (0..<10).map {
                    .object(["id": .string("\($0)"), "kind": "required", "title": "标题", "text": .string("第\(version)版第\($0)条口径，以政府公布为准。")])
                })
            let draft = Draft(
                .script, links: [link] + (last.map { [Link(.supersedes, $0)] } ?? []),
                data: ["topic": "口径", "valid_from": Self.time(version * 200 - 50), "approvers": .array([])],
                content: (
                    .documents(project.id), .object(["title": .string("口径 \(version)"), "clauses": clauses, "file": "a.md", "bytes": ""])
                ))
            drafts.append(draft)
            last = draft.id
        }
        try archive.append(drafts)
        return project.id
    }

    /// A customer from the first visit to the signing.
    private func sale(_ number: Int, _ project: RecordID, _ speech: inout SyntheticSpeech) -> [Draft] {
        let unit = Draft(.unit, links: [Link(.project, project)], content: (.archive, .object(["label": .string("\(number)室")])))
        let customer = RecordID.new(), day = number % 500
        var drafts = [unit, Draft(.customer, id: customer, links: [Link(.project, project)], content: (.customer(customer), .object(["name": "客户"])))]
        var visit = RecordID.new()
        for contact in 0..<Self.contacts {
            visit = .new()
            let conversation = RecordID.new()
            drafts.append(
                Draft(
                    .visit, id: visit, links: [Link(.project, project), Link(.customer, customer)],
                    data: ["channel": "on-site", "start": Self.time(day + contact * 3)]))
            drafts.append(
                Draft(
                    .conversation, id: conversation,
                    links: [Link(.project, project), Link(.unit, unit.id), Link(.customer, customer), Link(.visit, visit)],
                    data: ["started": Self.time(day + contact * 3), "medium": "on-site", "format": "csv"],
                    content: (.conversation(conversation), .object(["participants": .array([])]))))
            var transcript = Draft(.transcript, links: [Link(.conversation, conversation)], content: (.conversation(conversation), .object([:])))
            transcript.utterances = (0..<Self.perConversation).map { number in
                Utterance(
                    number: number, role: number % 2 == 0 ? .seller : .customer, start: Int64(number) * 4000, end: Int64(number) * 4000 + 3000,
                    time: Self.first.advanced(by: Int64(day + contact * 3) * 86_400_000 + Int64(number) * 4000), text: speech.utterance())
            }
            drafts.append(transcript)
        }
        let signing = Draft(
            .signing, links: [Link(.unit, unit.id), Link(.customer, customer), Link(.visit, visit), Link(.project, project)],
            data: ["time": Self.time(day + 33)],
            content: (.customer(customer), .object(["contract_number": .string(Self.number(number))])))
        drafts.append(signing)
        for item in 0..<5 {
            let disclosure = Draft(.disclosure, links: [Link(.signing, signing.id)], data: ["item": .string("\(item)")])
            drafts.append(disclosure)
            guard item > 0 else { continue }
            drafts.append(
                Draft(
                    .acknowledgement, links: [Link(.disclosure, disclosure.id), Link(.signing, signing.id)],
                    data: ["time": Self.time(day + 33), "marked": "signature"]))
        }
        return drafts
    }

    private func seconds(_ body: () throws -> Void) rethrows -> Double {
        let start = DispatchTime.now().uptimeNanoseconds
        try body()
        return Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
    }

    private func milliseconds(_ seconds: Double) -> String { String(format: "%.0f ms", seconds * 1000) }
}
