import ArgumentParser
import KaipanArchive
import KaipanLog
import KaipanScene
import KaipanText

/// How promises are written out.
struct PromiseOutput: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("text or json. 输出格式。", valueName: "format"))
    var format = "text"

    func validate() throws {
        guard ["text", "json"].contains(format) else { throw ValidationError(zh: "--format 应为 text 或 json", en: "--format takes text or json") }
    }

    var isJSON: Bool { format == "json" }

    /// Promises that stand in the archive, with who decided on them and when.
    func write(_ promises: [RecordedPromise], of archive: Archive, in language: Language) throws {
        if isJSON {
            try write(.object(["promises": .array(promises.map(\.json))]))
        } else {
            for recorded in promises {
                let status = recorded.decision?.name[language] ?? (language == .chinese ? "待确认" : "proposed")
                let last = recorded.decisions.last, reason = last?.reason.map { language == .chinese ? "（\($0)）" : " (\($0))" } ?? ""
                let who = try last?.member.map { try archive.name(of: $0) ?? $0.description }
                let decided = [who, last?.time.inChina].compactMap(\.self).map { "  " + $0 }.joined()
                Console.line("\(recorded.id)  \(status)\(reason)\(decided)")
                Self.show(recorded.promise, language)
            }
        }
    }

    /// Promises of a file that is in no archive.
    func write(_ promises: [Promise], in language: Language) throws {
        if isJSON {
            try write(.object(["promises": .array(promises.map { promise in
                .object([
                    "rule": .string(promise.rule), "topic": .string(promise.topic?.rawValue ?? ""), "specificity": .integer(Int64(promise.specificity.score)),
                    "promise": .object(promise.json),
                ])
            })]))
        } else {
            for promise in promises {
                Console.line(promise.id)
                Self.show(promise, language)
            }
        }
    }

    private func write(_ json: CanonicalJSON) throws { Console.out(String(decoding: try json.serialized(), as: UTF8.self) + "\n") }

    private static func show(_ promise: Promise, _ language: Language) {
        let place = [promise.citation.source.part.map { "#\($0)" }, promise.citation.time?.inChina, promise.unit].compactMap(\.self).joined(separator: "  ")
        let reasons = promise.specificity.reasons.map { $0[language] }.joined(separator: language == .chinese ? "；" : "; ")
        Console.line("\(promise.summary(in: language))  [\(promise.rule)]", indent: 2)
        Console.line("“\(promise.citation.text)”  \(place)", indent: 2)
        Console.line("\(promise.specificity.score)/100: \(reasons)", indent: 2)
    }
}
