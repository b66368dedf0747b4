/// The encodings that documents are read in.
public enum TextEncoding: String, Sendable, CaseIterable, Codable {
    case utf8 = "UTF-8"
    case utf16LittleEndian = "UTF-16LE"
    case utf16BigEndian = "UTF-16BE"
    /// Also reads GB2312 and GBK, whose characters are a subset.
    case gb18030 = "GB18030"
    /// With the Hong Kong supplement, as browsers read the label.
    case big5 = "Big5"

    /// The encoding that a label in a declaration or an option means.
    ///
    /// The labels are those that the WHATWG Encoding Standard lists for these encodings, as far as they are in use.
    /// - Parameter label: compared without case and surrounding space.
    public init?(label: String) {
        switch label.trimmingWhitespace().lowercased() {
        case "utf-8", "utf8", "unicode-1-1-utf-8", "x-unicode20utf8": self = .utf8
        case "utf-16", "utf-16le", "utf16", "utf16le", "ucs-2", "unicode", "iso-10646-ucs-2": self = .utf16LittleEndian
        case "utf-16be", "utf16be", "unicodefffe": self = .utf16BigEndian
        case "gb18030", "gbk", "gb2312", "gb_2312", "gb_2312-80", "gb2312-80", "x-gbk", "cp936", "ms936", "chinese",
            "csgb2312", "iso-ir-58", "hz-gb-2312", "gb-2312", "euc-cn", "936", "windows-936":
            self = .gb18030
        case "big5", "big5-hkscs", "cn-big5", "csbig5", "x-x-big5", "big-5", "cp950", "ms950", "950": self = .big5
        default: return nil
        }
    }

    /// The name that iconv knows the encoding by.
    var iconvName: String {
        switch self {
        case .big5: "BIG5-HKSCS"
        default: rawValue
        }
    }
}

extension String {
    func trimmingWhitespace() -> String {
        let isSpace: (Character) -> Bool = { $0.isWhitespace || $0 == "\"" || $0 == "'" }
        return String(drop(while: isSpace).reversed().drop(while: isSpace).reversed())
    }
}
