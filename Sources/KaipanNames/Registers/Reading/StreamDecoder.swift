import CLibXML2
import Glibc

/// Decodes a stream of bytes to UTF-8 chunk by chunk, a character cut by a chunk's end included.
///
/// Where no encoding is given it is decided by the mark, an XML declaration, or the first chunk that holds other than ASCII. Bytes that
/// are no character become U+FFFD.
struct StreamDecoder: ~Copyable {
    private static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]

    /// The encoding once it is decided; until then all was ASCII.
    private(set) var encoding: RegisterEncoding?
    private var converter: iconv_t?
    /// The bytes of a cut character.
    private var rest: [UInt8] = []
    private var isFirst = true

    init(encoding: RegisterEncoding?) {
        if let encoding { choose(encoding) }
    }

    deinit {
        if let converter { iconv_close(converter) }
    }

    /// Decodes a chunk and appends its text.
    /// - Parameter isLast: whether the stream ends behind the chunk, so that a cut character is a wrong one.
    mutating func decode(_ chunk: UnsafeBufferPointer<UInt8>, isLast: Bool, into text: inout [UInt8]) {
        var input = chunk
        if isFirst, !chunk.isEmpty {
            isFirst = false
            if let (marked, length) = RegisterEncoding.marked(chunk) {
                if encoding == nil || encoding == marked {
                    choose(marked)
                    input = UnsafeBufferPointer(rebasing: chunk[length...])
                }
            } else if encoding == nil, let found = RegisterEncoding.unmarkedUTF16(chunk) ?? Self.declared(in: chunk) {
                choose(found)
            }
        }
        if encoding == nil, input.contains(where: { $0 >= 0x80 }) { choose(RegisterEncoding.guessed(from: input)) }
        guard !rest.isEmpty else {
            convert(input, isLast: isLast, into: &text)
            return
        }
        let whole = rest + input
        rest = []
        whole.withUnsafeBufferPointer { convert($0, isLast: isLast, into: &text) }
    }

    private mutating func choose(_ encoding: RegisterEncoding) {
        self.encoding = encoding
        if let converter { iconv_close(converter) }
        converter = encoding == .utf8 ? nil : iconv_open("UTF-8", encoding.rawValue)
    }

    /// The encoding that an XML declaration names.
    private static func declared(in chunk: UnsafeBufferPointer<UInt8>) -> RegisterEncoding? {
        let head = String(decoding: chunk.prefix(200), as: UTF8.self)
        guard head.drop(while: \.isWhitespace).hasPrefix("<?xml"), let name = head.firstRange(of: "encoding") else { return nil }
        let value = head[name.upperBound...].drop { $0 == " " || $0 == "=" || $0 == "\"" || $0 == "'" }
            .prefix { $0 != "\"" && $0 != "'" && $0 != "?" }
        switch value.lowercased() {
        case "utf-8", "utf8": return .utf8
        case "gb18030", "gbk", "gb2312", "cp936": return .gb18030
        default: return nil
        }
    }

    private mutating func convert(_ input: UnsafeBufferPointer<UInt8>, isLast: Bool, into text: inout [UInt8]) {
        if let converter {
            transcode(input, with: converter, isLast: isLast, into: &text)
        } else {
            repair(input, isLast: isLast, into: &text)
        }
    }

    private mutating func transcode(
        _ input: UnsafeBufferPointer<UInt8>, with converter: iconv_t, isLast: Bool, into text: inout [UInt8]
    ) {
        let unit = encoding == .gb18030 ? 1 : 2
        let room = 1 << 16
        withUnsafeTemporaryAllocation(byteCount: room, alignment: 1) { buffer in
            guard let base = input.baseAddress, let out = buffer.baseAddress else { return }
            var position = 0
            while position < input.count {
                var source: UnsafeMutablePointer<CChar>? = UnsafeMutableRawPointer(mutating: base + position)
                    .assumingMemoryBound(to: CChar.self)
                var left = input.count - position
                var target: UnsafeMutablePointer<CChar>? = out.assumingMemoryBound(to: CChar.self)
                var space = room
                let result = iconv(converter, &source, &left, &target, &space)
                let failure = errno
                text.append(contentsOf: UnsafeRawBufferPointer(start: out, count: room - space))
                position = input.count - left
                guard result == -1, failure != E2BIG else { continue }
                if failure == EINVAL, !isLast {
                    rest = Array(input[position...])
                    return
                }
                text.append(contentsOf: Self.replacement)
                position += unit
            }
        }
    }

    /// Copies what is UTF-8; iconv would let pass the sequences of five bytes that UTF-8 once had.
    private mutating func repair(_ input: UnsafeBufferPointer<UInt8>, isLast: Bool, into text: inout [UInt8]) {
        var copied = 0
        var index = 0
        while index < input.count {
            // Three bytes of most Han characters at once.
            if input[index] < 0x80 {
                index += 1
                continue
            }
            if index + 2 < input.count, input[index] &- 0xE1 < 0x0C, input[index + 1] & 0xC0 == 0x80, input[index + 2] & 0xC0 == 0x80 {
                index += 3
                continue
            }
            switch UTF8Scanner.character(in: input, at: index) {
            case .valid(let length): index += length
            case .cut where !isLast:
                text.append(contentsOf: input[copied..<index])
                rest = Array(input[index...])
                return
            case .cut, .wrong:
                text.append(contentsOf: input[copied..<index])
                text.append(contentsOf: Self.replacement)
                if case .wrong(let length) = UTF8Scanner.character(in: input, at: index) { index += length } else { index = input.count }
                copied = index
            }
        }
        text.append(contentsOf: input[copied...])
    }
}
