import Foundation
import KaipanReports
import KaipanRules

/// Reads lines from standard input and answers each, in order, in memory that does not grow with their number.
struct NDJSONStream {
    private let line: NDJSONLine
    private let jobs: Int
    private var number = 0
    private var sawError = false
    private var worst: Severity?
    private var outputFailed = false

    private static let chunk = 1 << 18
    /// A line longer than this is refused and passed over.
    private static let lineLimit = 64 << 20

    init(line: NDJSONLine, jobs: Int) {
        self.line = line
        self.jobs = jobs
    }

    /// Answers all lines and returns the exit status.
    mutating func run(failOn: Severity) async -> Int32 {
        var pending = Data()
        var isSkipping = false
        var buffer = [UInt8](repeating: 0, count: Self.chunk)
        while true {
            let count = read(STDIN_FILENO, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            var fresh = buffer[..<count]
            if isSkipping {
                guard let end = fresh.firstIndex(of: 0x0A) else { continue }
                fresh = fresh[(end + 1)...]
                isSkipping = false
            }
            // Only what is new is searched: a long line must not cost its square.
            if let end = fresh.lastIndex(of: 0x0A) {
                pending.append(contentsOf: fresh[..<end])
                await answer(pending)
                pending = Data(fresh[(end + 1)...])
            } else {
                pending.append(contentsOf: fresh)
            }
            if outputFailed { return 2 }
            if pending.count > Self.lineLimit {
                number += 1
                emit([line.refusal(ofLine: number, limit: Self.lineLimit)])
                pending = Data()
                isSkipping = true
            }
        }
        if !pending.isEmpty { await answer(pending) }
        if sawError || outputFailed { return 2 }
        return worst.map { $0 >= failOn } ?? false ? 1 : 0
    }

    /// Answers the lines of a chunk, several at a time, and writes the answers in their order.
    private mutating func answer(_ chunk: Data) async {
        var lines: [(number: Int, text: Data)] = []
        for text in chunk.split(separator: 0x0A, omittingEmptySubsequences: false) {
            number += 1
            let isBlank = text.allSatisfy { $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }
            if !isBlank { lines.append((number, text)) }
        }
        guard jobs > 1, lines.count > 8 else {
            emit(lines.map { line.answer($0.text, number: $0.number) })
            return
        }
        let size = (lines.count + jobs - 1) / jobs
        let slices = stride(from: 0, to: lines.count, by: size).map { Array(lines[$0..<min($0 + size, lines.count)]) }
        let checker = line
        let answers = await withTaskGroup(of: (Int, [NDJSONLine.Answer]).self) { group in
            for (index, slice) in slices.enumerated() {
                group.addTask { (index, slice.map { checker.answer($0.text, number: $0.number) }) }
            }
            var parts = [[NDJSONLine.Answer]](repeating: [], count: slices.count)
            for await (index, part) in group { parts[index] = part }
            return parts.flatMap(\.self)
        }
        emit(answers)
    }

    private mutating func emit(_ answers: [NDJSONLine.Answer]) {
        var output = Data()
        for answer in answers {
            sawError = sawError || answer.isError
            for severity in answer.severities where worst.map({ severity > $0 }) ?? true { worst = severity }
            output.append(contentsOf: answer.json.utf8)
            output.append(0x0A)
        }
        do {
            try FileHandle.standardOutput.write(contentsOf: output)
        } catch {
            Console.error("\(error.localizedDescription)")
            outputFailed = true
        }
    }
}
