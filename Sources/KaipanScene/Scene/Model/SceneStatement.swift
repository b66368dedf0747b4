import KaipanText

/// Something that a scene says, and what it rests on.
public struct SceneStatement: Sendable, Hashable, Encodable {
    public var text: LocalizedText
    public var sources: [SceneSource]

    public init(_ text: LocalizedText, _ sources: [SceneSource] = []) {
        self.text = text
        self.sources = sources
    }

    public init(zh: String, en: String, _ sources: [SceneSource] = []) { self.init(LocalizedText(zh: zh, en: en), sources) }
}
