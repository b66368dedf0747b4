import ArgumentParser
import KaipanArchive
import KaipanScene

/// `kaipan promises list`: the promises in the archive, with what was decided.
struct PromisesListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the promises with their status; the reading is logged. 列出允诺（会留痕）。")

    @OptionGroup var options: ArchiveOptions
    @OptionGroup var output: PromiseOutput

    @Argument(help: "Only those of this conversation or document. 仅此会话或文档。")
    var source: RecordName?

    @Option(name: .long, help: ArgumentHelp("proposed, confirmed or rejected. 状态。", valueName: "status"))
    var status: String?

    func validate() throws {
        guard status.map({ ["proposed", "confirmed", "rejected"].contains($0) }) ?? true else {
            throw ValidationError(zh: "--status 应为 proposed（待确认）、confirmed（已确认）或 rejected（已驳回）", en: "--status takes proposed, confirmed or rejected")
        }
    }

    func run() throws {
        try options.run {
            let session = try options.session()
            let promises = try session.promises(of: source?.id(in: session.archive, .conversation, .document)).filter { promise in
                status.map { $0.utf8.elementsEqual((promise.decision?.rawValue ?? "proposed").utf8) } ?? true
            }
            try output.write(promises, of: session.archive, in: options.spoken)
            if promises.isEmpty, !output.isJSON {
                options.say("没有这样的允诺。先从会话或文件提取：kaipan promises extract 编号", "No such promise. Extract them first: kaipan promises extract ID")
            }
        }
    }
}
