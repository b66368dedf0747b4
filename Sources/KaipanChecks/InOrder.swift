/// Works on many things, several at a time, and hands over what came of them one by one, in their order.
enum InOrder {
    /// What is finished waits for its turn; at most a few do, so memory does not grow with the number of things.
    /// - Parameters:
    ///   - jobs: things at a time, from 1.
    ///   - emit: called on one thread at a time.
    static func run<Input: Sendable, Output: Sendable>(
        _ inputs: [Input], jobs: Int, work: @escaping @Sendable (Input) -> Output, emit: (Output) throws -> Void
    ) async throws {
        guard jobs > 1, inputs.count > 1 else {
            for input in inputs { try emit(work(input)) }
            return
        }
        try await withThrowingTaskGroup(of: (Int, Output).self) { group in
            var next = 0
            var finished: [Int: Output] = [:]
            var emitted = 0
            // Twice as many as can run keeps every thread busy while one large file holds up the order.
            let window = jobs * 2
            while next < inputs.count || emitted < inputs.count {
                while next < inputs.count, next - emitted < window * 4, next - emitted - finished.count < jobs {
                    let index = next
                    let input = inputs[index]
                    group.addTask { (index, work(input)) }
                    next += 1
                }
                guard let (index, output) = try await group.next() else { break }
                finished[index] = output
                while let ready = finished.removeValue(forKey: emitted) {
                    try emit(ready)
                    emitted += 1
                }
            }
        }
    }
}
