import KaipanArchive
import KaipanText

/// Why a complaint was not handled as asked.
public enum ComplaintError: Error, Sendable, Hashable {
    case noComplaint(id: String)
    /// A step before it is missing.
    case notYet(step: ComplaintStep, before: ComplaintStep)
    /// A sum that is none.
    case amount(Int64)
    /// The member's role may not settle so much.
    ///
    /// - Parameters:
    ///   - settled: before, of the same complaint.
    ///   - limit: of the member's roles; nil where they have no authority.
    ///   - may: the roles that may; empty where it is above all tiers.
    ///   - highest: of all tiers.
    case aboveAuthority(amount: Int64, settled: Int64, limit: Int64?, may: [MemberRole], highest: Int64?)
    /// The plan is for major complaints.
    case notMajor(grade: ComplaintGrade)
    case noPlanItem(String)
    /// What is said to have been done before the complaint came.
    case beforeReceipt(at: Timestamp, received: Timestamp)

    /// What happened, what was expected and what to do.
    public var message: LocalizedText {
        switch self {
        case .noComplaint(let id):
            LocalizedText(zh: "\(id) 不是投诉。用 kaipan complaints list 查看编号。", en: "\(id) is no complaint. kaipan complaints list shows their ids.")
        case .notYet(let step, let before):
            LocalizedText(
                zh: "还不能“\(step.name.zh)”：先完成“\(before.name.zh)”（\(before.rawValue)）。", en: "Not yet “\(step.name.en)”: first comes “\(before.name.en)” (\(before.rawValue)).")
        case .amount(let amount):
            LocalizedText(zh: "金额 \(amount) 应为大于 0 的整数（元）。", en: "The amount \(amount) should be a whole number of yuan above 0.")
        case .aboveAuthority(let amount, let settled, let limit, let may, let highest):
            LocalizedText(
                zh: "\(amount) 元（此前已付 \(settled) 元）超出权限：您的角色\(limit.map { "至多 \($0) 元" } ?? "没有赔付权限")。"
                    + (may.isEmpty
                        ? "已超过所有授权档\(highest.map { "（最高 \($0) 元）" } ?? "")，须由公司另行决定，并在 .kaipan.yml 的 complaints.authority 中授权。"
                        : "可由以下角色办理：\(may.map(\.name.zh).joined(separator: "、"))。"),
                en: "\(amount) yuan (after \(settled) before) is above your authority: "
                    + (limit.map { "your role settles up to \($0)" } ?? "your role settles nothing") + ". "
                    + (may.isEmpty
                        ? "It is above all tiers\(highest.map { " (the highest is \($0))" } ?? ""): the company decides, and grants it under complaints.authority in .kaipan.yml."
                        : "These roles may: \(may.map(\.name.en).joined(separator: ", "))."))
        case .notMajor(let grade):
            LocalizedText(
                zh: "八步预案只用于重大投诉，这一件是“\(grade.name.zh)”。升级：kaipan complaints step 编号 assess --grade major",
                en: "The eight-step plan is for major complaints; this one is \(grade.name.en). Raise it with kaipan complaints step ID assess --grade major")
        case .beforeReceipt(let time, let received):
            LocalizedText(
                zh: "\(time.inChina) 早于收到投诉的时间 \(received.inChina)。--at 应为办理的实际时间。",
                en: "\(time.inChina) is before the complaint came (\(received.inChina)). --at is the time when it was done.")
        case .noPlanItem(let item):
            LocalizedText(
                zh: "预案里没有 \(item)。应为 1.1 至 8.2 中的一项，见 kaipan complaints plan 编号", en: "The plan has no \(item). See kaipan complaints plan ID for its points.")
        }
    }
}
