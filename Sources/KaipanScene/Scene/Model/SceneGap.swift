import KaipanText

/// Something that the archive does not have, or has only with a doubt, as declared.
public struct SceneGap: Sendable, Hashable, Encodable {
    public var kind: String
    public var text: LocalizedText
    public var from: Timestamp?
    public var to: Timestamp?
    public var sources: [SceneSource]

    public var name: LocalizedText { Self.names[kind] ?? LocalizedText(zh: kind, en: kind) }

    private static let names: [String: LocalizedText] = [
        "no-consent": LocalizedText(zh: "未同意录音", en: "recording refused"),
        "no-recording": LocalizedText(zh: "没有录音", en: "no recording"),
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
        "doubtful": LocalizedText(zh: "识别存疑", en: "recognition in doubt"),
    ]
}
