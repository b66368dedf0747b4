import ArgumentParser
import Foundation
import KaipanArchive
import KaipanScene
import KaipanText

/// Where the lines of a guided signing come from, and how its turns are shown.
struct SigningLines: ParsableArguments {
    @Option(name: .customLong("script-input"), help: ArgumentHelp("Lines from a file instead of the terminal. 从文件读取输入。", valueName: "file"))
    var input: String?

    /// Leads the signing until it ends or no line comes any more.
    ///
    /// - Throws: `ExitCode` 1 where it was not completed.
    func converse(_ signing: SigningSession, _ options: ArchiveOptions) throws {
        var signing = signing
        var file = try input.map(Self.lines)
        show(signing.latest, options)
        while true {
            if case .ended(let ending) = signing.signing.state {
                options.say("—— \(ending.name.zh)", "—— \(ending.name.en)")
                if ending == .completed { return }
                throw ExitCode(1)
            }
            guard let line = file == nil ? prompted() : file?.popFirst() else {
                options.say(
                    "已中断，档案里有到此为止的每一句。接着讲：kaipan signing resume \(signing.conversation)",
                    "Interrupted; the archive has every turn so far. Go on with kaipan signing resume \(signing.conversation)")
                throw ExitCode(1)
            }
            if file != nil { Console.out("> \(line)\n") }
            guard let event = SigningInput.event(line, in: signing.signing.state) else {
                if signing.signing.state.kind == .paused { Console.out(FixedPrompt.paused.text[options.spoken] + "\n") }
                continue
            }
            do { show(try signing.take(event, at: .now()), options) } catch let error as SigningError {
                // What can't happen now is said, and the signing stays where it is.
                guard case .unexpected = error else { throw error }
                Console.error(error.message[options.spoken])
            }
        }
    }

    private func prompted() -> String? {
        if Console.isOutputTerminal { Console.out("> ") }
        return readLine()
    }

    private static func lines(_ path: String) throws -> ArraySlice<String> {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ArchiveError.invalid(what: LocalizedText(zh: "\(path)：读不了这个文件", en: "\(path): cannot be read"))
        }
        return String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init)[...]
    }

    private func show(_ turns: [SigningTurn], _ options: ArchiveOptions) {
        let isChinese = options.spoken == .chinese
        for turn in turns {
            switch turn.content {
            case .clause(let words):
                Console.out("\n【\(words.title)】\n")
                for place in words.places {
                    var text = isChinese ? "《\(place.title)》条款 \(place.clause)" : "“\(place.title)”, clause \(place.clause)"
                    if let page = place.page { text += isChinese ? "，第 \(page) 页" : ", page \(page)" }
                    if !place.box.isEmpty { text += (isChinese ? "，位置 " : ", at ") + place.box.map(String.init).joined(separator: " ") }
                    Console.out((isChinese ? "展示：" : "Shown: ") + text + "\n")
                }
            case .answer, .prompt, .said: break
            }
            Console.out(turn.text + "\n")
            if let source = turn.source {
                options.say(
                    "（依据：话术 \(source.script)，“\(source.topic)”，\(source.version) 起，条款“\(source.clause)”）",
                    "(source: script \(source.script), “\(source.topic)”, from \(source.version), clause “\(source.clause)”)")
            }
        }
    }
}
