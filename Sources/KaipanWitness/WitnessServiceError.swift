import KaipanText

/// Why a witness cannot work.
public enum WitnessServiceError: Error, Sendable, Hashable {
    /// The text is no witness's key.
    case key
    /// The file of the state is not written so that a power cut leaves what was answered.
    case notDurable(path: String)
    /// The state holds what is no state.
    case damaged(path: String, reason: String)
    /// The state was written by a newer program.
    case newer(found: Int, known: Int)
    /// The file of the state cannot be opened; in the database's words.
    case store(path: String, reason: String)
    /// Two keys of the same log are the same.
    case logs(String)

    /// What is wrong, what was expected and what to do.
    public var message: LocalizedText {
        switch self {
        case .key:
            LocalizedText(
                zh: "不是见证人的密钥文件（应有 kaipan-witness 1、name、key 三行）。请用 kaipan archive witness key 生成。",
                en: "This is no witness's key (three lines: kaipan-witness 1, name, key). Make one with kaipan archive witness key.")
        case .notDurable(let path):
            LocalizedText(
                zh: "\(path)：状态文件没有进入断电不丢的写入方式。请放在本机磁盘上，不要放在网络盘。",
                en: "\(path): the state did not take the settings that survive a power cut. Keep it on a disk of this machine, not on a network share.")
        case .damaged(let path, let reason):
            LocalizedText(
                zh: "\(path)：见证人的状态已损坏（\(reason)）。不要用空状态重新开始：那样会给分叉的日志签名。请恢复备份，并核对各日志最近一次见证的大小。",
                en: "\(path): the witness's state is damaged (\(reason)). Do not begin with an empty one, which would cosign a forked log. Restore a backup, and compare the last size of each log.")
        case .newer(let found, let known):
            LocalizedText(
                zh: "状态文件的格式是第 \(found) 版，本程序只认到第 \(known) 版。请更新 kaipan。",
                en: "The state has format \(found), this program knows formats up to \(known). Update kaipan.")
        case .store(let path, let reason):
            LocalizedText(zh: "\(path)：打不开状态文件（\(reason)）。", en: "\(path): the state cannot be opened (\(reason)).")
        case .logs(let vkey):
            LocalizedText(
                zh: "\(vkey)：不是日志的密钥（签名类型应为 0x01）。请用 kaipan archive checkpoint --key 打印的那一行。",
                en: "\(vkey): this is no key of a log (signature type 0x01). Use the line that kaipan archive checkpoint --key prints.")
        }
    }
}
