import KaipanRules
import KaipanText

/// An article of law as lawyers cite it.
struct Citation {
    private let basis: LegalBasis
    private let language: Language

    init(_ basis: LegalBasis, in language: Language) {
        self.basis = basis
        self.language = language
    }

    /// Law and article; says so where nobody has read the article in the original.
    var text: String { reference + (basis.verified ? "" : unverified) }

    /// Law and article alone.
    var reference: String {
        switch language {
        case .chinese: "《\(basis.law)》" + (basis.article.map(Self.spell) ?? "")
        case .english: basis.law + (basis.article.map { " art. \($0)" } ?? "")
        }
    }

    private var unverified: String { language == .chinese ? "（条文未核对原文）" : " (article not read in the original)" }

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
