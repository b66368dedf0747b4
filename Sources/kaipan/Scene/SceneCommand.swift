import ArgumentParser

/// `kaipan scene`: rebuilds a signing, and hands it over.
struct SceneCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scene",
        abstract: "Rebuilds the scene of a signing: who, what was said and shown, what was in force, what is proved and what is missing. 还原签约场景。",
        discussion: "Takes a signing, a contract number or a complaint. The reading is logged; --purpose says what for.",
        subcommands: [SceneShowCommand.self, SceneExportCommand.self], defaultSubcommand: SceneShowCommand.self)
}
