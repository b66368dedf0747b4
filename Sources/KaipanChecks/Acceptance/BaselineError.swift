import KaipanText

/// Why a baseline could not be used.
public enum BaselineError: Error, Sendable {
    case unreadable(path: String)
    case malformed(path: String, reason: LocalizedText)
    /// Another version of the layout.
    case version(path: String, found: Int)

    /// What happened and what to do.
    public var message: LocalizedText {
        switch self {
        case .unreadable(let path):
            LocalizedText(
                zh: "无法读取基线 \(path)；请先运行 kaipan baseline create",
                en: "cannot read the baseline \(path); make one with kaipan baseline create")
        case .malformed(let path, let reason):
            LocalizedText(
                zh: "基线 \(path) 已损坏：\(reason.zh)；请从版本库恢复，或重新生成",
                en: "the baseline \(path) is broken: \(reason.en); restore it from version control or make it anew")
        case .version(let path, let found):
            LocalizedText(
                zh: "基线 \(path) 的版本是 \(found)，本程序只认 \(Baseline.version)；请重新生成",
                en: "the baseline \(path) has version \(found), and this program reads \(Baseline.version); make it anew")
        }
    }
}
