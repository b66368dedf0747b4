import ArgumentParser
import Foundation
import KaipanArchive
import KaipanText

/// How a report is written, and where: the format follows what the file's name ends in, and no file is overwritten unasked.
struct ReportOutput: ParsableArguments {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json, html, pdf

        /// What names of such files end in, the usual one first.
        var endings: [String] {
            switch self {
            case .text: ["txt", "text"]
            case .json: ["json"]
            case .html: ["html", "htm"]
            case .pdf: ["pdf"]
            }
        }
    }

    @Option(name: .long, help: ArgumentHelp("text, json, html or pdf; else what --output ends in, else text. 格式。", valueName: "format"))
    var format: Format?

    @Option(name: .shortAndLong, help: ArgumentHelp("The file to write: .txt, .json, .html, or .pdf through Chromium. 输出文件。", valueName: "file"))
    var output: String?

    @Flag(name: .long, help: "Overwrite the file where it is there. 覆盖已有文件。")
    var force = false

    /// The format to write, once it is sure that it may be written.
    ///
    /// - Throws: `ArchiveError.invalid` where the name's ending and the format disagree, or the file is there and --force is not.
    func chosen() throws -> Format {
        guard let output else {
            guard format != .pdf else {
                throw ArchiveError.invalid(what: LocalizedText(
                    zh: "--format pdf 须用 --output 文件.pdf 指出写到哪里。", en: "--format pdf takes --output FILE.pdf."))
            }
            return format ?? .text
        }
        var status = stat()
        let isThere = stat(output, &status) == 0
        // A device or a pipe is named for what it is, and holds nothing to overwrite.
        if isThere, status.st_mode & S_IFMT != S_IFREG, status.st_mode & S_IFMT != S_IFDIR {
            guard format != .pdf else {
                throw ArchiveError.invalid(what: LocalizedText(
                    zh: "\(output)：不是普通文件，PDF 写不进去。请换一个文件名。", en: "\(output) is no regular file, and a PDF cannot be written into it. Name another file."))
            }
            return format ?? .text
        }
        let chosen = try named(output)
        if isThere, status.st_mode & S_IFMT == S_IFREG, !force {
            throw ArchiveError.invalid(what: LocalizedText(
                zh: "\(output)：文件已存在，没有改动。要覆盖请加 --force，或换一个文件名。",
                en: "\(output): the file is there already; nothing was changed. Overwrite it with --force, or name another file."))
        }
        return chosen
    }

    private func named(_ output: String) throws -> Format {
        let ending = (output as NSString).pathExtension.lowercased()
        let known = Format.allCases.first { $0.endings.contains { $0.utf8.elementsEqual(ending.utf8) } }
        switch (format, known) {
        case (let format?, _) where ending.isEmpty: return format
        case (let format?, let known?) where format == known: return format
        case (nil, let known?): return known
        case (let format?, _):
            throw ArchiveError.invalid(what: LocalizedText(
                zh: "\(output)：扩展名 .\(ending) 与 --format \(format.rawValue) 不符。请把文件名改为以 .\(format.endings[0]) 结尾，或改用相应的 --format。",
                en: "\(output): .\(ending) is not the ending of --format \(format.rawValue). Let the name end in .\(format.endings[0]), or give the format that it ends in."))
        case (nil, nil):
            let endings = Format.allCases.map { "." + $0.endings[0] }
            throw ArchiveError.invalid(what: LocalizedText(
                zh: "\(output)：看不出要写成什么格式。请用以 \(endings.joined(separator: "、")) 结尾的文件名，或用 --format 指定。",
                en: "\(output): its name does not tell the format. Let it end in \(endings.joined(separator: ", ")), or give --format."))
        }
    }

    /// Writes a report, or ends with status 2 saying why it could not be written.
    ///
    /// - Parameter printer: prints the page that `text` then is.
    func write(_ text: String, _ printer: PagePrinter?, _ language: Language) throws {
        if let printer, let output { return try printer.print(text, to: output) }
        do {
            var sink = try ReportSink(path: output)
            sink.write(text)
            try sink.close()
        } catch {
            Console.error(Console.cannotWrite(output ?? (language == .chinese ? "标准输出" : "standard output"), error, language))
            throw ExitCode(2)
        }
    }
}
