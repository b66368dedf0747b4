import Crypto
import Foundation

/// The files that an export came with.
struct MediaFolder {
    private let path: String

    init?(_ path: String?) {
        guard let path else { return nil }
        self.path = path
    }

    /// The file that a message refers to: by its name, its id, or its digest; nil where there is none.
    func file(of reference: ImportedMediaReference) -> String? {
        let names = [reference.name, reference.sourceID, reference.md5].compactMap(\.self).filter { !$0.isEmpty && !$0.contains("/") }
        for name in names {
            for candidate in [name] + extensions.map({ "\(name).\($0)" }) {
                let file = "\(path)/\(candidate)"
                if FileManager.default.fileExists(atPath: file), matches(file, reference) { return file }
            }
        }
        return nil
    }

    private let extensions = ["jpg", "png", "mp4", "amr", "mp3", "wav", "m4a", "pdf", "gif"]

    /// Whether size and digest are those that the message names.
    private func matches(_ file: String, _ reference: ImportedMediaReference) -> Bool {
        guard let data = FileManager.default.contents(atPath: file) else { return false }
        if let size = reference.size, Int64(data.count) != size { return false }
        guard let md5 = reference.md5 else { return true }
        return Insecure.MD5.hash(data: data).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined() == md5
    }
}
