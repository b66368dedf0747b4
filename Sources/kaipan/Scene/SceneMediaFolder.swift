import Foundation
import KaipanArchive
import KaipanScene
import KaipanText

/// The folder beside a report in which its recordings lie.
struct SceneMediaFolder {
    private let path: String
    /// How the report names the folder.
    private let name: String

    /// - Throws: `ArchiveError.invalid` where the folder is not beside the report.
    init(_ path: String, beside report: String) throws {
        let folder = URL(fileURLWithPath: path).standardizedFileURL, beside = URL(fileURLWithPath: report).standardizedFileURL.deletingLastPathComponent()
        guard folder.path.hasPrefix(beside.path == "/" ? "/" : beside.path + "/") else {
            throw ArchiveError.invalid(what: LocalizedText(
                zh: "--media \(path)：应在报告所在的文件夹 \(beside.path) 之内，否则页面找不到录音。",
                en: "--media \(path): should be inside of the report's folder \(beside.path), or the page does not find the recordings."))
        }
        self.path = folder.path
        name = String(folder.path.dropFirst(beside.path.count)).split(separator: "/").joined(separator: "/")
    }

    /// Writes the scene's recordings, each reading logged, and tells the scene where they are.
    func fill(_ scene: inout Scene, _ session: ArchiveSession) throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        for contact in scene.contacts.indices {
            for index in scene.contacts[contact].media.indices {
                let media = scene.contacts[contact].media[index]
                guard ["recording", "voice", "video"].contains(media.kind), let id = RecordID(media.source.record),
                    case .open(let reader) = try session.media(id)
                else { continue }
                let file = "\(id).\(Self.suffix(try reader.bytes(in: 0..<min(16, reader.length))))"
                try? FileManager.default.removeItem(atPath: "\(path)/\(file)")
                try reader.write(to: "\(path)/\(file)")
                let parts = name.split(separator: "/").map { String($0).addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "" }
                scene.contacts[contact].media[index].file = (parts + [file]).joined(separator: "/")
            }
        }
    }

    /// What a file's first bytes say that it is.
    private static func suffix(_ head: [UInt8]) -> String {
        func begins(_ text: String, at place: Int = 0) -> Bool { head.dropFirst(place).starts(with: Array(text.utf8)) }
        if begins("RIFF"), begins("WAVE", at: 8) { return "wav" }
        if begins("OggS") { return "ogg" }
        if begins("ftyp", at: 4) { return "mp4" }
        if begins("#!AMR") { return "amr" }
        if begins("fLaC") { return "flac" }
        if begins("ID3") || (head.first == 0xFF && head.count > 1 && head[1] & 0xE0 == 0xE0) { return "mp3" }
        return "bin"
    }
}
