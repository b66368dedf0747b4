import ArgumentParser
import KaipanArchive
import KaipanLog
import KaipanScene
import KaipanText

/// `kaipan adherence`: what was said of the script in a conversation.
struct AdherenceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "adherence", abstract: "Compares a conversation with the scripts in force then; the result is sealed. 核对会话与话术（会留痕）。",
        discussion: """
            Each required clause is said, partial, missing, contradicted, out-of-order or uncertain; beside them forbidden statements and
            answers that are not as approved. What the recording does not tell is uncertain, never missing. Status 1 where something is
            missing, contradicted, out of order, forbidden or not as approved.
            """)

    @OptionGroup var options: ArchiveOptions

    @Argument(help: "The conversation's id. 会话编号。")
    var conversation: RecordName

    @Option(name: .long, help: ArgumentHelp("A script to compare with; else those in force. 指定话术。", valueName: "id"))
    var script: [RecordName] = []

    @Option(name: .long, help: ArgumentHelp("text or json. 输出格式。", valueName: "format"))
    var format = "text"

    func validate() throws {
        guard ["text", "json"].contains(format) else { throw ValidationError(zh: "--format 应为 text 或 json", en: "--format takes text or json") }
    }

    func run() throws {
        try options.run {
            let session = try options.session(), archive = session.archive
            let results = try session.adherence(
                of: conversation.id(in: archive, .conversation), scripts: script.isEmpty ? nil : script.map { try $0.id(in: archive, .script) })
            if format == "json" {
                let json = CanonicalJSON.array(results.map { result in
                    .object([
                        "record": .string(result.record.description), "conversation": .string(result.conversation.description),
                        "script": .string(result.script.description), "late": .bool(result.isLate), "transcripts": .array(result.transcripts.map { .integer($0) }), "report": result.report.json,
                    ])
                })
                Console.out(String(decoding: try json.serialized(), as: UTF8.self) + "\n")
            } else {
                for result in results { show(result) }
                if results.isEmpty { options.say("当时没有有效的话术", "no script was in force then") }
            }
            if results.contains(where: { Self.isBroken($0.report) }) { throw ExitCode(1) }
        }
    }

    private static func isBroken(_ report: AdherenceReport) -> Bool {
        !report.forbidden.isEmpty || report.answers.contains { $0.relation == .partly || $0.relation == .other || $0.relation == .contradicts }
            || report.clauses.contains { $0.outcome != .said && $0.outcome != .uncertain }
    }

    private func show(_ result: SealedAdherence) {
        let language = options.spoken, report = result.report
        Console.line("\(result.record)  \(result.script)  \(report.version)")
        if result.isLate {
            options.tell("这份话术是事后登记的；说话时档案里还没有有效的话术", "this script was recorded afterwards; the archive had none in force when this was said")
        }
        let places = result.transcripts.map { "@\($0)" }
        options.tell("依据转写：\(places.joined(separator: "、"))", "from the transcripts \(places.joined(separator: ", "))")
        for outcome in report.clauses {
            Console.line("\(outcome.outcome.name[language])  \(clause(outcome.clause, outcome.title))  \(percent(outcome.score))")
            for reason in outcome.reasons { Console.line(reason[language], indent: 4) }
            showMissing(outcome.outcome == .missing ? [] : outcome.missingSlots)
            for citation in outcome.citations { show(citation, result) }
        }
        for statement in report.forbidden {
            options.tell("禁止用语  \(statement.clause)  “\(statement.phrase)”", "forbidden  \(statement.clause)  “\(statement.phrase)”")
            show(statement.citation, result)
        }
        for answer in report.answers {
            let name = clause(answer.clause, answer.title)
            options.tell("答复\(answer.relation.name.zh)  \(name)", "answer \(answer.relation.name.en)  \(name)")
            show(answer.question, result)
            showMissing(answer.relation == .partly ? answer.slots.filter { $0.isMandatory && $0.state == .missing }.map(\.label) : [])
            for citation in answer.answer { show(citation, result) }
        }
    }

    private func clause(_ id: String, _ title: String) -> String { title.isEmpty || title.utf8.elementsEqual(id.utf8) ? id : "\(id)  \(title)" }

    private func showMissing(_ slots: [String]) {
        guard !slots.isEmpty else { return }
        options.tell("缺：\(slots.joined(separator: "、"))", "missing: \(slots.joined(separator: ", "))", indent: 4)
    }

    private func show(_ citation: Citation, _ result: SealedAdherence) { Console.line("\(place(citation, result))  \(citation.text)", indent: 4) }

    private func percent(_ score: Double) -> String { "\(Int((score * 100).rounded())) %" }

    /// The utterance, the place of its transcript in the log, its characters, and the moment.
    private func place(_ citation: Citation, _ result: SealedAdherence) -> String {
        let transcript = citation.source.part.flatMap { Int($0) }.flatMap { result.places[$0] }.map { " @\($0)" } ?? ""
        let moment = citation.start.map { start in
            let seconds = start / 1000
            return " \(seconds / 60):\(seconds % 60 < 10 ? "0" : "")\(seconds % 60)"
        } ?? citation.time.map { " " + $0.inChina } ?? ""
        return "#\(citation.source.part ?? "")\(transcript) \(citation.characters.lowerBound)–\(citation.characters.upperBound)\(moment)"
    }
}
