import Crypto
import Foundation
import KaipanText

/// What every page of the project has around its content: head, colours, type, header and footer.
///
/// A page is one file that asks nothing of a network: the security policy in its head admits its own style and script by
/// their digests and nothing else, so not even markup that slipped into it could run or load anything.
public struct PageFrame: Sendable {
    private let language: Language
    private let title: String
    private let style: String
    private let script: String
    private let playsMedia: Bool

    /// - Parameters:
    ///   - title: plain text.
    ///   - style: CSS for the content, behind that of the frame; without the text `</style`.
    ///   - script: JavaScript that runs once the page is read, without the text `</script`; empty for none.
    ///   - playsMedia: whether sound and video that lie beside the page may be played.
    public init(language: Language, title: String, style: String = "", script: String = "", playsMedia: Bool = false) {
        self.playsMedia = playsMedia
        self.language = language
        self.title = title
        self.style = PageStyle.css + style
        self.script = script
    }

    /// Everything before the content of `main`.
    /// - Parameter header: what stands under the title.
    public func opening(header: HTML) -> String {
        let scripts = script.isEmpty ? "" : "; script-src '\(Self.digest(script))'"
        // A page that was opened from a disk is of no origin, so that its neighbours are named by their scheme.
        let media = playsMedia ? "; media-src 'self' file:" : ""
        let policy = "default-src 'none'; style-src '\(Self.digest(style))'\(scripts)\(media); base-uri 'none'; form-action 'none'"
        let html: HTML = """
            <!DOCTYPE html>
            <html lang="\(language == .chinese ? "zh-CN" : "en")">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="\(policy)">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            <meta name="color-scheme" content="light dark">
            <title>\(title)</title>
            <style>\(HTML(trusted: style))</style>
            </head>
            <body>
            <header class="page">
            <h1>\(title)</h1>
            \(header)
            </header>
            <main>

            """
        return html.markup
    }

    /// Everything behind the content of `main`.
    public func closing(footer: HTML) -> String {
        let end: HTML = "</main>\n<footer class=\"page\">\(footer)</footer>\n"
        let element: HTML = script.isEmpty ? "" : "<script>\(HTML(trusted: script))</script>\n"
        return (end + element + "</body>\n</html>\n").markup
    }

    /// A source expression of Content Security Policy Level 3, 2.3.1.
    private static func digest(_ text: String) -> String {
        "sha256-" + Data(SHA256.hash(data: Data(text.utf8))).base64EncodedString()
    }
}
