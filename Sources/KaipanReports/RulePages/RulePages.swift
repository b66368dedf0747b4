import Foundation
import KaipanText

/// Where the pages about the rules are published, so that reports can link to them.
///
/// The Chinese pages lie in the folder itself, the English ones in its folder `en`, as `kaipan rules docs` writes them.
public struct RulePages: Sendable, Hashable {
    private let base: String
    /// Whether links begin with a scheme, so that they lead somewhere from anywhere.
    let isAbsolute: Bool

    /// Schemes that a link may have; any other, such as `javascript`, could run something.
    private static let schemes = ["http", "https", "file"]

    /// - Parameter base: the address of the folder of pages (http, https or file), or its path relative to the report.
    /// - Returns: nil where the address has another scheme or is no address at all.
    public init?(base: String) {
        let trimmed = base.hasSuffix("/") ? String(base.dropLast()) : base
        guard !trimmed.isEmpty, !base.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) else { return nil }
        let head = trimmed.prefix { $0 != ":" && $0 != "/" }
        isAbsolute = head.endIndex < trimmed.endIndex && trimmed[head.endIndex] == ":"
        if isAbsolute, !Self.schemes.contains(head.lowercased()) { return nil }
        // What is encoded already stays so.
        var allowed = CharacterSet.urlPathAllowed
        allowed.insert(charactersIn: "%:?&=#@")
        guard let encoded = trimmed.addingPercentEncoding(withAllowedCharacters: allowed) else { return nil }
        self.base = encoded
    }

    /// The address of a rule's page.
    public func page(of rule: String, in language: Language) -> String {
        "\(base)/\(language == .english ? "en/" : "")\(rule).html"
    }
}
