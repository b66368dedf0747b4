/// Lists of numbers, by group, in two arrays.
struct Grouped: Sendable {
    /// Where the members of each group begin, and where the last ones end.
    let starts: [UInt32]
    let members: [UInt32]

    /// - Parameter pairs: calls for each group and member, twice, in the same order.
    init(count: Int, _ pairs: ((_ group: UInt32, _ member: UInt32) -> Void) -> Void) {
        var starts = [UInt32](repeating: 0, count: count + 1)
        pairs { group, _ in starts[Int(group) + 1] += 1 }
        for group in 0..<count { starts[group + 1] += starts[group] }
        var places = starts
        var members = [UInt32](repeating: 0, count: Int(starts[count]))
        pairs { group, member in
            members[Int(places[Int(group)])] = member
            places[Int(group)] += 1
        }
        self.starts = starts
        self.members = members
    }

    /// Nil where the starts do not fit.
    init?(starts: [UInt32], members: [UInt32]) {
        guard starts.first == 0, starts.last.map(Int.init) == members.count, zip(starts, starts.dropFirst()).allSatisfy({ $0 <= $1 })
        else { return nil }
        self.starts = starts
        self.members = members
    }

    var count: Int { starts.count - 1 }

    subscript(group: Int) -> ArraySlice<UInt32> { members[Int(starts[group])..<Int(starts[group + 1])] }

    func withMembers<Result>(_ body: (_ starts: UnsafeBufferPointer<UInt32>, _ members: UnsafeBufferPointer<UInt32>) -> Result) -> Result {
        starts.withUnsafeBufferPointer { starts in members.withUnsafeBufferPointer { body(starts, $0) } }
    }
}
