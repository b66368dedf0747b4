import ArgumentParser

/// `kaipan promises confirm`: a person says that what a rule proposed is a promise.
struct PromisesConfirmCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "confirm", abstract: "Says that it is a promise. 确认是允诺。")

    @OptionGroup var promise: PromiseDecisionOptions

    func run() throws { try promise.record(.confirmed) }
}
