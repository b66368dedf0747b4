import Crypto
import Foundation
import Glibc
import KaipanText

/// Keeps compiled rules on disk, keyed by the rules' digest, Hyperscan's version and the processor's features.
///
/// A file that is damaged or of another version is as good as none: the rules are compiled again.
struct RuleCache {
    let path: String
    /// What the names of all files begin with whose automata this program can use on this processor.
    private let prefix: String
    /// What the contents depend on; part of the checksum, so that a file under another's name is not used.
    private let key: String

    /// Raise when `RuleSet.Stored` or the file's layout changes.
    private static let format = 20

    init(folder: String, digest: String, properNames: [String]) {
        let platform = "\(Self.format)\n\(PatternDatabase.platform)"
        let key = "\(platform)\n\(digest)\n\(properNames.joined(separator: "\n"))"
        self.key = key
        func name(_ text: String, _ length: Int) -> String { Hexadecimal.string(SHA256.hash(data: Data(text.utf8)).prefix(length)) }
        prefix = "rules-\(name(platform, 4))-"
        path = "\(folder)/\(prefix)\(name(key, 16)).bin"
    }

    func load() -> (RuleSet.Stored, PatternAutomata)? {
        // A new file takes this one's place by renaming, so this one never shrinks under the reader.
        guard let contents = Contents(path), checksum(contents.rules, contents.head.lengths) == contents.head.sum else { return nil }
        guard CacheSum.of(contents.lines) == contents.expressionSum,
            let stock = PatternStock(
                contents.file, images: contents.images, headSums: contents.headSums, expressions: contents.expressions)
        else { return nil }
        // What was used last is what stays.
        utimensat(AT_FDCWD, path, nil, 0)
        return (contents.stored, PatternAutomata(stock, supplement: supplement(), clues: contents.clues))
    }

    /// How many earlier files are looked through for automata.
    private static let poolDepth = 3

    /// The automata of the newest other files, so that a change of a rule makes only what it changes.
    func pool() -> AutomatonPool? {
        var pool = AutomatonPool()
        for path in files(prefix).prefix(Self.poolDepth) {
            guard let contents = Contents(path) else { continue }
            guard CacheSum.of(contents.lines) == contents.expressionSum else { continue }
            let lines = contents.lines.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            for (line, (image, sum)) in zip(lines, zip(contents.images, contents.headSums)) where !image.isEmpty {
                pool.add(line, StoredAutomaton(file: contents.file, image: image, headSum: sum))
            }
        }
        return pool.isEmpty ? nil : pool
    }

    /// How many files are kept, and how many bytes of them: the packs of some projects, each before and after some changes.
    private static let limit = (files: 64, bytes: 1_000_000_000)

    /// The files whose names begin so, those used last first.
    private func files(_ beginning: String) -> [String] {
        let folder = (path as NSString).deletingLastPathComponent
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { $0.hasPrefix(beginning) && $0.hasSuffix(".bin") }
        let dated = names.map { name in
            let path = "\(folder)/\(name)"
            return (path: path, date: (try? FileManager.default.attributesOfItem(atPath: path))?[.modificationDate] as? Date ?? .distantPast)
        }
        return dated.sorted { $0.date > $1.date }.map(\.path)
    }

    /// A file's pieces, each in its bounds; whether they are what was written is for the sums to say.
    private struct Contents {
        let file: MappedFile
        let head: Head
        let rules: UnsafeRawBufferPointer
        let stored: RuleSet.Stored
        let clues: PatternClues
        let images: [Range<Int>]
        let headSums: [UInt32]
        let expressions: Range<Int>
        let expressionSum: [UInt8]

        /// The expressions themselves.
        var lines: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: file.bytes[expressions]) }

        init?(_ path: String) {
            guard let file = MappedFile(path), let head = Head(file.bytes), let pieces = head.ranges(in: file.bytes.count) else { return nil }
            let rules = UnsafeRawBufferPointer(rebasing: file.bytes[pieces[0]])
            var archive = ArchiveReader(rules, owner: file)
            guard let stored = try? RuleSet.Stored(from: &archive), let clues = try? PatternClues(from: &archive),
                let starts = try? archive.numbers(), let headSums = try? archive.numbers(),
                let sum = try? archive.raw(CacheSum.size), archive.isAtEnd, clues.patternCount == stored.patterns.count,
                starts.count == stored.patterns.count + 1, starts.last.map(Int.init) == pieces[2].count,
                zip(starts, starts.dropFirst()).allSatisfy(<=), headSums.count == stored.patterns.count
            else { return nil }
            (self.file, self.head, self.rules, self.stored, self.clues, self.headSums) = (file, head, rules, stored, clues, headSums)
            images = zip(starts, starts.dropFirst()).map { pieces[2].lowerBound + Int($0)..<pieces[2].lowerBound + Int($1) }
            expressions = pieces[1]
            expressionSum = Array(sum)
        }
    }

    /// Writes beside the target and renames, so that no reader ever sees half a file; a cache that cannot be written
    /// costs time and nothing else.
    func save(_ stored: RuleSet.Stored, _ automata: PatternAutomata) {
        let expressions = automata.expressions
        // An expression with a line break would put every later one on another's line.
        guard !expressions.contains(where: { $0.utf8.contains(0x0A) }) else { return }
        guard let clues = automata.clues, let images = automata.images() else { return }
        var archive = ArchiveWriter()
        stored.write(to: &archive)
        clues.write(to: &archive)
        write(archive, Array(expressions.joined(separator: "\n").utf8), images, to: path)
        // The file itself has all of it now.
        unlink(supplementPath)
        // Whoever has one of these mapped keeps it.
        var room = Self.limit.bytes
        for (number, old) in files("rules-").enumerated() {
            room -= (try? FileManager.default.attributesOfItem(atPath: old))?[.size] as? Int ?? 0
            // The newest is this one.
            if number >= Self.limit.files || (room < 0 && number > 0) {
                unlink(old)
                unlink(Self.supplementPath(of: old))
            }
        }
    }

    /// Writes a file: what stands in `archive`, then where each automaton begins and its sum, the expressions and the automata.
    func write(_ archive: ArchiveWriter, _ expressions: [UInt8], _ images: [PatternAutomata.Image], to path: String) {
        var (archive, lines) = (archive, expressions)
        var starts: [UInt32] = [0]
        for image in images { starts.append(starts[starts.count - 1] + UInt32(image.count)) }
        archive.numbers(starts)
        archive.numbers(images.map { image in
            switch image {
            case .made(let bytes): PatternDatabase.headSum(of: bytes)
            case .stored(let stored): stored.headSum
            case .absent: 0
            }
        })
        // The automata begin at a multiple of their alignment; empty lines are no expressions.
        let behind = (Head.size + archive.bytes.count + CacheSum.size + lines.count) % PatternDatabase.alignment
        if behind > 0 { lines += repeatElement(UInt8(ascii: "\n"), count: PatternDatabase.alignment - behind) }
        archive.raw(lines.withUnsafeBytes(CacheSum.of))
        let lengths = [archive.bytes.count, lines.count, Int(starts[starts.count - 1])].map(UInt64.init)
        let sum = archive.bytes.withUnsafeBytes { checksum($0, lengths) }
        var contents = Data(Head(lengths: lengths, sum: sum).bytes)
        contents.reserveCapacity(Head.size + lengths.reduce(0) { $0 + Int($1) })
        contents += archive.bytes
        contents += lines
        for image in images {
            switch image {
            case .made(let bytes): contents += bytes
            case .stored(let stored): contents += stored.file.bytes[stored.image]
            case .absent: break
            }
        }
        let folder = (path as NSString).deletingLastPathComponent
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try? contents.write(to: URL(fileURLWithPath: path), options: .atomic)
    }

    /// The sum over the rules and all that they depend on.
    ///
    /// What is used rarely brings sums of its own, which are looked at when it is.
    func checksum(_ rules: UnsafeRawBufferPointer, _ lengths: [UInt64]) -> [UInt8] {
        var whole = Array("\(key)\n".utf8)
        for length in lengths { withUnsafeBytes(of: length.littleEndian) { whole.append(contentsOf: $0) } }
        whole += CacheSum.of(rules)
        return whole.withUnsafeBytes(CacheSum.of)
    }

    /// What stands before the rules, the expressions and the automata.
    struct Head {
        var lengths: [UInt64]
        var sum: [UInt8]

        /// So long that the tables of the rules lie at multiples of eight bytes.
        private static let magic = Array("kaipan-rule-set\n".utf8)
        private static let count = 3
        static let size = magic.count + 8 * count + CacheSum.size

        init(lengths: [UInt64], sum: [UInt8]) {
            self.lengths = lengths
            self.sum = sum
        }

        init?(_ file: UnsafeRawBufferPointer) {
            guard file.count > Self.size, file.prefix(Self.magic.count).elementsEqual(Self.magic) else { return nil }
            lengths = (0..<Self.count).map {
                UInt64(littleEndian: file.loadUnaligned(fromByteOffset: Self.magic.count + 8 * $0, as: UInt64.self))
            }
            sum = Array(file[(Self.size - CacheSum.size)..<Self.size])
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
