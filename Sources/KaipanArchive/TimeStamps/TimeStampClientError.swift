import KaipanText
import KaipanTimeStamps

/// Why an authority gave no answer that can be read. Addresses are named without what may be secret in them.
public enum TimeStampClientError: Error, Sendable, Hashable {
    /// Not an address that begins with http:// or https:// and names a host.
    case notAnAddress
    /// libcurl cannot be used.
    case library(LocalizedText)
    case unreachable(address: String, reason: String)
    case timedOut(address: String, seconds: Int)
    /// The server answered with another status than 200; 3xx too, because a request is not sent on to where nobody chose.
    case status(address: String, Int)
    /// The answer is of another type than `application/timestamp-reply`.
    case contentType(address: String, found: String)
    /// The answer is larger than any time stamp, in bytes.
    case tooLarge(address: String, limit: Int)
    /// The answer is no time-stamp response.
    case unreadable(address: String, TimeStampError)

    /// What happened, what was expected and what to do.
    public var message: LocalizedText {
        switch self {
        case .notAnAddress:
            LocalizedText(
                zh: "不是时间戳服务的地址。应以 http:// 或 https:// 开头并写明主机。",
                en: "This is no address of a time-stamp authority. It begins with http:// or https:// and names a host.")
        case .library(let reason): reason
        case .unreachable(let address, let reason):
            LocalizedText(
                zh: "\(address)：连不上时间戳服务（\(reason)）。请核对地址和网络，稍后再试。",
                en: "\(address): the time-stamp authority cannot be reached (\(reason)). Check address and network and try again later.")
        case .timedOut(let address, let seconds):
            LocalizedText(
                zh: "\(address)：时间戳服务 \(seconds) 秒内没有答复。请稍后再试，或者延长等待时间。",
                en: "\(address): the time-stamp authority did not answer within \(seconds) seconds. Try again later, or wait longer.")
        case .status(let address, let status):
            LocalizedText(
                zh: "\(address)：时间戳服务答复的状态是 \(status)，应为 200。请核对地址和账号；不会跟随转向。",
                en: "\(address): the server answered with the status \(status), not 200. Check address and account; redirections are not followed.")
        case .contentType(let address, let found):
            LocalizedText(
                zh: "\(address)：答复的类型是 \(found)，应为 application/timestamp-reply。请核对地址是不是 RFC 3161 时间戳服务。",
                en: "\(address): the answer is of the type \(found), not application/timestamp-reply. Check that the address is that of an RFC 3161 authority.")
        case .tooLarge(let address, let limit):
            LocalizedText(
                zh: "\(address)：答复超过 \(limit) 字节，不是时间戳。请核对地址。",
                en: "\(address): the answer has more than \(limit) bytes and is no time stamp. Check the address.")
        case .unreadable(let address, let error):
            LocalizedText(zh: "\(address)：\(error.message.zh)", en: "\(address): \(error.message.en)")
        }
    }
}
