/// Decides which encoding a file is in: byte order mark, declaration, valid UTF-8, else Big5 where the bytes are of its
/// kind, else GB18030.
enum EncodingDetector {
    struct Detection {
        var encoding: TextEncoding
        var markLength: Int
        var isCleanUTF8: Bool
    }

    /// How far a declaration may stand from the start; browsers look at 1,024 bytes, templates put scriptlets before it.
    private static let declarationLimit = 4096

    static func detect(_ bytes: [UInt8], declared: TextEncoding?) -> Detection {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            return Detection(encoding: .utf8, markLength: 3, isCleanUTF8: firstInvalidUTF8(in: bytes, from: 3) == nil)
        }
        if bytes.starts(with: [0xFF, 0xFE]) {
            return Detection(encoding: .utf16LittleEndian, markLength: 2, isCleanUTF8: false)
        }
        if bytes.starts(with: [0xFE, 0xFF]) {
            return Detection(encoding: .utf16BigEndian, markLength: 2, isCleanUTF8: false)
        }
        if declared == nil, let guess = guessUTF16(bytes) {
            return Detection(encoding: guess, markLength: 0, isCleanUTF8: false)
        }
        let invalid = firstInvalidUTF8(in: bytes, from: 0)
        if let declared {
            return Detection(encoding: declared, markLength: 0, isCleanUTF8: declared == .utf8 && invalid == nil)
        }
        if invalid == nil {
            // Text of several bytes a character that happens to be valid UTF-8 is UTF-8: pages are often converted and
            // keep the old declaration.
            return Detection(encoding: .utf8, markLength: 0, isCleanUTF8: true)
        }
        let label = declaration(in: bytes)
        switch label {
        case .utf8:
            // A page that says UTF-8 but was saved otherwise is wrong all over; one with a few damaged bytes is not.
            return Detection(encoding: isMostlyInvalid(bytes) ? .gb18030 : .utf8, markLength: 0, isCleanUTF8: false)
        case .utf16LittleEndian, .utf16BigEndian:
            // A declaration that could be read as ASCII was not written in UTF-16.
            return Detection(encoding: .gb18030, markLength: 0, isCleanUTF8: false)
        case let label?:
            return Detection(encoding: label, markLength: 0, isCleanUTF8: false)
        case nil:
            let other: TextEncoding = looksLikeBig5(bytes) ? .big5 : .gb18030
            return Detection(encoding: isMostlyInvalid(bytes) ? other : .utf8, markLength: 0, isCleanUTF8: false)
        }
    }

    /// The offset of the first sequence that is not UTF-8 (Unicode 16, table 3-7).
    ///
    /// ASCII, which most of markup is, is passed over eight bytes at a time.
    static func firstInvalidUTF8(in bytes: [UInt8], from start: Int) -> Int? {
        bytes.withUnsafeBytes { bytes in
            var index = start
            while index < bytes.count {
                while index + 8 <= bytes.count,
                    bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
                {
                    index += 8
                }
                guard index < bytes.count else { return nil }
                let lead = bytes[index]
                if lead < 0x80 {
                    index += 1
                    continue
                }
                let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
                guard lead >= 0xC2, lead <= 0xF4, index + length <= bytes.count else { return index }
                let second = bytes[index + 1]
                // Overlong forms, surrogates and what lies behind U+10FFFF show in the second byte.
                let lowest: UInt8 = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80
                let highest: UInt8 = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF
                guard second >= lowest, second <= highest else { return index }
                if length > 2, bytes[index + 2] & 0xC0 != 0x80 { return index }
                if length > 3, bytes[index + 3] & 0xC0 != 0x80 { return index }
                index += length
            }
            return nil
        }
    }

    /// The first bytes that are not UTF-8: at most one character's worth.
    static func invalidUTF8(in bytes: [UInt8], from start: Int) -> Range<Int>? {
        do {
            _ = try UTF8Span(validating: bytes.span.extracting(start..<bytes.count))
            return nil
        } catch {
            return start + error.byteOffsets.lowerBound..<start + error.byteOffsets.upperBound
        }
    }

    /// Whether more than a tenth of the sequences of several bytes are no UTF-8.
    private static func isMostlyInvalid(_ bytes: [UInt8]) -> Bool {
        var good = 0
        var bad = 0
        var index = 0
        while index < bytes.count, good + bad < 20_000 {
            let byte = bytes[index]
            if byte < 0x80 {
                index += 1
                continue
            }
            let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC2 ? 2 : 1
            let tail = bytes[min(index + 1, bytes.count)..<min(index + length, bytes.count)]
            if length > 1, tail.count == length - 1, tail.allSatisfy({ $0 & 0xC0 == 0x80 }) {
                good += 1
                index += length
            } else {
                bad += 1
                index += 1
            }
        }
        return bad * 10 > good
    }

    /// UTF-16 without a mark: text in other encodings holds no zero byte, and as UTF-16 it is no Chinese.
    private static func guessUTF16(_ bytes: [UInt8]) -> TextEncoding? {
        let sample = bytes.prefix(8192)
        guard sample.count >= 4, sample.contains(0) else { return nil }
        let little = plausibleUnits(sample, low: 0)
        let big = plausibleUnits(sample, low: 1)
        let best = max(little, big)
        guard best * 10 >= sample.count / 2 * 9 else { return nil }
        return little >= big ? .utf16LittleEndian : .utf16BigEndian
    }

    /// The number of code units that Chinese documents are made of, with the low byte first (0) or second (1).
    private static func plausibleUnits(_ sample: ArraySlice<UInt8>, low: Int) -> Int {
        var count = 0
        for index in stride(from: sample.startIndex, to: sample.endIndex - 1, by: 2) {
            switch (sample[index + 1 - low], sample[index + low]) {
            case (0, 0x20...0x7E), (0, 0x09), (0, 0x0A), (0, 0x0D), (0, 0xA0...0xFF), (0x4E...0x9F, _), (0x30, _), (0xFF, _),
                (0x20, 0x00...0x6F), (0xFE, 0xFF):
                count += 1
            default: break
            }
        }
        return count
    }

    /// Whether bytes of no declared encoding are Big5 and not GB18030.
    ///
    /// In simplified text the second byte of a character is above 0xA0, except in rare ones; in Big5 two fifths of them
    /// are ASCII letters and signs.
    private static func looksLikeBig5(_ bytes: [UInt8]) -> Bool {
        var pairs = 0
        var low = 0
        var index = 0
        while index + 1 < bytes.count, pairs < 20_000 {
            guard bytes[index] >= 0x81 else {
                index += 1
                continue
            }
            pairs += 1
            if (0x40...0x7E).contains(bytes[index + 1]) { low += 1 }
            index += 2
        }
        return pairs >= 20 && low * 5 > pairs
    }

    /// The encoding that the head of a document names: `charset=` in HTML, `encoding=` in XML, `pageEncoding=` in JSP.
    ///
    /// It works on bytes because every document passes through it, and most name theirs in the first hundred.
    static func declaration(in bytes: [UInt8]) -> TextEncoding? {
        bytes.withUnsafeBufferPointer { bytes in
            let head = UnsafeBufferPointer(rebasing: bytes.prefix(declarationLimit))
            guard head.contains(UInt8(ascii: "<")) else { return nil }
            if fits("<?xml", in: head, at: 0) { return declaration("encoding", in: head) }
            return declaration("charset", in: head) ?? declaration("pageencoding", in: head)
        }
    }

    /// The first known encoding that stands behind a key and an equals sign.
    private static func declaration(_ key: StaticString, in head: UnsafeBufferPointer<UInt8>) -> TextEncoding? {
        let isQuote = { (byte: UInt8) in byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") }
        var position = 0
        while let found = place(of: key, in: head, from: position) {
            position = found + key.utf8CodeUnitCount
            var index = position
            while index < head.count, isSpace(head[index]) { index += 1 }
            guard index < head.count, head[index] == UInt8(ascii: "=") else { continue }
            index += 1
            while index < head.count, isSpace(head[index]) || isQuote(head[index]) { index += 1 }
            let start = index
            while index < head.count, !isSpace(head[index]), !isQuote(head[index]), !">;/?".utf8.contains(head[index]) { index += 1 }
            // What is not ASCII is no label, and may be cut in the middle of a character here.
            let label = head[start..<index].map { $0 < 0x80 ? $0 : UInt8(ascii: "?") }
            if let encoding = TextEncoding(label: String(decoding: label, as: UTF8.self)) { return encoding }
        }
        return nil
    }

    /// The next place of a word in lower-case ASCII, whatever its case in the text.
    private static func place(of word: StaticString, in head: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        let first = word.utf8Start[0]
        var index = start
        while index + word.utf8CodeUnitCount <= head.count {
            if head[index] | 0x20 == first, fits(word, in: head, at: index) { return index }
            index += 1
        }
        return nil
    }

    private static func fits(_ word: StaticString, in head: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
        guard index + word.utf8CodeUnitCount <= head.count else { return false }
        for offset in 0..<word.utf8CodeUnitCount {
            let byte = head[index + offset]
            let lower = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
            if lower != word.utf8Start[offset] { return false }
        }
        return true
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
