import ArgumentParser
import KaipanArchive

/// `kaipan archive search`: finds any sentence again.
struct ArchiveSearchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "search", abstract: "Finds what was said; the search is logged. 全文检索（会留痕）。")

    @OptionGroup var options: ArchiveOptions

    @Argument(help: "Words, \"phrases\", AND OR NOT, role:seller, project:ID, from:2026-03-01, sounds:词 … 检索式。")
    var query: String

    func run() throws {}
}
