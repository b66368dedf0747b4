import Crypto
import Foundation
import KaipanText

/// Keeps compiled rules on disk, keyed by the rules' digest, Hyperscan's version and the processor's features.
///
/// A file that is damaged or of another version is as good as none: the rules are compiled again.
struct RuleCache {
    private let path: String
    /// What the contents depend on; part of the checksum, so that a file under another's name is not used.
    private let key: String

    /// Raise when `RuleSet.Stored` or the file's layout changes.
    private static let format = 5
    private static let magic = Array("kaipan-rules\n".utf8)

    init(folder: String, digest: String, properNames: [String]) {
        let key = "\(Self.format)\n\(digest)\n\(PatternDatabase.platform)\n\(properNames.joined(separator: "\n"))"
        self.key = key
        let name = Hexadecimal.string(SHA256.hash(data: Data(key.utf8)).prefix(16))
        path = "\(folder)/rules-\(name).bin"
    }

    func load() -> (RuleSet.Stored, PatternDatabase)? {
        // Mapped, because most of it is the automaton, which Hyperscan copies to a place of its own anyway. A new file takes
        // its place by renaming, so this one never shrinks under the reader.
        guard let data = try? Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped) else { return nil }
        let header = Self.magic.count + 8 + 32
        guard data.count > header, data.prefix(Self.magic.count).elementsEqual(Self.magic) else { return nil }
        return data.withUnsafeBytes { bytes in
            let length = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: Self.magic.count, as: UInt64.self))
            let payload = UnsafeRawBufferPointer(rebasing: bytes[header...])
            let expected = bytes[(header - 32)..<header]
            guard length <= UInt64(payload.count) else { return nil }
            let rules = UnsafeRawBufferPointer(rebasing: payload[..<Int(length)])
            guard checksum(of: rules, automatonLength: payload.count - rules.count).elementsEqual(expected) else { return nil }
            var archive = ArchiveReader(rules)
            guard let stored = try? RuleSet.Stored(from: &archive), archive.isAtEnd,
                let database = PatternDatabase(serialized: UnsafeRawBufferPointer(rebasing: payload[Int(length)...]))
            else { return nil }
            return (stored, database)
        }
    }

    /// Writes beside the target and renames, so that no reader ever sees half a file; a cache that cannot be written
    /// costs time and nothing else.
    func save(_ stored: RuleSet.Stored, _ database: PatternDatabase) {
        guard let automaton = database.serialized() else { return }
        var archive = ArchiveWriter()
        stored.write(to: &archive)
        var file = Data(Self.magic)
        withUnsafeBytes(of: UInt64(archive.bytes.count).littleEndian) { file.append(contentsOf: $0) }
        file.append(contentsOf: archive.bytes.withUnsafeBytes { checksum(of: $0, automatonLength: automaton.count) })
        file.append(contentsOf: archive.bytes)
        file.append(contentsOf: automaton)
        let folder = (path as NSString).deletingLastPathComponent
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try? file.write(to: URL(fileURLWithPath: path), options: .atomic)
    }

    /// The sum over everything but the automaton, which is most of the file and brings a sum of its own that Hyperscan
    /// checks when it is taken back.
    private func checksum(of rules: UnsafeRawBufferPointer, automatonLength: Int) -> SHA256Digest {
        var hash = SHA256()
        hash.update(data: Data("\(key)\n\(automatonLength)\n".utf8))
        hash.update(bufferPointer: rules)
        return hash.finalize()
    }

    /// The folder that the user's environment names for caches, or nil where none can be found.
    static func defaultFolder(environment: [String: String]) -> String? {
        if let folder = environment["XDG_CACHE_HOME"], folder.hasPrefix("/") { return folder + "/kaipan" }
        guard let home = environment["HOME"], !home.isEmpty else { return nil }
        return home + "/.cache/kaipan"
    }
}
