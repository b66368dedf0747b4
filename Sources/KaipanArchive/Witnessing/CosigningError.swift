import KaipanText

/// Why a witness did not cosign a checkpoint. Addresses are named without what may be secret in them.
public enum CosigningError: Error, Sendable, Equatable {
    /// Not an address that begins with http:// or https:// and names a host.
    case notAnAddress
    /// The key is that of a log, not of a witness.
    case notAWitness(key: String)
    /// libcurl cannot be used.
    case library(LocalizedText)
    case unreachable(address: String, reason: String)
    case timedOut(address: String, seconds: Int)
    /// The answer has more bytes than any of the protocol, or is none of it.
    case unreadable(address: String, reason: LocalizedText)
    /// 404: the witness does not know the log. The text is the key that it needs.
    case unknownLog(witness: String, key: String)
    /// 403: the witness has another key for the log.
    case otherKey(witness: String, key: String)
    /// 400, with the witness's words.
    case refused(witness: String, reason: String)
    /// The witness cosigned more entries than there are: an old copy was restored.
    case behind(witness: String, size: Int64, seen: Int64)
    /// What the witness cosigned is no part of this log: two logs were signed with one key.
    case forked(witness: String, size: Int64, seen: Int64)
    /// The witness knew one size, then another: others have it cosign checkpoints of this log at the same time.
    case busy(witness: String)
    /// The answer has no valid signature of the witness's key.
    case unsigned(witness: String)
    /// What the archive could not read.
    case archive(ArchiveError)

    /// What happened, what it means and what to do.
    public var message: LocalizedText {
        switch self {
        case .notAnAddress:
            LocalizedText(
                zh: "不是见证人的地址。应以 http:// 或 https:// 开头并写明主机。",
                en: "This is no address of a witness. It begins with http:// or https:// and names a host.")
        case .notAWitness(let key):
            LocalizedText(
                zh: "\(key)：这不是见证人的验证密钥（签名类型应为 0x04）。请向见证人索取 kaipan archive witness key 打印的那一行。",
                en: "\(key): this is no key of a witness (signature type 0x04). Ask the witness for the line that kaipan archive witness key printed.")
        case .library(let reason): reason
        case .unreachable(let address, let reason):
            LocalizedText(
                zh: "\(address)：连不上见证人（\(reason)）。请核对地址和网络，稍后再试。",
                en: "\(address): the witness cannot be reached (\(reason)). Check address and network and try again later.")
        case .timedOut(let address, let seconds):
            LocalizedText(
                zh: "\(address)：见证人 \(seconds) 秒内没有答复。请稍后再试。",
                en: "\(address): the witness did not answer within \(seconds) seconds. Try again later.")
        case .unreadable(let address, let reason):
            LocalizedText(
                zh: "\(address)：读不懂见证人的答复（\(reason.zh)）。请核对地址。",
                en: "\(address): the answer cannot be read (\(reason.en)). Check the address.")
        case .unknownLog(let witness, let key):
            LocalizedText(
                zh: "见证人 \(witness) 不认识这个日志。请把这一行交给见证人，由其加到 --log：\(key)",
                en: "The witness \(witness) does not know this log. Give it this line, to be added with --log: \(key)")
        case .otherKey(let witness, let key):
            LocalizedText(
                zh: "见证人 \(witness) 登记的是这个日志的另一把密钥。若密钥没有更换过，可能有人冒用本日志的名称。本档案的密钥：\(key)",
                en: "The witness \(witness) has another key for this log. If the key was never changed, somebody may be using this log's name. The key of this archive: \(key)")
        case .refused(let witness, let reason):
            LocalizedText(zh: "见证人 \(witness) 拒绝了请求：\(reason)", en: "The witness \(witness) refused the request: \(reason)")
        case .behind(let witness, let size, let seen):
            LocalizedText(
                zh: "见证人 \(witness) 已见证到 \(seen) 条，本档案只有 \(size) 条：这多半是恢复了旧备份。见证人不会再签，请不要继续写入。请找回较新的备份；确实找不回时向见证人索取它留存的检查点（kaipan archive witness show），运行 kaipan archive epoch --checkpoint 文件，如实记下缺失的条目。",
                en: "The witness \(witness) has cosigned \(seen) entries, this archive has \(size): an old backup was probably restored. The witness will not sign; add nothing. Find a newer backup; if there is none, ask the witness for the checkpoint that it kept (kaipan archive witness show) and run kaipan archive epoch --checkpoint FILE, which records what is missing.")
        case .forked(let witness, let size, let seen):
            LocalizedText(
                zh: "日志已分叉：见证人 \(witness) 在 \(seen) 条时见证的内容，不是本档案现有 \(size) 条的开头。同一把密钥签过两份不同的历史：多半是恢复旧备份后又继续写入，也可能有人改动了档案。请保全现状，运行 kaipan archive verify，并找出另一份。",
                en: "The log forked: what the witness \(witness) cosigned at \(seen) entries is not the beginning of the \(size) entries of this archive. One key signed two histories: an old backup was probably restored and added to, or somebody changed the archive. Keep things as they are, run kaipan archive verify, and find the other copy.")
        case .busy(let witness):
            LocalizedText(
                zh: "见证人 \(witness) 正同时为本日志的其他检查点签名。请稍后再试。",
                en: "The witness \(witness) is cosigning other checkpoints of this log at the same time. Try again later.")
        case .unsigned(let witness):
            LocalizedText(
                zh: "答复里没有见证人 \(witness) 的有效签名，没有保存。请核对 --witness-key。",
                en: "The answer has no valid signature of the witness \(witness); nothing was kept. Check --witness-key.")
        case .archive(let error): error.message
        }
    }
}
