import ArgumentParser
import KaipanArchive

/// Makes an archive with its members.
struct PrepareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "prepare", abstract: "Makes an archive with its members.")

    @OptionGroup var place: Place

    func run() throws {
        let archive = try place.openOrCreate()
        _ = try place.members(of: archive)
        Output.line("size \(try archive.size())")
    }
}
