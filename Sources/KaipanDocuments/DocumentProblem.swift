import KaipanText

/// Something wrong with a document that did not keep it from being read.
public struct DocumentProblem: Sendable {
    public let message: LocalizedText
    public let position: SourcePosition?

    public init(message: LocalizedText, position: SourcePosition?) {
        self.message = message
        self.position = position
    }

    /// One problem per run of bytes that no character came of, at most ten of them a part.
    static func undecodable(in source: Source) -> [DocumentProblem] {
        guard !source.problems.isEmpty else { return [] }
        var lines = LineIndex(source)
        let shown = source.problems.prefix(10).map { problem in
            let bytes = problem.bytes.map { String($0, radix: 16, uppercase: true) }.joined(separator: " ")
            return DocumentProblem(
                message: LocalizedText(
                    zh: "字节 \(bytes) 不是 \(source.encoding.rawValue) 字符，已用 U+FFFD 代替；这里的文字可能漏查，请用 --encoding 指定编码，或另存为 UTF-8",
                    en: "The bytes \(bytes) are no \(source.encoding.rawValue) character; U+FFFD stands in their place. Words here may be missed: name the encoding with --encoding, or save as UTF-8"),
                position: lines.position(ofText: problem.textOffset))
        }
        let more = source.problems.count - shown.count
        guard more > 0 else { return shown }
        return shown + [
            DocumentProblem(
                message: LocalizedText(
                    zh: "另有 \(more) 处无法解码的字节；如编码判断有误，请用 --encoding 指定",
                    en: "\(more) more places could not be decoded; if the encoding was guessed wrongly, name it with --encoding"),
                position: nil)
        ]
    }
}
