import Foundation
import KaipanText

/// Tells on a terminal how far a long run is.
struct ProgressLine {
    private let total: Int
    private let isShown: Bool
    private let language: Language
    private var done = 0
    private var shownAt = Date()
    private var isVisible = false

    /// Seconds between two updates; a run that is over sooner shows nothing.
    private static let interval = 0.5

    init(total: Int, isShown: Bool, language: Language) {
        self.total = total
        self.isShown = isShown
        self.language = language
    }

    /// Counts a file; the line makes room where output follows.
    mutating func advance(clearing: Bool) {
        done += 1
        guard isShown else { return }
        if clearing { clear() }
        guard Date().timeIntervalSince(shownAt) > Self.interval else { return }
        shownAt = Date()
        isVisible = true
        let text = language == .chinese ? "已检查 \(done)/\(total)" : "\(done)/\(total) checked"
        FileHandle.standardError.write(Data("\r\(text)\u{1B}[K".utf8))
    }

    mutating func finish() { clear() }

    private mutating func clear() {
        guard isVisible else { return }
        isVisible = false
        FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
    }
}
