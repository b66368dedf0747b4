import Foundation
import KaipanArchive
import KaipanText

/// Prints a page to PDF through a Chromium without a window.
struct PagePrinter {
    private let executable: String

    /// - Throws: `ArchiveError.invalid` where there is none.
    static func find() throws -> PagePrinter {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":") + ["/usr/bin"]
        let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
        guard let executable = folders.flatMap({ folder in names.map { "\(folder)/\($0)" } }).first(where: FileManager.default.isExecutableFile) else {
            throw ArchiveError.invalid(what: LocalizedText(
                zh: "生成 PDF 需要 Chromium（找过：\(names.joined(separator: "、"))）。请安装，或改用 --output 文件.html 后自行打印。",
                en: "A PDF takes Chromium (looked for \(names.joined(separator: ", "))). Install it, or write --output FILE.html and print that."))
        }
        return PagePrinter(executable: executable)
    }

    /// - Throws: `ArchiveError.invalid` where the browser fails, or does not end within two minutes.
    func print(_ html: String, to path: String) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kaipan-print-\(UUID().uuidString)")
        // The page holds personal data: nobody else may look into the folder.
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(at: folder) }
        let page = folder.appendingPathComponent("scene.html"), pdf = folder.appendingPathComponent("scene.pdf")
        try Data(html.utf8).write(to: page)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: executable)
        process.arguments = [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--user-data-dir=\(folder.path)/profile",
            "--no-pdf-header-footer", "--print-to-pdf=\(pdf.path)", page.absoluteString,
        ]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        try process.run()
        if ended.wait(timeout: .now() + 120) == .timedOut {
            process.terminate()
            ended.wait()
        }
        guard let data = try? Data(contentsOf: pdf), data.starts(with: Array("%PDF".utf8)) else {
            throw ArchiveError.invalid(what: LocalizedText(zh: "Chromium 没有生成 PDF（\(executable)）。", en: "Chromium made no PDF (\(executable))."))
        }
        do { try data.write(to: URL(fileURLWithPath: path), options: .atomic) } catch {
            throw ArchiveError.invalid(what: LocalizedText(
                zh: Console.cannotWrite(path, error, .chinese), en: Console.cannotWrite(path, error, .english)))
        }
    }
}
