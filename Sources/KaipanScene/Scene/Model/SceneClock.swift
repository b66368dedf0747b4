import KaipanText

/// How far the times of a contact are to be trusted.
public struct SceneClock: Sendable, Hashable, Encodable {
    public enum Quality: String, Sendable, Hashable, Encodable {
        /// The device was compared with a server, and is off by 5 s at most.
        case compared
        /// The device was compared with a server, and is off by more.
        case off
        /// A message server set the times.
        case server
        /// Nobody compared the clock.
        case uncompared
        /// The clock ran backwards.
        case jumped
    }

    /// What counts as the same time, in milliseconds.
    static let tolerance: Int64 = 5000

    public var quality: Quality
    /// Of the device, ahead of the server, in milliseconds.
    public var offset: Int64?

    public var name: LocalizedText {
        let seconds = offset.map { "\($0 < 0 ? "−" : "+")\(abs($0) / 1000).\(abs($0) % 1000 / 100)" } ?? ""
        return switch quality {
        case .compared: LocalizedText(zh: "时钟已核对（\(seconds) 秒）", en: "clock compared (\(seconds) s)")
        case .off: LocalizedText(zh: "时钟偏差 \(seconds) 秒", en: "clock off by \(seconds) s")
        case .server: LocalizedText(zh: "消息服务器时间", en: "the message server's time")
        case .uncompared: LocalizedText(zh: "时钟未核对", en: "clock not compared")
        case .jumped: LocalizedText(zh: "时钟回跳", en: "clock ran backwards")
        }
    }
}
