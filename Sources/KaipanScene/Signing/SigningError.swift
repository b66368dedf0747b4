import KaipanText

/// Why a guided signing did not do what was asked.
public enum SigningError: Error, Sendable, Hashable {
    /// No script of the topic is in force.
    case noScript(topic: String?)
    /// The scripts in force require nothing to be said.
    case noClause
    /// What happened can't happen now.
    ///
    /// - Parameters:
    ///   - event: what happened.
    ///   - state: in which the signing is.
    case unexpected(event: SigningEvent.Kind, state: SigningState.Kind)
    /// The conversation is no guided signing.
    case notGuided(id: String)
    /// What was said was erased.
    case erased(id: String)
    /// The archive has other words than the same events give again.
    case differs(id: String, utterance: Int)

    /// What happened, what was expected and what to do.
    public var message: LocalizedText {
        switch self {
        case .noScript(let topic):
            LocalizedText(
                zh: "现在没有生效的话术\(topic.map { "（主题：\($0)）" } ?? "")。请先用 kaipan script publish 送审并发布。",
                en: "No script\(topic.map { " on \($0)" } ?? "") is in force now. Propose and publish one with kaipan script publish.")
        case .noClause:
            LocalizedText(
                zh: "生效的话术里没有“必须”条款，没有可讲解的内容。请发布带【必须】条款的话术。",
                en: "The scripts in force have no required clause, so there is nothing to present. Publish a script with clauses marked [required].")
        case .unexpected(let event, let state):
            LocalizedText(
                zh: "现在（\(state.name.zh)）不能：\(event.name.zh)。可以：\(state.events.map(\.name.zh).joined(separator: "、"))。",
                en: "Not now (\(state.name.en)): \(event.name.en). Possible: \(state.events.map(\.name.en).joined(separator: ", ")).")
        case .notGuided(let id):
            LocalizedText(
                zh: "\(id)：不是引导签约的会话。用 kaipan signing status 查看编号。", en: "\(id) is no guided signing. kaipan signing status lists them.")
        case .erased(let id):
            LocalizedText(zh: "\(id)：内容已依法删除，无法继续。", en: "\(id): the content was erased; it can't go on.")
        case .differs(let id, let utterance):
            LocalizedText(
                zh: "\(id) 第 \(utterance) 句与记录的步骤不符，不能继续。请运行 kaipan archive verify，并另开一次签约。",
                en: "\(id), utterance \(utterance): the recorded steps give other words, so it can't go on. Run kaipan archive verify and start another signing.")
        }
    }
}
