import CLibXML2
import Glibc

/// Decodes bytes to UTF-8 through iconv and remembers where the two correspond.
struct Transcoder {
    /// A pair of offsets that stand for the same place.
    struct Checkpoint: Sendable {
        var text: Int
        var raw: Int
    }

    /// Bytes between two checkpoints: what has to be decoded again to find one place.
    private static let stride = 512
    private static let problemLimit = 1000
    private static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]

    let encoding: TextEncoding
    private(set) var output: [UInt8] = []
    private(set) var checkpoints: [Checkpoint] = []
    private(set) var problems: [DecodingProblem] = []

    init(encoding: TextEncoding) {
        self.encoding = encoding
    }

    /// Decodes bytes; those that are no character become U+FFFD and a problem.
    mutating func decode(_ bytes: [UInt8], from start: Int) {
        guard encoding != .utf8 else {
            decodeUTF8(bytes, from: start)
            return
        }
        output.reserveCapacity(bytes.count + bytes.count / 2)
        let converter = iconv_open("UTF-8", encoding.iconvName)
        defer { iconv_close(converter) }
        let room = Self.stride * 4 + 16
        bytes.withUnsafeBytes { input in
            withUnsafeTemporaryAllocation(byteCount: room, alignment: 1) { buffer in
                guard let base = input.baseAddress, let out = buffer.baseAddress else { return }
                var position = start
                while position < input.count {
                    checkpoints.append(Checkpoint(text: output.count, raw: position))
                    var source: UnsafeMutablePointer<CChar>? = UnsafeMutablePointer(
                        mutating: (base + position).assumingMemoryBound(to: CChar.self))
                    var left = min(Self.stride, input.count - position)
                    let length = left
                    var target: UnsafeMutablePointer<CChar>? = out.assumingMemoryBound(to: CChar.self)
                    var space = room
                    let result = iconv(converter, &source, &left, &target, &space)
                    let failure = errno
                    // Big5-HKSCS holds a base letter back to see whether a mark follows; a checkpoint must not split them.
                    _ = iconv(converter, nil, nil, &target, &space)
                    output.append(contentsOf: UnsafeRawBufferPointer(start: out, count: room - space))
                    let consumed = length - left
                    position += consumed
                    guard result == -1 else { continue }
                    // A character cut by the stride is only decoded with the next one, unless the file ends inside it.
                    let isCut = failure == EINVAL && position + left < input.count
                    if isCut, consumed > 0 { continue }
                    let wrong = min(max(1, unitLength), input.count - position)
                    if problems.count < Self.problemLimit {
                        problems.append(
                            DecodingProblem(
                                byteOffset: position, textOffset: output.count,
                                bytes: Array(input[position..<position + wrong])))
                    }
                    checkpoints.append(Checkpoint(text: output.count, raw: position))
                    output.append(contentsOf: Self.replacement)
                    position += wrong
                }
                checkpoints.append(Checkpoint(text: output.count, raw: position))
            }
        }
    }

    /// Copies what is UTF-8 and replaces the rest, a maximal subpart of a character at a time, as browsers do.
    ///
    /// iconv would let pass the sequences of five bytes that UTF-8 once had.
    private mutating func decodeUTF8(_ bytes: [UInt8], from start: Int) {
        output.reserveCapacity(bytes.count)
        var position = start
        while position < bytes.count {
            checkpoints.append(Checkpoint(text: output.count, raw: position))
            let wrong = EncodingDetector.invalidUTF8(in: bytes, from: position) ?? bytes.count..<bytes.count
            output.append(contentsOf: bytes[position..<wrong.lowerBound])
            position = wrong.upperBound
            guard !wrong.isEmpty else { break }
            if problems.count < Self.problemLimit {
                problems.append(
                    DecodingProblem(byteOffset: wrong.lowerBound, textOffset: output.count, bytes: Array(bytes[wrong])))
            }
            checkpoints.append(Checkpoint(text: output.count, raw: wrong.lowerBound))
            output.append(contentsOf: Self.replacement)
        }
        checkpoints.append(Checkpoint(text: output.count, raw: position))
    }

    /// What is skipped where no character can be read.
    private var unitLength: Int {
        switch encoding {
        case .utf16LittleEndian, .utf16BigEndian: 2
        default: 1
        }
    }

    /// Walks from a checkpoint to the stored offset of a text offset, a character at a time.
    static func advance(_ raw: [UInt8], encoding: TextEncoding, from checkpoint: Checkpoint, toText offset: Int) -> Int {
        // Between two checkpoints UTF-8 was copied.
        if encoding == .utf8 { return min(checkpoint.raw + offset - checkpoint.text, raw.count) }
        let converter = iconv_open("UTF-8", encoding.iconvName)
        defer { iconv_close(converter) }
        var text = checkpoint.text
        var position = checkpoint.raw
        raw.withUnsafeBytes { input in
            withUnsafeTemporaryAllocation(byteCount: 32, alignment: 1) { buffer in
                guard let base = input.baseAddress, let out = buffer.baseAddress else { return }
                while text < offset, position < input.count {
                    // The shortest prefix that iconv accepts is the character.
                    var taken = 0
                    for length in 1...4 where position + length <= input.count {
                        var source: UnsafeMutablePointer<CChar>? = UnsafeMutablePointer(
                            mutating: (base + position).assumingMemoryBound(to: CChar.self))
                        var left = length
                        var target: UnsafeMutablePointer<CChar>? = out.assumingMemoryBound(to: CChar.self)
                        var space = 32
                        let result = iconv(converter, &source, &left, &target, &space)
                        // Flushes what a stateful decoder holds back until it sees the next character.
                        if result != -1 { _ = iconv(converter, nil, nil, &target, &space) }
                        guard result != -1, left == 0, space < 32 else {
                            _ = iconv(converter, nil, nil, nil, nil)
                            continue
                        }
                        taken = length
                        text += 32 - space
                        break
                    }
                    guard taken > 0 else { return }
                    position += taken
                }
            }
        }
        return position
    }

    /// Encodes UTF-8 bytes, or nil where a character has no place in the encoding.
    static func encode(_ text: [UInt8], as encoding: TextEncoding) -> [UInt8]? {
        let converter = iconv_open(encoding.iconvName, "UTF-8")
        defer { iconv_close(converter) }
        let capacity = text.count * 4 + 16
        var output = [UInt8](repeating: 0, count: capacity)
        let written: Int? = text.withUnsafeBytes { input in
            output.withUnsafeMutableBytes { buffer in
                var source = UnsafeMutablePointer(mutating: input.baseAddress?.assumingMemoryBound(to: CChar.self))
                var left = input.count
                var target = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
                var space = capacity
                guard left == 0 || iconv(converter, &source, &left, &target, &space) == 0 else { return nil }
                _ = iconv(converter, nil, nil, &target, &space)
                return capacity - space
            }
        }
        return written.map { Array(output[..<$0]) }
    }
}
