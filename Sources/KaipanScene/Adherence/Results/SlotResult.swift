import KaipanText

/// What became of one thing that had to be in a clause.
public struct SlotResult: Sendable, Hashable {
    public enum State: String, Sendable, Hashable, CaseIterable {
        case present, missing
        /// The opposite, or another number.
        case contradicted
        /// It was left open: 大概, 不一定.
        case hedged
        /// Something like it stands there.
        case unclear
    }

    public var label: String
    public var state: State
    public var isMandatory: Bool
    public var citations: [Citation]
}

extension SlotResult.State {
    public var name: LocalizedText {
        switch self {
        case .present: LocalizedText(zh: "有", en: "there")
        case .missing: LocalizedText(zh: "缺", en: "missing")
        case .contradicted: LocalizedText(zh: "相反", en: "contradicted")
        case .hedged: LocalizedText(zh: "含糊", en: "left open")
        case .unclear: LocalizedText(zh: "不清", en: "unclear")
        }
    }
}
