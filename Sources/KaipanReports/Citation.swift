import KaipanRules
import KaipanText

/// Articles of law as lawyers cite them.
enum Citation {
    /// One article, with a remark where nobody has read it in the original.
    static func text(_ basis: LegalBasis, in language: Language) -> String {
        let isChinese = language == .chinese
        let article = basis.article.map { isChinese ? spell($0) : " art. \($0)" } ?? ""
        let unread = basis.verified ? "" : isChinese ? "（条文未核对原文）" : " (article not read in the original)"
        return "\(isChinese ? "《\(basis.law)》" : basis.law)\(article)\(unread)"
    }

    /// Several articles in one line; empty for none.
    static func text(_ articles: [LegalBasis], in language: Language) -> String {
        articles.map { text($0, in: language) }.joined(separator: language == .chinese ? "；" : "; ")
    }

    /// `28.2(1)` is 第28条第2款第(1)项.
    private static func spell(_ article: String) -> String {
        let head = article.prefix { $0 != "(" }
        let item = article.dropFirst(head.count)
        let parts = head.split(separator: ".", maxSplits: 1)
        guard let number = parts.first else { return article }
        let paragraph = parts.count > 1 ? "第\(parts[1])款" : ""
        return "第\(number)条\(paragraph)\(item.isEmpty ? "" : "第\(item)项")"
    }
}
