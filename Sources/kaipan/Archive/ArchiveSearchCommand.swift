import ArgumentParser
import KaipanArchive
import KaipanLog
import KaipanScene
import KaipanText

/// `kaipan archive search`: finds any sentence again.
struct ArchiveSearchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search", abstract: "Finds what was said, newest first; the search is logged. 检索话语（会留痕）。",
        discussion: """
            Words are found anywhere in the text, from one character on. "…" is a phrase; AND, OR, NOT and brackets combine;
            role:seller, project:ID, customer:ID, unit:ID, agent:ID, conversation:ID, rule:ID, from:2026-03-01, to:2026-03-31 narrow;
            sounds:词 also finds what recognition misheard. Status 1 where nothing is found.
            """)

    @OptionGroup var options: ArchiveOptions

    @Argument(help: "What to look for. 检索式。")
    var query: String

    @Option(name: .long, help: ArgumentHelp("Hits a page, 1 to 500. 每页条数。", valueName: "count"))
    var limit = 50

    @Option(name: .long, help: ArgumentHelp("The next page, as the page before said. 下一页。", valueName: "cursor"))
    var after: Int64?

    @Option(name: .long, help: ArgumentHelp("text or json. 输出格式。", valueName: "format"))
    var format = "text"

    func validate() throws {
        guard (1...500).contains(limit) else { throw ValidationError(zh: "--limit 应为 1 到 500", en: "--limit takes a number from 1 to 500") }
        guard ["text", "json"].contains(format) else { throw ValidationError(zh: "--format 应为 text 或 json", en: "--format takes text or json") }
    }

    func run() throws {
        try options.run {
            let session = try options.session()
            let page = try session.search(SearchQuery(query), after: after, limit: limit)
            if format == "json" {
                Console.out(String(decoding: try Self.json(page).serialized(), as: UTF8.self) + "\n")
            } else {
                for hit in page.hits { Console.out(line(hit)) }
                if page.hits.isEmpty { options.say("没有找到“\(query)”", "nothing was found for “\(query)”") }
                if let next = page.next { options.say("下一页：--after \(next)", "next page: --after \(next)") }
                if page.erased > 0 { options.say("另有 \(page.erased) 句已依法删除，无从检索", "\(EnglishCount.of(page.erased, "utterance was", "utterances were")) erased and cannot be searched") }
                if !page.unreadable.isEmpty {
                    options.say("有 \(page.unreadable.count) 句已损坏，请运行 kaipan archive verify", "\(EnglishCount.of(page.unreadable.count, "utterance is", "utterances are")) damaged; run kaipan archive verify")
                }
                if !page.usedIndex { options.say("检索索引不可用，已逐句扫描", "the index could not be used; everything was read") }
            }
            if page.hits.isEmpty { throw ExitCode(1) }
        }
    }

    private func line(_ hit: SearchHit) -> String {
        // What matched is marked where a person looks at it.
        let marks = Console.isOutputTerminal ? ("\u{1B}[1m", "\u{1B}[0m") : ("", "")
        let bytes = Array(hit.text.utf8)
        var text: [UInt8] = [], place = 0
        for match in hit.matches where match.lowerBound >= place {
            text += bytes[place..<match.lowerBound] + Array(marks.0.utf8) + bytes[match] + Array(marks.1.utf8)
            place = match.upperBound
        }
        text += bytes[place...]
        return "\(hit.conversation) \(hit.number)\t\(hit.time?.inChina ?? "")\t\(hit.role.title[options.spoken])\t\(String(decoding: text, as: UTF8.self))\n"
    }

    private static func json(_ page: SearchPage) -> CanonicalJSON {
        .object([
            "hits": .array(page.hits.map { hit in
                .object([
                    "conversation": .string(hit.conversation.description), "number": .integer(Int64(hit.number)), "role": .string(hit.role.name),
                    "time": hit.time.map { .string($0.description) } ?? .null, "text": .string(hit.text),
                    "matches": .array(hit.matches.map { .array([.integer(Int64($0.lowerBound)), .integer(Int64($0.upperBound))]) }),
                ])
            }),
            "next": page.next.map { .integer($0) } ?? .null, "scanned": .integer(Int64(page.scanned)), "erased": .integer(Int64(page.erased)),
            "used_index": .bool(page.usedIndex),
        ])
    }
}
