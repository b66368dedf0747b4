/// The encodings that registers are read in.
public enum RegisterEncoding: String, Sendable, Hashable, Codable, CaseIterable {
    case utf8 = "UTF-8"
    case utf16LittleEndian = "UTF-16LE"
    case utf16BigEndian = "UTF-16BE"
    /// Also reads GB2312 and GBK, whose characters are a subset.
    case gb18030 = "GB18030"

    /// The encoding that a byte order mark tells, with the mark's length, else nil.
    static func marked(_ bytes: some Collection<UInt8>) -> (encoding: RegisterEncoding, length: Int)? {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
        if bytes.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
        if bytes.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
        // The mark as GB18030 spells it.
        if bytes.starts(with: [0x84, 0x31, 0x95, 0x33]) { return (.gb18030, 4) }
        return nil
    }

    /// UTF-16 without a mark: the delimiters of every format are ASCII, so that each has a zero beside it.
    static func unmarkedUTF16(_ bytes: some RandomAccessCollection<UInt8>) -> RegisterEncoding? {
        var zeros = (even: 0, odd: 0)
        for (offset, byte) in bytes.prefix(4096).enumerated() where byte == 0 {
            if offset % 2 == 0 { zeros.even += 1 } else { zeros.odd += 1 }
        }
        guard zeros.even + zeros.odd >= 2 else { return nil }
        if zeros.odd > zeros.even * 8 { return .utf16LittleEndian }
        return zeros.even > zeros.odd * 8 ? .utf16BigEndian : nil
    }

    /// UTF-8 or GB18030, by a sample that holds other than ASCII.
    ///
    /// A few wrong bytes do not make a UTF-8 file GB18030: characters of GB18030 are valid UTF-8 only by accident.
    static func guessed(from sample: UnsafeBufferPointer<UInt8>) -> RegisterEncoding {
        var valid = 0
        var wrong = 0
        var index = 0
        while index < sample.count {
            if sample[index] < 0x80 {
                index += 1
                continue
            }
            switch UTF8Scanner.character(in: sample, at: index) {
            case .valid(let length):
                valid += 1
                index += length
            case .wrong(let length):
                wrong += 1
                index += length
            // Cut by the sample's end.
            case .cut: index = sample.count
            }
        }
        return wrong * 10 <= valid ? .utf8 : .gb18030
    }
}
