import KaipanText

/// The formats that conversations are imported from.
public enum ImportFormat: String, Sendable, CaseIterable, Codable {
    /// 企业微信会话内容存档, decrypted: `{"chatdata": […]}`, an array, or one message after the other.
    case wecom
    /// 腾讯云录音文件识别: `ResultDetail`.
    case tencent
    /// 阿里云录音文件识别: `Sentences` or `sentences`.
    case alibaba
    /// 火山引擎录音文件识别: `utterances`.
    case volcengine
    /// 华为云 SIS 录音文件识别: `segments` with `result`.
    case huawei
    /// 企业微信会议录制转写: `transcripts.paragraphs`.
    case wecomMeeting = "wecom-meeting"
    /// The JSON of Whisper and the programs that write as it does: `segments` in seconds.
    case whisper
    case webVTT = "webvtt"
    case srt
    case csv
    /// Lines such as `张三：……`, with or without times.
    case plainText = "text"
    case html
    case xml

    /// The name that people know the format by.
    public var title: LocalizedText {
        switch self {
        case .wecom: LocalizedText(zh: "企业微信会话存档", en: "WeCom conversation archive")
        case .tencent: LocalizedText(zh: "腾讯云语音识别结果", en: "Tencent Cloud recognition result")
        case .alibaba: LocalizedText(zh: "阿里云语音识别结果", en: "Alibaba Cloud recognition result")
        case .volcengine: LocalizedText(zh: "火山引擎语音识别结果", en: "Volcengine recognition result")
        case .huawei: LocalizedText(zh: "华为云语音识别结果", en: "Huawei Cloud recognition result")
        case .wecomMeeting: LocalizedText(zh: "企业微信会议转写", en: "WeCom meeting transcript")
        case .whisper: LocalizedText(zh: "Whisper 识别结果", en: "Whisper result")
        case .webVTT: LocalizedText(zh: "WebVTT 字幕", en: "WebVTT")
        case .srt: LocalizedText(zh: "SRT 字幕", en: "SRT")
        case .csv: LocalizedText(zh: "CSV 表格", en: "CSV")
        case .plainText: LocalizedText(zh: "“说话人：内容”文本", en: "text of the form “speaker: words”")
        case .html: LocalizedText(zh: "HTML 聊天记录", en: "HTML chat export")
        case .xml: LocalizedText(zh: "XML 聊天记录", en: "XML chat export")
        }
    }
}
