import Foundation
import KaipanArchive
import KaipanLog

/// What writers said before they ended.
struct History {
    struct Acknowledgement {
        var positions: ClosedRange<Int64>
        var size: Int
        var root: LogHash
        var id: RecordID
    }

    var acknowledgements: [Acknowledgement] = []
    /// Of each writer the batch whose outcome it did not learn.
    var unknown: [Batch] = []
    var holds: [RecordID] = []
    var erased: [RecordID] = []

    /// - Parameter paths: one file a writer.
    init(paths: [String]) throws {
        for path in paths {
            let data = try Data(contentsOf: URL(filePath: path))
            var last: Batch?
            // A writer may have been killed within a line.
            for line in data.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast() {
                let fields = String(decoding: line, as: UTF8.self).split(separator: " ")
                switch fields.first {
                case "try":
                    guard fields.count == 5, let seed = UInt64(fields[1]), let number = Int(fields[2]) else { throw Self.failure(path, fields) }
                    last = Batch(seed: seed, number: number, kind: fields[3] == "tour" ? Writer.kind(number) : nil)
                case "ack":
                    guard fields.count == 9, let first = Int64(fields[1]), let end = Int64(fields[2]), first <= end, let size = Int(fields[3]),
                        let root = LogHash(hex: String(fields[4])), let id = RecordID(String(fields[5]))
                    else { throw Self.failure(path, fields) }
                    acknowledgements.append(Acknowledgement(positions: first...end, size: size, root: root, id: id))
                    last = nil
                // A check asked for it again.
                case "done": last = nil
                case "hold": fields.dropFirst().first.flatMap { RecordID(String($0)) }.map { holds.append($0) }
                case "erased": fields.dropFirst().first.flatMap { RecordID(String($0)) }.map { erased.append($0) }
                default: break
                }
            }
            if let last { unknown.append(last) }
        }
    }

    private static func failure(_ path: String, _ fields: [Substring]) -> CocoaError {
        CocoaError(.fileReadCorruptFile, userInfo: [NSFilePathErrorKey: path, NSLocalizedDescriptionKey: fields.joined(separator: " ")])
    }
}
