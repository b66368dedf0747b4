import KaipanText

/// What the program says of its own accord: it has no other words than these and the approved ones.
public enum FixedPrompt: String, Sendable, Hashable, CaseIterable {
    case notice, consentAgain, noConsent, acknowledge, yesOrNo, ownWords, ownWordsAgain, recorded, noAnswer, personCalled, waiting, objection
    case personHere, back, paused, resumed, withdrawn, completed, abandoned

    /// The words, always the same.
    public var text: LocalizedText {
        switch self {
        case .notice:
            LocalizedText(
                zh: "您好，这里是签约讲解程序，不是真人。接下来会逐条展示经公司审定的签约须知，并在您同意后保存您与程序之间的文字，用于日后核对签约过程。您可以随时提问、暂停、请工作人员或撤回同意；不同意保存，也可以由工作人员当面办理。您同意开始并保存记录吗？",
                en: "Hello, this is the signing guide, a program and not a person. It shows you the approved clauses one by one and, if you agree, keeps what you and it write, so that the signing can be looked at later. You may ask, pause, call a person or withdraw your consent at any time; if you don't agree, a person serves you without a record. Do you agree to begin and to keep a record?")
        case .consentAgain:
            LocalizedText(zh: "请回答“同意”或“不同意”。", en: "Please answer “I agree” or “I don't agree”.")
        case .noConsent:
            LocalizedText(zh: "好的，不保存您的谈话内容，请工作人员当面为您办理。", en: "Very well: nothing you say is kept, and a person will serve you.")
        case .acknowledge:
            LocalizedText(zh: "以上内容您看到并听清了吗？请回答“是”，有疑问可以直接提问。", en: "Did you see and understand this? Answer “yes”, or ask a question.")
        case .yesOrNo:
            LocalizedText(zh: "请回答“是”，或者直接提出您的问题。", en: "Please answer “yes”, or ask your question.")
        case .ownWords:
            LocalizedText(zh: "请用您自己的话，说说您对这一条的理解。", en: "Please say in your own words what this means.")
        case .ownWordsAgain:
            LocalizedText(zh: "请再用自己的话说一遍，比如这一条对您意味着什么。", en: "Please say it once more in your own words, such as what it means for you.")
        case .recorded: LocalizedText(zh: "已按您的原话记录。", en: "Your words are recorded as they are.")
        case .noAnswer:
            LocalizedText(
                zh: "这个问题没有经审定的答复，我不能回答，已为您请工作人员。您也可以说“继续”，这个问题会留下记录。",
                en: "There is no approved answer to this question, so I can't answer it; a person is called. You may also say “continue”: the question stays on record.")
        case .personCalled: LocalizedText(zh: "已为您请工作人员，请稍候。", en: "A person is called; one moment please.")
        case .waiting:
            LocalizedText(
                zh: "您的话已记录。工作人员还没有到，请稍候；也可以继续提问，或者说“继续”，由程序接着讲。",
                en: "Your words are recorded. The person is not here yet: please wait, ask a question, or say “continue” for the program to go on.")
        case .objection:
            LocalizedText(
                zh: "您对这一条有不同意见，已记录，并为您请工作人员。", en: "You object to this clause; that is recorded, and a person is called.")
        case .personHere: LocalizedText(zh: "工作人员已接手，以下谈话继续记录。", en: "A person takes over; what is said goes on being recorded.")
        case .back: LocalizedText(zh: "由程序继续讲解。", en: "The program goes on.")
        case .paused: LocalizedText(zh: "已暂停。需要时请说“继续”。", en: "Paused. Say “continue” when you are ready.")
        case .resumed: LocalizedText(zh: "继续讲解。", en: "Going on.")
        case .withdrawn:
            LocalizedText(
                zh: "您已撤回同意，记录到此停止。此前的内容由个人信息保护负责人依法处理，请工作人员当面为您办理。",
                en: "You withdrew your consent; recording stops here. What was kept goes to the privacy officer, and a person will serve you.")
        case .completed: LocalizedText(zh: "全部内容已经讲解完毕，记录到此结束。", en: "All clauses are done; the record ends here.")
        case .abandoned: LocalizedText(zh: "讲解提前结束，记录到此为止。", en: "Ended before all clauses were done; the record ends here.")
        }
    }
}
