import ArgumentParser

/// `kaipan archive`: scripts and conversations that can be proved years later.
struct ArchiveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "archive", abstract: "Keeps what was said, shown and approved, so that it can be proved. 档案：话术与会话的存证。",
        subcommands: [
            ArchiveInitCommand.self, ArchiveStatusCommand.self, ArchiveMemberCommand.self, ArchiveRecordCommand.self, ArchiveShowCommand.self,
            ArchiveImportCommand.self, ArchiveSearchCommand.self, ArchiveVerifyCommand.self, ArchiveRebuildCommand.self, ArchiveApproveCommand.self,
            ArchiveHoldCommand.self, ArchiveEraseCommand.self, ArchiveRetentionCommand.self, ArchiveRotateCommand.self,
            ArchiveTimestampCommand.self, ArchiveWitnessCommand.self, ArchiveProofCommand.self, ArchiveCheckpointCommand.self,
            ArchiveTilesCommand.self, ArchiveEpochCommand.self,
        ])
}
