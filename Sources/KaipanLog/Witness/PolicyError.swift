import KaipanText

/// Why a trust policy cannot be read, or does not hold a checkpoint to be valid.
public enum PolicyError: Error, Sendable, Hashable {
    /// Lines count from 1; nil where the fault is of the whole policy.
    case statement(PolicyFault, line: Int?)
    case checkpoint(CheckpointError)
    /// With the origin of the checkpoint.
    case unknownLog(String)
    /// With the witnesses that did cosign.
    case quorum(TrustPolicy.Quorum, cosigners: [PolicyWord])

    /// What is wrong, where, and what was expected.
    public var message: LocalizedText {
        switch self {
        case .statement(let fault, let line?):
            LocalizedText(zh: "信任策略第 \(line) 行：\(fault.message.zh)", en: "trust policy, line \(line): \(fault.message.en)")
        case .statement(let fault, nil):
            LocalizedText(zh: "信任策略：\(fault.message.zh)", en: "trust policy: \(fault.message.en)")
        case .checkpoint(let error): error.message
        case .unknownLog(let origin):
            LocalizedText(zh: "信任策略里没有日志「\(origin)」", en: "the trust policy knows no log \"\(origin)\"")
        case .quorum(let quorum, let cosigners):
            LocalizedText(
                zh: "见证不足：策略要求「\(quorum)」，会签者 \(cosigners.count) 个：\(cosigners.map(\.description).joined(separator: "、"))",
                en: "not enough witnesses: the policy asks for \"\(quorum)\"; \(cosigners.count) cosigned: "
                    + cosigners.map(\.description).joined(separator: ", "))
        }
    }
}
