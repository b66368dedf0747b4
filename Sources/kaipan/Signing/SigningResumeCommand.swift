import ArgumentParser
import KaipanArchive
import KaipanScene

/// `kaipan signing resume`: goes on with a signing that was interrupted.
struct SigningResumeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Goes on where the archive has an interrupted signing. 从档案接着讲。")

    @OptionGroup var options: ArchiveOptions
    @OptionGroup var lines: SigningLines

    @Argument(help: "The conversation, as start said. 会话编号。")
    var name: RecordName

    func run() throws {
        try options.run {
            var options = options
            options.purpose = options.purpose ?? .service
            let session = try options.session(), id = try name.id(in: session.archive, .conversation)
            let signing = try SigningSession.resume(session, id)
            options.say("会话 \(id)：\(signing.signing.state.kind.name.zh)", "conversation \(id): \(signing.signing.state.kind.name.en)")
            try lines.converse(signing, options)
        }
    }
}
