import Foundation
import KaipanText

/// Where an archive is.
public enum ArchivePlace: Sendable, CustomStringConvertible {
    /// A folder with the files of SQLite.
    case folder(String)
    /// A PostgreSQL database, and the file to which checkpoints are added on this machine.
    case server(address: String, journal: String?)

    public var description: String {
        switch self {
        case .folder(let path): path
        // The address may hold a password.
        case .server: "PostgreSQL"
        }
    }

    /// The high-water marks, the archive's own first.
    /// - Throws: `ArchiveError.damaged` where the file that names them is no text.
    func journals() throws -> [CheckpointJournal] {
        switch self {
        case .folder(let path):
            [CheckpointJournal(path: "\(path)/checkpoints")] + (try Self.outside(path).map(CheckpointJournal.init))
        case .server(_, let journal): journal.map { [CheckpointJournal(path: $0)] } ?? []
        }
    }

    /// The paths in the file `journals`, one a line: where else checkpoints are added.
    private static func outside(_ folder: String) throws -> [String] {
        let path = "\(folder)/journals"
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        // Without it a restored backup would go on as if nobody had seen what came after it.
        guard let data = FileManager.default.contents(atPath: path), let text = String(validating: data, as: UTF8.self) else {
            throw ArchiveError.damaged(object: path, reason: Damage.noText)
        }
        return text.split(whereSeparator: \.isNewline).map(String.init)
    }

    /// What is no database any more is made anew: all of it can be built again.
    private static func searchDatabase(_ path: String) throws -> SQLiteDatabase {
        do { return try SQLiteDatabase(path: path, journal: .rebuildable) } catch ArchiveError.damaged {
            for ending in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + ending) }
            return try SQLiteDatabase(path: path, journal: .rebuildable)
        }
    }

    package func databases(creating: Bool) throws -> ArchiveDatabases {
        switch self {
        case .folder(let path):
            let records = "\(path)/records.db"
            if creating {
                do {
                    try FileManager.default.createDirectory(
                        atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
                } catch { throw ArchiveError.store(reason: "\(path): \(error.localizedDescription)") }
            }
            // Where one is made, the files may be there: of a creation that was interrupted.
            guard creating || FileManager.default.fileExists(atPath: records) else { throw ArchiveError.noArchive(place: path) }
            let opened = try SQLiteDatabase(path: records, journal: .ahead)
            // SQLite would make an empty one, which hides that it is lost; a creation that was interrupted leaves none either.
            guard creating || FileManager.default.fileExists(atPath: "\(path)/keys.db") else {
                try ArchiveSchema.migrate(opened)
                guard try Archive.isComplete(opened) else { throw ArchiveError.noArchive(place: path) }
                throw ArchiveError.noKeyDatabase(reason: LocalizedText(zh: "文件不存在", en: "the file is not there"))
            }
            return ArchiveDatabases(
                records: opened,
                keys: try KeyRing.opened { try SQLiteDatabase(path: "\(path)/keys.db", journal: .rollback) },
                search: try Self.searchDatabase("\(path)/search.db"))
        case .server(let address, _):
            let databases = try PostgresDatabase.archive(at: address, creating: creating)
            return databases
        }
    }
}
