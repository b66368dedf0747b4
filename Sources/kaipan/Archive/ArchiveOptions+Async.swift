import ArgumentParser
import Foundation
import KaipanArchive

extension ArchiveOptions {
    /// Runs a command that waits for others; an error is said in the user's language and ends it with status 2.
    func run(_ body: () async throws -> Void) async throws {
        do { try await body() } catch let code as ExitCode { throw code } catch {
            Console.error(ArchiveProblem.message(error)[spoken])
            throw ExitCode(2)
        }
    }

    /// Opens the archive for what the archive itself may do, in a member's name where one is given.
    func openAnchoring() throws -> (archive: Archive, member: MemberKey?) {
        guard let path = member ?? ProcessInfo.processInfo.environment["KAIPAN_MEMBER"] else { return (try open(), nil) }
        let archive = try open(), key = try MemberKey(path: path)
        // Refuses a key that the archive does not know, or no longer.
        _ = try ArchiveSession(archive, key: key)
        return (archive, key)
    }
}
