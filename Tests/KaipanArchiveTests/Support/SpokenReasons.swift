import KaipanArchive
import KaipanText

extension VerificationReport {
    /// The reasons and notes that a reader of one language could not read: Chinese without a Chinese character, English with one.
    var misspoken: [LocalizedText] {
        func isChinese(_ text: String) -> Bool { text.unicodeScalars.contains { (0x3400...0x9FFF).contains($0.value) } }
        return (problems + notes).map(\.reason).filter { !isChinese($0.zh) || isChinese($0.en) || $0.en.isEmpty }
    }
}
