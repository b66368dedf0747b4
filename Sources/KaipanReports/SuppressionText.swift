import KaipanChecks
import KaipanText

/// A decision to leave a finding, in words.
struct SuppressionText {
    private let suppression: Suppression
    private let language: Language

    init(_ suppression: Suppression, language: Language) {
        self.suppression = suppression
        self.language = language
    }

    /// The reason, who decided and until when, in one line.
    var sentence: String {
        let isChinese = language == .chinese
        let by = suppression.by.map { (isChinese ? "批准：" : "by ") + $0 }
        let until = suppression.until.map { (isChinese ? "有效至 " : "until ") + "\($0)" }
        let remarks = [by, until].compactMap { $0 }.joined(separator: isChinese ? "，" : ", ")
        guard !remarks.isEmpty else { return suppression.reason }
        return isChinese ? "\(suppression.reason)（\(remarks)）" : "\(suppression.reason) (\(remarks))"
    }
}
