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
    private static let format = 11

    init(folder: String, digest: String, properNames: [String]) {
        let key = "\(Self.format)\n\(digest)\n\(PatternDatabase.platform)\n\(properNames.joined(separator: "\n"))"
        self.key = key
        let name = Hexadecimal.string(SHA256.hash(data: Data(key.utf8)).prefix(16))
        path = "\(folder)/rules-\(name).bin"
    }

    func load() -> (RuleSet.Stored, PatternAutomata)? {
        // A new file takes this one's place by renaming, so this one never shrinks under the reader.
        guard let file = MappedFile(path), let head = Head(file.bytes), let pieces = head.ranges(in: file.bytes.count) else { return nil }
        let rules = UnsafeRawBufferPointer(rebasing: file.bytes[pieces[0]])
        guard checksum(rules, head.lengths) == head.sum else { return nil }
        var archive = ArchiveReader(rules)
        guard let stored = try? RuleSet.Stored(from: &archive), let clues = try? PatternClues(from: &archive),
            let starts = try? archive.numbers(), let headSums = try? archive.numbers(),
            let sum = try? archive.raw(SHA256.byteCount), archive.isAtEnd, clues.patternCount == stored.patterns.count,
            starts.count == stored.patterns.count + 1, starts.last.map(Int.init) == pieces[2].count,
            zip(starts, starts.dropFirst()).allSatisfy(<=)
        else { return nil }
        let images = zip(starts, starts.dropFirst()).map { pieces[2].lowerBound + Int($0)..<pieces[2].lowerBound + Int($1) }
        guard
            let stock = PatternStock(
                file, images: images, headSums: headSums, expressions: pieces[1], expressionSum: Array(sum))
        else { return nil }
        return (stored, PatternAutomata(stock, clues: clues))
    }

    /// Writes beside the target and renames, so that no reader ever sees half a file; a cache that cannot be written
    /// costs time and nothing else.
    ///
    /// - Parameter expressions: what the automata were made from, by pattern.
    func save(_ stored: RuleSet.Stored, _ automata: PatternAutomata, expressions: [String]) {
        guard let clues = automata.clues, let images = automata.images() else { return }
        var lines = Array(expressions.joined(separator: "\n").utf8)
        var archive = ArchiveWriter()
        stored.write(to: &archive)
        clues.write(to: &archive)
        var starts: [UInt32] = [0]
        for image in images { starts.append(starts[starts.count - 1] + UInt32(image.count)) }
        archive.numbers(starts)
        archive.numbers(images.map { PatternDatabase.headSum(of: $0) })
        // The automata begin at a multiple of their alignment; empty lines are no expressions.
        let behind = (Head.size + archive.bytes.count + SHA256.byteCount + lines.count) % PatternDatabase.alignment
        if behind > 0 { lines += repeatElement(UInt8(ascii: "\n"), count: PatternDatabase.alignment - behind) }
        archive.raw(PatternStock.sum(lines))
        let lengths = [archive.bytes.count, lines.count, Int(starts[starts.count - 1])].map(UInt64.init)
        let sum = archive.bytes.withUnsafeBytes { checksum($0, lengths) }
        let head = Head(lengths: lengths, sum: sum)
        let folder = (path as NSString).deletingLastPathComponent
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try? Data(head.bytes + archive.bytes + lines + images.joined()).write(to: URL(fileURLWithPath: path), options: .atomic)
    }

    /// The sum over the rules and all that they depend on.
    ///
    /// What is used rarely brings sums of its own, which are looked at when it is.
    private func checksum(_ rules: UnsafeRawBufferPointer, _ lengths: [UInt64]) -> [UInt8] {
        var hash = SHA256()
        hash.update(data: Data("\(key)\n\(lengths)\n".utf8))
        hash.update(bufferPointer: rules)
        return Array(hash.finalize())
    }

    /// What stands before the rules, the expressions and the automata.
    private struct Head {
        var lengths: [UInt64]
        var sum: [UInt8]

        private static let magic = Array("kaipan-rules\n".utf8)
        private static let count = 3
        static let size = magic.count + 8 * count + SHA256.byteCount

        init(lengths: [UInt64], sum: [UInt8]) {
            self.lengths = lengths
            self.sum = sum
        }

        init?(_ file: UnsafeRawBufferPointer) {
            guard file.count > Self.size, file.prefix(Self.magic.count).elementsEqual(Self.magic) else { return nil }
            lengths = (0..<Self.count).map {
                UInt64(littleEndian: file.loadUnaligned(fromByteOffset: Self.magic.count + 8 * $0, as: UInt64.self))
            }
            sum = Array(file[(Self.size - SHA256.byteCount)..<Self.size])
        }

        var bytes: [UInt8] {
            var bytes = Self.magic
            for length in lengths { withUnsafeBytes(of: length.littleEndian) { bytes.append(contentsOf: $0) } }
            return bytes + sum
        }

        /// Where the pieces lie in a file of a size, or nil where they do not fill it.
        func ranges(in size: Int) -> [Range<Int>]? {
            var ranges: [Range<Int>] = []
            var end = Self.size
            for length in lengths {
                guard length <= UInt64(size - end) else { return nil }
                ranges.append(end..<end + Int(length))
                end += Int(length)
            }
            return end == size ? ranges : nil
        }
    }

    /// The folder that the user's environment names for caches, or nil where none can be found.
    static func defaultFolder(environment: [String: String]) -> String? {
        if let folder = environment["XDG_CACHE_HOME"], folder.hasPrefix("/") { return folder + "/kaipan" }
        guard let home = environment["HOME"], !home.isEmpty else { return nil }
        return home + "/.cache/kaipan"
    }
}
