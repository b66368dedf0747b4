import ArgumentParser
import KaipanArchive

/// `kaipan archive tiles`: the log as static files.
struct ArchiveTilesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tiles",
        abstract: "Writes the log as static files that anybody can verify (C2SP tlog-tiles); a folder is brought up to date. 导出日志文件。")

    @OptionGroup var options: ArchiveOptions

    @Argument(help: ArgumentHelp("The folder. 文件夹。", valueName: "folder"))
    var folder: String

    func run() throws {
        try options.run {
            let export = try options.open().exportTiles(to: folder)
            options.say(
                "\(folder)：\(export.size) 条（新增 \(export.size - export.previous)），写入 \(export.files) 个文件",
                "\(folder): \(export.size) entries (\(export.size - export.previous) new), \(export.files) files written")
        }
    }
}
