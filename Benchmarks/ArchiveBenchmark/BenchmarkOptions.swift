/// Options of the form `--name value`.
struct BenchmarkOptions {
    private var values: [String: String] = [:]

    init(_ arguments: some Sequence<String>) {
        var name: String?
        for argument in arguments {
            if argument.hasPrefix("--") { name = String(argument.dropFirst(2)) } else if let key = name {
                values[key] = argument
                name = nil
            }
        }
    }

    func text(_ name: String) -> String? { values[name] }

    func number(_ name: String, _ usual: Int64) -> Int64 { values[name].flatMap { Int64($0) } ?? usual }
}
