import ArgumentParser

/// `kaipan promises reject`: a person says that what a rule proposed is none.
struct PromisesRejectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "reject", abstract: "Says that it is none. 驳回。")

    @OptionGroup var promise: PromiseDecisionOptions

    func run() throws { try promise.record(.rejected) }
}
