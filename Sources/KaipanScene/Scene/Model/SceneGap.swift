import KaipanText

/// Something that the archive does not have, or has only with a doubt, as declared.
public struct SceneGap: Sendable, Hashable, Encodable {
    public var kind: String
    public var text: LocalizedText
    public var from: Timestamp?
    public var to: Timestamp?
    public var sources: [SceneSource]

    public var name: LocalizedText { Self.name(of: kind) }

    /// The name of a kind of gap; what no program of ours writes is its own name.
    public static func name(of kind: String) -> LocalizedText {
        if let name = names[kind] { return name }
        let ending = kind.hasPrefix("signing-") ? SigningEnding(rawValue: String(kind.dropFirst(8)))?.name : nil
        return ending.map { LocalizedText(zh: "引导签约：\($0.zh)", en: "guided signing: \($0.en)") } ?? LocalizedText(zh: kind, en: kind)
    }

    private static let names: [String: LocalizedText] = [
        "no-consent": LocalizedText(zh: "未同意录音", en: "recording refused"),
        "no-recording": LocalizedText(zh: "没有录音", en: "no recording"),
        "no-customer": LocalizedText(zh: "没有登记客户的会话", en: "conversation of no customer"),
        "device-off": LocalizedText(zh: "设备未开启", en: "device off"),
        "sequence-hole": LocalizedText(zh: "消息序号缺失", en: "missing message numbers"),
        "failed-media": LocalizedText(zh: "文件未取回", en: "file not fetched"),
        "recalled-message": LocalizedText(zh: "消息被撤回", en: "message taken back"),
        "clock-jump": LocalizedText(zh: "时钟回跳", en: "clock ran backwards"),
        "clock-offset": LocalizedText(zh: "时钟偏差", en: "clock off"),
        "silence": LocalizedText(zh: "长时间无声", en: "long silence"),
        "undecrypted": LocalizedText(zh: "消息未解密", en: "message not decrypted"),
        "unparsed": LocalizedText(zh: "内容未识别", en: "content not understood"),
        "absence": LocalizedText(zh: "人员不在本企业", en: "member away"),
        "truncated": LocalizedText(zh: "导出不完整", en: "export cut short"),
        "erased": LocalizedText(zh: "内容已删除", en: "content erased"),
        "not-reviewed": LocalizedText(zh: "转写未复核", en: "transcript not reviewed"),
        "signing-objection": LocalizedText(zh: "客户对条款有异议", en: "the buyer objects to a clause"),
        "unanswered-question": LocalizedText(zh: "问题没有经审定的答复", en: "question without an approved answer"),
        "doubtful": LocalizedText(zh: "识别存疑", en: "recognition in doubt"),
        "late-end": LocalizedText(zh: "事后登记的失效", en: "end recorded later"),
        "late-version": LocalizedText(zh: "事后登记的版本", en: "version recorded later"),
        "no-words": LocalizedText(zh: "时段内没有话语", en: "stretch without words"),
        "silent-party": LocalizedText(zh: "在场而无话语", en: "present, no words"),
        "signing-interrupted": LocalizedText(zh: "引导签约：中断", en: "guided signing: interrupted"),
    ]
}
