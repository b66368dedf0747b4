import Foundation

let arguments = Array(CommandLine.arguments.dropFirst())
switch arguments.first {
case "search": try SearchMeasure(arguments.dropFirst()).run()
case "append": try AppendMeasure(options: BenchmarkOptions(arguments.dropFirst())).run()
case "import": try BulkMeasure(options: BenchmarkOptions(arguments.dropFirst())).run()
case "proof": try ProofMeasure(options: BenchmarkOptions(arguments.dropFirst())).run()
case "scene": try SceneMeasure(options: BenchmarkOptions(arguments.dropFirst())).run()
default:
    let usage = """
        usage: archive-benchmark append [--count N] [--rounds N] [--postgres postgresql://…]
               archive-benchmark import [--utterances N] [--store FOLDER|postgresql://…]
               archive-benchmark proof  [--leaves N] [--proofs N]
               archive-benchmark search [--utterances N] [--conversation N] [--store FOLDER|postgresql://…] [--index keep]
                                        [--rounds N] [--only QUERY]
               archive-benchmark scene  [--utterances N] [--rounds N] [--store FOLDER]

        """
    FileHandle.standardError.write(Data(usage.utf8))
    exit(2)
}
