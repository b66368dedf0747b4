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
    private static let format = 7

    init(folder: String, digest: String, properNames: [String]) {
        let key = "\(Self.format)\n\(digest)\n\(PatternDatabase.platform)\n\(properNames.joined(separator: "\n"))"
        self.key = key
        let name = Hexadecimal.string(SHA256.hash(data: Data(key.utf8)).prefix(16))
        path = "\(folder)/rules-\(name).bin"
    }

    func load() -> (RuleSet.Stored, PatternAutomata)? {
        // A new file takes this one's place by renaming, so this one never shrinks under the reader.
        guard let file = MappedFile(path), let head = Head(file.bytes) else { return nil }
        guard let ranges = head.ranges(in: file.bytes.count), let rules = ranges.first else { return nil }
        guard checksum(ranges.map { UnsafeRawBufferPointer(rebasing: file.bytes[$0]) }) == head.sum else { return nil }
        var archive = ArchiveReader(UnsafeRawBufferPointer(rebasing: file.bytes[rules]))
        guard let stored = try? RuleSet.Stored(from: &archive), archive.isAtEnd,
            let automata = PatternAutomata(file, Array(ranges.dropFirst()), division: stored.division)
        else { return nil }
        return (stored, automata)
    }

    /// Writes beside the target and renames, so that no reader ever sees half a file; a cache that cannot be written
    /// costs time and nothing else.
    func save(_ stored: RuleSet.Stored, _ automata: PatternAutomata) {
        guard let images = automata.images() else { return }
        var archive = ArchiveWriter()
        stored.write(to: &archive)
        let pieces = [archive.bytes] + images
        var body: [UInt8] = []
        for piece in pieces {
            // The body begins at a multiple of the alignment, too.
            body.append(contentsOf: repeatElement(0, count: Head.padding(behind: body.count)))
            body.append(contentsOf: piece)
        }
        let head = Head(lengths: pieces.map { UInt64($0.count) }, sum: checksum(pieces))
        let folder = (path as NSString).deletingLastPathComponent
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try? Data(head.bytes + body).write(to: URL(fileURLWithPath: path), options: .atomic)
    }

    /// The sum over the rules, the heads of the automata and all that they depend on.
    ///
    /// Behind its head an automaton brings a sum of its own, which Hyperscan checks before it is used.
    private func checksum(_ pieces: [some RandomAccessCollection<UInt8>]) -> [UInt8] {
        var hash = SHA256()
        hash.update(data: Data("\(key)\n\(pieces.map(\.count))\n".utf8))
        for (index, piece) in pieces.enumerated() {
            let looked = index == 0 ? piece[...] : piece.prefix(PatternDatabase.headSize)
            let sum: Void? = looked.withContiguousStorageIfAvailable { hash.update(bufferPointer: UnsafeRawBufferPointer($0)) }
            precondition(sum != nil, "bytes lie in one piece")
        }
        return Array(hash.finalize())
    }

    /// What stands before the rules and the automata.
    private struct Head {
        /// Of the rules and of each automaton.
        var lengths: [UInt64]
        var sum: [UInt8]

        private static let magic = Array("kaipan-rules\n".utf8)
        private static let count = 1 + PatternPart.allCases.count
        private static let used = magic.count + 8 * count + 32
        /// All of it, padded.
        static let size = used + padding(behind: used)

        init(lengths: [UInt64], sum: [UInt8]) {
            self.lengths = lengths
            self.sum = sum
        }

        init?(_ file: UnsafeRawBufferPointer) {
            guard file.count > Self.size, file.prefix(Self.magic.count).elementsEqual(Self.magic),
                file[Self.used..<Self.size].allSatisfy({ $0 == 0 })
            else { return nil }
            lengths = (0..<Self.count).map {
                UInt64(littleEndian: file.loadUnaligned(fromByteOffset: Self.magic.count + 8 * $0, as: UInt64.self))
            }
            sum = Array(file[(Self.used - 32)..<Self.used])
        }

        var bytes: [UInt8] {
            var bytes = Self.magic
            for length in lengths { withUnsafeBytes(of: length.littleEndian) { bytes.append(contentsOf: $0) } }
            bytes += sum
            return bytes + [UInt8](repeating: 0, count: Self.size - Self.used)
        }

        /// Where the pieces lie in a file of a size, or nil where they do not fill it.
        func ranges(in size: Int) -> [Range<Int>]? {
            var ranges: [Range<Int>] = []
            var end = Self.size
            for length in lengths {
                let start = end + Self.padding(behind: end)
                guard start <= size, length <= UInt64(size - start) else { return nil }
                end = start + Int(length)
                ranges.append(start..<end)
            }
            return end == size ? ranges : nil
        }

        static func padding(behind offset: Int) -> Int {
            (PatternDatabase.alignment - offset % PatternDatabase.alignment) % PatternDatabase.alignment
        }
    }

    /// The folder that the user's environment names for caches, or nil where none can be found.
    static func defaultFolder(environment: [String: String]) -> String? {
        if let folder = environment["XDG_CACHE_HOME"], folder.hasPrefix("/") { return folder + "/kaipan" }
        guard let home = environment["HOME"], !home.isEmpty else { return nil }
        return home + "/.cache/kaipan"
    }
}
