import Foundation

/// A folder into which files are dropped; a file is taken once nobody writes to it any more.
struct DropFolder {
    private let paths: [String]
    private var seen: [String: State] = [:]

    private struct State: Equatable {
        var size: Int
        var changed: Date
        var isTaken = false
    }

    init(_ paths: [String]) { self.paths = paths }

    /// The files that have stayed the same since the last call, each once.
    mutating func settled() -> [String] {
        var ready: [String] = []
        for path in (try? ArchiveImportCommand.files(paths)) ?? [] {
            guard var state = Self.state(path) else { continue }
            if let earlier = seen[path], earlier.size == state.size, earlier.changed == state.changed {
                if earlier.isTaken { continue }
                state.isTaken = true
                ready.append(path)
            }
            seen[path] = state
        }
        return ready
    }

    private static func state(_ path: String) -> State? {
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: path), let size = attributes[.size] as? Int,
            let changed = attributes[.modificationDate] as? Date
        else { return nil }
        return State(size: size, changed: changed)
    }
}
