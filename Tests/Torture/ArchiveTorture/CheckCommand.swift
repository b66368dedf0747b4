import ArgumentParser
import Foundation
import KaipanArchive
import KaipanLog

/// Opens what is left of an archive, and compares it with what writers were told.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Compares what is left of an archive with what its writers were told.")

    @OptionGroup var place: Place

    @Argument(help: "What writers wrote to their standard outputs, one file each.")
    var histories: [String] = []

    func run() throws {
        let history = try History(paths: histories)
        // Without any acknowledgement the archive may not have been there at all.
        let archive = history.acknowledgements.isEmpty && history.unknown.isEmpty ? try place.openOrCreate() : try place.open()
        var wrong: [String] = []
        let found = try archive.size()
        let roots = try recomputed(archive, &wrong)
        let lost = check(history, against: roots, archive, &wrong)
        try checkJournals(roots, &wrong)
        var added = 0, erased = 0
        // What refuses to go on is told beside what is missing.
        do {
            try archive.finishErasures()
            added = try askAgain(history.unknown, archive, &wrong)
            try check(history, archive, &wrong)
            // And once more over all, with what was added just now.
            try checkJournals(recomputed(archive, &wrong), &wrong)
            let report = try archive.verify()
            erased = report.erased
            for problem in report.problems { wrong.append("verify: \(problem.object): \(problem.reason.en)") }
        } catch let error as ArchiveError {
            wrong.append(error.message.en)
        }
        for problem in wrong { Output.line("wrong: \(problem)") }
        let records = history.acknowledgements.reduce(0) { $0 + Int($1.positions.count) }
        Output.line(
            "checked entries \(found) acknowledged \(records) batches \(history.acknowledgements.count) unknown \(history.unknown.count) added \(added) erased \(erased) lost \(lost) wrong \(wrong.count)"
        )
        guard wrong.isEmpty else { throw ExitCode(1) }
    }

    /// The root of the tree at every size, from the leaves themselves.
    private func recomputed(_ archive: Archive, _ wrong: inout [String]) throws -> [LogHash] {
        let size = try archive.size()
        var tree = TreeFrontier()
        var roots = [tree.root]
        for position in 0..<size {
            do { tree.append(MerkleTree.leafHash(try archive.record(at: position).bytes)) } catch ArchiveError.noRecord {
                wrong.append("entry \(position) of \(size) is missing")
                break
            }
            roots.append(tree.root)
        }
        if (try? archive.record(at: size)) != nil { wrong.append("there is an entry behind the head, \(size)") }
        let newest = try SignedCheckpoint.open(
            archive.checkpoint().bytes, key: archive.verifierKey(epoch: 1), origin: "\(archive.name)/1").checkpoint
        if Int64(newest.size) != size { wrong.append("the newest checkpoint has \(newest.size) entries, the log \(size)") }
        if newest.size < roots.count, roots[newest.size] != newest.root { wrong.append("the newest checkpoint has another root than the entries") }
        return roots
    }

    /// - Returns: how many acknowledged records are not there.
    private func check(_ history: History, against roots: [LogHash], _ archive: Archive, _ wrong: inout [String]) -> Int {
        var places: Set<Int64> = [], lost = 0
        for told in history.acknowledgements {
            let name = "batch \(told.positions) of \(told.id)"
            if told.size >= roots.count {
                wrong.append("\(name) was acknowledged under a checkpoint of \(told.size), the log has \(roots.count - 1) entries")
            } else if roots[told.size] != told.root {
                wrong.append("\(name) was acknowledged under another root at \(told.size)")
            }
            if told.size <= told.positions.upperBound { wrong.append("\(name) was acknowledged under a checkpoint of \(told.size), which lacks it") }
            for position in told.positions where !places.insert(position).inserted { wrong.append("place \(position) was given twice") }
            let found = try? archive.record(at: told.positions.lowerBound).leaf.id
            if found != told.id { wrong.append("\(name) was acknowledged, its place has \(found?.description ?? "nothing")") }
            lost += found == told.id ? told.positions.count { $0 >= Int64(roots.count - 1) } : told.positions.count
        }
        return lost
    }

    /// Holds stay, and what was erased stays erased.
    private func check(_ history: History, _ archive: Archive, _ wrong: inout [String]) throws {
        let holds = Set(try archive.holds().map(\.leaf.id))
        for hold in history.holds where !holds.contains(hold) { wrong.append("hold \(hold) was acknowledged and is not there") }
        for id in history.erased {
            guard case .erased = try archive.open(archive.record(id)) else {
                wrong.append("the erasure of \(id) was acknowledged and its text is there")
                continue
            }
        }
    }

    /// Asks for each batch of unknown outcome again, twice: it must be there once.
    /// - Returns: how many had not been there.
    private func askAgain(_ batches: [Batch], _ archive: Archive, _ wrong: inout [String]) throws -> Int {
        var added = 0
        for batch in batches {
            let first = try archive.append(batch.drafts, repeatKey: batch.repeatKey)
            let second = try archive.append(batch.drafts, repeatKey: batch.repeatKey)
            if !first.repeated { added += 1 }
            try Output.acknowledge(first, batch)
            if !second.repeated || second.positions != first.positions {
                wrong.append("batch \(batch.repeatKey) stands at \(first.positions), asked again at \(second.positions)")
            }
            for (draft, position) in zip(batch.drafts, first.positions) {
                let found = try archive.versions(of: draft.id).map(\.position)
                if found != [position] { wrong.append("\(draft.id) of batch \(batch.repeatKey) stands at \(found), \(position) expected") }
            }
        }
        return added
    }

    /// No line may say more than the database has.
    private func checkJournals(_ roots: [LogHash], _ wrong: inout [String]) throws {
        for path in place.journals {
            guard let data = FileManager.default.contents(atPath: path) else { continue }
            for line in data.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast() {
                let fields = String(decoding: line, as: UTF8.self).split(separator: " ")
                // A line that was cut short by a full disk says nothing; verification accounts for it.
                guard fields.count == 3, let size = Int(fields[1]), let root = LogHash(base64: String(fields[2])) else { continue }
                if size >= roots.count {
                    wrong.append("\(path) is ahead: \(size) entries, the log has \(roots.count - 1)")
                } else if roots[size] != root {
                    wrong.append("\(path) has another root at \(size)")
                }
            }
        }
    }
}
