import Foundation
import KaipanNames

/// Builds an index of names, plants changes and measures searches; `Benchmarks/names.py` calls it.
@main
enum NamesBenchmark {
    static func main() {
        let arguments = Array(CommandLine.arguments.dropFirst())
        do {
            switch (arguments.first, arguments.count) {
            case ("build", 3): try BuildMeasure(names: arguments[1], index: arguments[2]).run()
            case ("plant", 5): try Planting(names: arguments[1], count: Int(arguments[2]) ?? 0, seed: UInt64(arguments[3]) ?? 1).write(to: arguments[4])
            case ("search", 3): try SearchMeasure(index: arguments[1], queries: arguments[2]).run()
            default:
                FileHandle.standardError.write(
                    Data(
                        """
                        names-benchmark build NAMES INDEX
                        names-benchmark plant NAMES COUNT SEED QUERIES
                        names-benchmark search INDEX QUERIES\n
                        """.utf8))
                exit(2)
            }
        } catch {
            FileHandle.standardError.write(Data("names-benchmark: \(error)\n".utf8))
            exit(1)
        }
    }

    /// Prints a result for the caller.
    static func report(_ values: [String: Any]) throws {
        var data = try JSONSerialization.data(withJSONObject: values, options: [.sortedKeys])
        data.append(0x0A)
        FileHandle.standardOutput.write(data)
    }
}
