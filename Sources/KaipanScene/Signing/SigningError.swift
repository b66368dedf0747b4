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
    /// The unit has a signing, or a guided signing that nobody ended.
    ///
    /// - Parameters:
    ///   - unit: its id.
    ///   - signings: the ids of the signings with the time of each, in the order of the log.
    ///   - open: the conversations of guided signings that are neither finished nor ended, with the time at which each began.
    case alreadySigned(unit: String, signings: [Earlier], open: [Earlier])
    /// What was said was erased.
    case erased(id: String)
    /// The archive has other words than the same events give again.
    case differs(id: String, utterance: Int)

    /// A signing or a guided signing that is there.
    public struct Earlier: Sendable, Hashable {
        public var id: String
        public var time: Timestamp
        /// Whether it is with the same customer.
        public var isSameCustomer: Bool

        package init(id: String, time: Timestamp, isSameCustomer: Bool) {
            self.id = id
            self.time = time
            self.isSameCustomer = isSameCustomer
        }
    }

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
        case .alreadySigned(let unit, let signings, let open):
            LocalizedText(
                zh: "房源 \(unit) \(signings.isEmpty ? "有没讲完的引导签约" : "已有签约")，没有开始新的引导签约。"
                    + signings.map { "\n  签约 \($0.id)  \($0.time.inChina)\($0.isSameCustomer ? "" : "  （其他客户）")" }.joined()
                    + open.map { "\n  未完成的引导签约 \($0.id)  \($0.time.inChina)\($0.isSameCustomer ? "" : "  （其他客户）")：接着讲 kaipan signing resume \($0.id)" }.joined()
                    + (signings.first.map { "\n查看：kaipan scene \($0.id)。" } ?? "\n") + (signings.isEmpty ? "不再讲的，接着讲后用 /结束 结束它；确需同时另开请加 --again。" : "确需另开（如退房后再售、重签）请加 --again。"),
                en: "The unit \(unit) \(signings.isEmpty ? "has a guided signing that is not finished" : "has been signed for"); no guided signing was begun."
                    + signings.map { "\n  signing \($0.id)  \($0.time.inChina)\($0.isSameCustomer ? "" : "  (another customer)")" }.joined()
                    + open.map { "\n  guided signing not finished \($0.id)  \($0.time.inChina)\($0.isSameCustomer ? "" : "  (another customer)"): go on with kaipan signing resume \($0.id)" }.joined()
                    + (signings.first.map { "\nLook at it with kaipan scene \($0.id). " } ?? "\n") + (signings.isEmpty
                        ? "To give it up, resume it and end it with /end; to begin another beside it, add --again."
                        : "To begin another, after a rescission or for a new contract, add --again."))
        case .erased(let id):
            LocalizedText(zh: "\(id)：内容已依法删除，无法继续。", en: "\(id): the content was erased; it can't go on.")
        case .differs(let id, let utterance):
            LocalizedText(
                zh: "\(id) 第 \(utterance) 句与记录的步骤不符，不能继续。请运行 kaipan archive verify，并另开一次签约。",
                en: "\(id), utterance \(utterance): the recorded steps give other words, so it can't go on. Run kaipan archive verify and start another signing.")
        }
    }
}
