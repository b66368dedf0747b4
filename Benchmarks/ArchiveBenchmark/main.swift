import Foundation

let arguments = Array(CommandLine.arguments.dropFirst())
switch arguments.first {
case "search": try SearchMeasure(arguments.dropFirst()).run()
default:
    let usage = """
        usage: archive-benchmark search [--utterances N] [--conversation N] [--store FOLDER|postgresql://…] [--index keep]
                                        [--rounds N] [--only QUERY]

        """
    FileHandle.standardError.write(Data(usage.utf8))
    exit(2)
}
