import ArgumentParser
import Foundation
import KaipanArchive

/// Where the archive is, and the folder of what must not go down with it.
struct Place: ParsableArguments {
    @Argument(help: "A folder, or the postgres:// address of a database.")
    var place: String

    @Option(help: "The folder of members' keys and of the outside journal of checkpoints.")
    var beside: String

    var journal: String { "\(beside)/journal" }

    private var archivePlace: ArchivePlace {
        place.hasPrefix("postgres") ? .server(address: place, journal: journal) : .folder(place)
    }

    /// The journals of checkpoints, for whoever reads them without the archive.
    var journals: [String] { place.hasPrefix("postgres") ? [journal] : [journal, "\(place)/checkpoints"] }

    private static func master() throws -> MasterKey { try MasterKey([UInt8](repeating: 7, count: 32)) }

    func open() throws -> Archive { try Archive.open(archivePlace, master: Self.master()) }

    /// Opens the archive; makes it where there is none, or none that was finished.
    func openOrCreate() throws -> Archive {
        do { return try open() } catch ArchiveError.noArchive {}
        let archive = try Archive.create(at: archivePlace, name: "torture.example/log", master: Self.master())
        guard !place.hasPrefix("postgres") else { return archive }
        try Data((journal + "\n").utf8).write(to: URL(filePath: "\(place)/journals"), options: .atomic)
        return try open()
    }

    /// The members whom an erasure takes; those who are missing are named.
    func members(of archive: Archive) throws -> Members {
        var keys: [MemberRole: MemberKey] = [:]
        for role in Members.roles {
            let path = "\(beside)/member-\(role.rawValue)"
            if !FileManager.default.fileExists(atPath: path) {
                // A key that was half written when its writer was killed would open nothing.
                let draft = "\(path).\(getpid())"
                try MemberKey().write(to: draft)
                guard rename(draft, path) == 0 else { throw CocoaError(.fileWriteUnknown) }
            }
            keys[role] = try MemberKey(path: path)
        }
        let known = Set(try archive.members().map(\.id))
        let administrator = keys[.administrator]!
        if !known.contains(administrator.id) { try archive.nameFirst(administrator, called: "administrator") }
        let session = try ArchiveSession(archive, key: administrator)
        for role in Members.roles where role != .administrator && !known.contains(keys[role]!.id) {
            try session.setMember(keys[role]!.id, publicKey: keys[role]!.publicKey, name: role.rawValue, roles: [role])
        }
        return Members(keys: keys)
    }
}
