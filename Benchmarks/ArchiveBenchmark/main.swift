import Foundation

let arguments = Array(CommandLine.arguments.dropFirst())
switch arguments.first {
case "search": try SearchMeasure(arguments.dropFirst()).run()
case "append": try AppendMeasure(options: BenchmarkOptions(arguments.dropFirst())).run()
case "import": try BulkMeasure(options: BenchmarkOptions(arguments.dropFirst())).run()
case "proof": try ProofMeasure(options: BenchmarkOptions(arguments.dropFirst())).run()
default:
    FileHandle.standardError.write(Data("usage: archive-benchmark append | import | proof | search [--utterances N] [--conversation N] [--store FOLDER|postgresql://…] [--index keep] [--rounds N] [--only QUERY]\n".utf8))
    exit(2)
}
