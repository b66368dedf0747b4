import Crypto
import KaipanText

/// The bytes of a file, or of one part of it, with their decoded text and the way between the two.
public struct Source: Sendable {
    /// The file, as the user named it.
    public let path: String
    /// The part inside a container (`word/document.xml`), or nil.
    public let part: String?
    public let encoding: TextEncoding
    /// The decoded text as UTF-8, without a byte order mark.
    public let text: [UInt8]
    /// What could not be decoded, in order; the first thousand.
    public let problems: [DecodingProblem]
    /// The file's bytes; empty where `text` holds them already.
    private let raw: [UInt8]
    /// Where `text` starts in the file: behind the byte order mark.
    private let textStart: Int
    /// Pairs of offsets that correspond, for encodings other than clean UTF-8.
    private let checkpoints: [Transcoder.Checkpoint]

    /// Decodes bytes.
    ///
    /// Complexity: O(n). Clean UTF-8 is not copied.
    /// - Parameters:
    ///   - declared: what the document itself or the user says; a byte order mark wins over it.
    public init(path: String, part: String? = nil, bytes: [UInt8], declared: TextEncoding? = nil) {
        self.path = path
        self.part = part
        let detection = EncodingDetector.detect(bytes, declared: declared)
        encoding = detection.encoding
        if detection.isCleanUTF8 {
            textStart = detection.markLength
            text = detection.markLength == 0 ? bytes : Array(bytes[detection.markLength...])
            raw = []
            checkpoints = []
            problems = []
        } else {
            var transcoder = Transcoder(encoding: encoding)
            transcoder.decode(bytes, from: detection.markLength)
            text = transcoder.output
            problems = transcoder.problems
            checkpoints = transcoder.checkpoints
            raw = bytes
            textStart = detection.markLength
        }
    }

    /// The SHA-256 of the bytes as they are stored, in lower-case hexadecimal.
    public static func digest(of bytes: [UInt8]) -> String {
        Hexadecimal.string(SHA256.hash(data: bytes))
    }

    /// Whether text offsets and byte offsets differ by a constant.
    package var isStoredAsUTF8: Bool { raw.isEmpty }

    /// The offset in the stored file of an offset in the text.
    ///
    /// Complexity: O(1) for clean UTF-8, otherwise O(log n) and the decoding of at most 512 bytes.
    /// - Parameter offset: UTF-8 bytes from the start of `text`, at a character's boundary.
    public func byteOffset(ofText offset: Int) -> Int {
        guard !raw.isEmpty else { return offset + textStart }
        var low = 0
        var high = checkpoints.count
        while low < high {
            let middle = (low + high) / 2
            if checkpoints[middle].text <= offset { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return textStart }
        let checkpoint = checkpoints[low - 1]
        guard checkpoint.text < offset else { return checkpoint.raw }
        return Transcoder.advance(raw, encoding: encoding, from: checkpoint, toText: offset)
    }

    /// The stored bytes of a range, for proofs that a place holds what is said of it.
    public func storedBytes(in range: Range<Int>) -> [UInt8] {
        raw.isEmpty ? Array(text[(range.lowerBound - textStart)..<(range.upperBound - textStart)]) : Array(raw[range])
    }
}

extension Source {
    /// UTF-8 bytes in another encoding.
    /// - Returns: nil where a character has no place in it.
    public static func encoded(_ text: [UInt8], as encoding: TextEncoding) -> [UInt8]? {
        Transcoder.encode(text, as: encoding)
    }
}
