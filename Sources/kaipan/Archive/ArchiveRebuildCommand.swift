import ArgumentParser
import KaipanArchive

/// `kaipan archive rebuild`: builds what searches read again from the records.
struct ArchiveRebuildCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild", abstract: "Builds the search index again from the records. 重建检索索引。",
        discussion: "Searches keep the index up to date by themselves; this is for an index in which verify found something wrong.")

    @OptionGroup var options: ArchiveOptions

    func run() throws {
        try options.run {
            let archive = try options.open()
            try archive.rebuildSearchIndex { done, all in
                if Console.isErrorTerminal { Console.error("\(done)/\(all)") }
            }
            options.say("检索索引已重建", "the search index is built again")
        }
    }
}
