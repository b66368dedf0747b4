import Crypto
import Foundation
import KaipanText

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
    private func matches(_ path: String, _ reference: ImportedMediaReference) -> Bool {
        if let size = reference.size {
            let found = (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? NSNumber
            guard found?.int64Value == size else { return false }
        }
        guard let md5 = reference.md5 else { return true }
        // A video may be larger than the memory.
        guard let file = try? MediaFile(path) else { return false }
        var hasher = Insecure.MD5()
        while let bytes = try? file.next(1 << 20), !bytes.isEmpty { hasher.update(data: bytes) }
        return Hexadecimal.string(Array(hasher.finalize())).utf8.elementsEqual(md5.utf8)
    }
}
