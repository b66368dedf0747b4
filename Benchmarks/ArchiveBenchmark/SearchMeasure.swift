import Foundation
import KaipanArchive
import KaipanLog
import KaipanText

/// Measures how large the index of conversations is, how long it takes to build, and how soon the first page of results is there.
struct SearchMeasure {
    private var count = 300_000
    private var perConversation = 30
    private var store: String?
    private var keepsIndex = false
    private var rounds = 21
    private var only: String?

    init(_ arguments: ArraySlice<String>) throws {
        var rest = arguments
        while let name = rest.popFirst() {
            guard let value = rest.popFirst() else { throw CocoaError(.keyValueValidation) }
            switch name {
            case "--utterances": count = Int(value) ?? count
            case "--conversation": perConversation = Int(value) ?? perConversation
            case "--store": store = value
            case "--index": keepsIndex = value == "keep"
            case "--rounds": rounds = max(1, Int(value) ?? rounds)
            case "--only": only = value
            default: throw CocoaError(.keyValueValidation)
            }
        }
    }

    func run() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kaipan-benchmark-\(UUID().uuidString)").path
        let isServer = store?.hasPrefix("postgres") ?? false
        let path = isServer ? folder : store ?? folder
        let place: ArchivePlace = isServer ? .server(address: store!, journal: nil) : .folder(path)
        defer { if store == nil { try? FileManager.default.removeItem(atPath: folder) } }
        let master = try MasterKey([UInt8](repeating: 7, count: 32))
        let archive: Archive
        if let opened = try? Archive.open(place, master: master) {
            archive = opened
        } else {
            archive = try Archive.create(at: place, name: "benchmark.example/search", master: master)
            report("append", try seconds { try fill(archive) })
        }
        if !keepsIndex { report("build", try seconds { try archive.rebuildSearchIndex() }) }
        if !isServer {
            for name in ["records.db", "search.db"] {
                let size = try FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")[.size] as? Int ?? 0
                print(name, size / 1_000_000, "MB")
            }
        }
        var all: [Double] = []
        for (name, text) in SyntheticSpeech.queries where only.map({ $0 == name }) ?? true {
            let query = try SearchQuery(text)
            var times: [Double] = [], processor = 0.0, hits = 0, scanned = 0
            // Opened again, so that no key is in memory.
            let cold = try seconds { _ = try Archive.open(place, master: master).hits(query) }
            let began = clock()
            for _ in 0..<rounds {
                times.append(try seconds {
                    let page = try archive.hits(query)
                    hits = page.hits.count
                    scanned = page.scanned
                })
            }
            // Of this process: on a machine that does other things it says more than the clock on the wall.
            processor = Double(clock() - began) / Double(CLOCKS_PER_SEC) / Double(rounds)
            times.sort()
            all += times
            let columns = [
                name.padding(toLength: 18, withPad: " ", startingAt: 0), "p50", milliseconds(times[rounds / 2]), "p95",
                milliseconds(times[rounds * 95 / 100]), "processor", milliseconds(processor), "cold", milliseconds(cold), "hits", "\(hits)",
                "read", "\(scanned)",
            ]
            print(columns.joined(separator: " "))
        }
        all.sort()
        print(
            "all p50", milliseconds(all[all.count / 2]), "p95", milliseconds(all[all.count * 95 / 100]), "most",
            milliseconds(all.last ?? 0))
        guard only == nil else { return }
        // One more utterance, and the search after it.
        var speech = SyntheticSpeech(seed: 2)
        let one = try (0..<20).map { _ in
            try append(archive, conversations: 1, utterances: 1, &speech)
            return try seconds { try archive.indexForSearch() }
        }.sorted()
        report("add one to the index", one[10])
    }

    private func fill(_ archive: Archive) throws {
        var speech = SyntheticSpeech(seed: 1)
        var done = 0
        while done < count {
            let conversations = max(1, min(3000, count - done) / perConversation)
            try append(archive, conversations: conversations, utterances: perConversation, &speech)
            done += conversations * perConversation
        }
    }

    private func append(_ archive: Archive, conversations: Int, utterances: Int, _ speech: inout SyntheticSpeech) throws {
        var drafts: [Draft] = []
        let first = Timestamp("2026-01-01T02:00:00.000Z")!
        for _ in 0..<conversations {
            let id = RecordID.new()
            let start = first.advanced(by: Int64.random(in: 0..<120) * 86_400_000)
            drafts.append(Draft(.conversation, id: id, data: ["started": .string(start.description)]))
            var transcript = Draft(.transcript, links: [Link(.conversation, id)], content: (.conversation(id), .object([:])))
            transcript.utterances = (0..<utterances).map { number in
                Utterance(
                    number: number, role: number % 2 == 0 ? .seller : .customer, speaker: number % 2, start: Int64(number) * 4000,
                    end: Int64(number) * 4000 + 3000, text: speech.utterance())
            }
            drafts.append(transcript)
        }
        try archive.append(drafts)
    }

    private func seconds(_ body: () throws -> Void) rethrows -> Double {
        let start = DispatchTime.now().uptimeNanoseconds
        try body()
        return Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
    }

    private func milliseconds(_ seconds: Double) -> String { String(format: "%.2f ms", seconds * 1000) }
    private func report(_ name: String, _ seconds: Double) { print(name, String(format: "%.3f s", seconds)) }
}
