import Crypto
import Foundation
import KaipanArchive
import KaipanText

/// Writes a BagIt 1.0 folder (RFC 8493) with SHA-256 manifests.
final class BagWriter {
    private let folder: String
    /// By path from the bag's root.
    private var digests: [String: String] = [:]
    private var paths: Set<[UInt8]> = []
    private var folders: Set<String> = []
    private var bytes: Int64 = 0

    init(folder: String) throws {
        self.folder = folder
        try makeFolder(folder)
    }

    /// How many files of the payload there are.
    var count: Int { digests.count }

    /// Adds a file of the payload.
    ///
    /// - Parameter path: below `data/`.
    func add(_ content: [UInt8], _ path: String) throws {
        let (name, place) = try claim(path)
        try write(content, to: place)
        digests[name] = Hexadecimal.string(Array(SHA256.hash(data: content)))
        bytes += Int64(content.count)
    }

    /// Adds a file that somebody else writes.
    ///
    /// - Parameter body: gets the place, where there is no file yet.
    func add(_ path: String, writing body: (String) throws -> Void) throws {
        let (name, place) = try claim(path)
        try body(place)
        guard let file = FileHandle(forReadingAtPath: place) else { throw ArchiveError.store(reason: place) }
        defer { try? file.close() }
        var hasher = SHA256()
        while let part = try file.read(upToCount: 1 << 20), !part.isEmpty {
            hasher.update(data: part)
            bytes += Int64(part.count)
        }
        digests[name] = Hexadecimal.string(Array(hasher.finalize()))
    }

    /// Writes what makes the folder a bag.
    ///
    /// - Parameters:
    ///   - info: of `bag-info.txt`.
    ///   - time: that all files get, so that copies of the folder do not differ.
    /// - Returns: the SHA-256 of the tag manifest in hexadecimal.
    func finish(info: [(label: String, value: String)], time: Timestamp) throws -> String {
        let oxum = (label: "Payload-Oxum", value: "\(bytes).\(digests.count)")
        let tags: [(String, String)] = [
            ("bag-info.txt", (info + [oxum]).map { "\($0.label): \($0.value)\n" }.joined()),
            ("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"),
            ("manifest-sha256.txt", Self.manifest(digests)),
        ]
        var tagDigests: [String: String] = [:]
        for (name, text) in tags {
            try write(Array(text.utf8), to: "\(folder)/\(name)")
            tagDigests[name] = Hexadecimal.string(Array(SHA256.hash(data: Array(text.utf8))))
        }
        let manifest = Array(Self.manifest(tagDigests).utf8)
        try write(manifest, to: "\(folder)/tagmanifest-sha256.txt")
        let date = Date(timeIntervalSince1970: Double(time.milliseconds / 1000))
        for name in digests.keys.sorted() + tagDigests.keys.sorted() + ["tagmanifest-sha256.txt"] {
            try? FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: "\(folder)/\(name)")
        }
        return Hexadecimal.string(Array(SHA256.hash(data: manifest)))
    }

    /// The lines of a manifest, in the order of their paths' bytes.
    private static func manifest(_ digests: [String: String]) -> String {
        digests.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map { "\($0.value)  \($0.key)\n" }.joined()
    }

    // MARK: - Files

    private func claim(_ path: String) throws -> (name: String, place: String) {
        let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        let isPlain = parts.allSatisfy { !$0.isEmpty && !$0.elementsEqual(".".utf8) && !$0.elementsEqual("..".utf8) }
            // These are spelled otherwise in manifests.
            && path.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F && $0 != "%" && $0 != "\\" }
        guard isPlain, paths.insert(Array(path.utf8)).inserted else {
            throw ArchiveError.invalid(what: LocalizedText(
                zh: "证据包里的文件名“\(path)”不合规或重复。", en: "The name “\(path)” of a file in the package is not allowed, or stands twice."))
        }
        let place = "\(folder)/data/\(path)"
        try makeFolder((place as NSString).deletingLastPathComponent)
        return ("data/\(path)", place)
    }

    private func makeFolder(_ path: String) throws {
        guard folders.insert(path).inserted else { return }
        do { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700]) } catch {
            throw ArchiveError.store(reason: "\(path): \(error.localizedDescription)")
        }
    }

    private func write(_ bytes: [UInt8], to path: String) throws {
        // What somebody said is for its owner's eyes.
        guard FileManager.default.createFile(atPath: path, contents: Data(bytes), attributes: [.posixPermissions: 0o600]) else {
            throw ArchiveError.store(reason: path)
        }
    }
}
