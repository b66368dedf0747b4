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

    func withMembers<Result>(_ body: (_ starts: UnsafeBufferPointer<UInt32>, _ members: UnsafeBufferPointer<UInt32>) -> Result) -> Result {
        starts.withUnsafeBufferPointer { starts in members.withUnsafeBufferPointer { body(starts, $0) } }
    }

    /// By member, the groups that it is in, of those that are wanted.
    ///
    /// - Parameters:
    ///   - count: how many different members there are.
    ///   - isWanted: by group.
    /// - Complexity: O(n) in the number of members; a start of the program waits for it.
    func inverted(count: Int, where isWanted: [Bool]) -> Grouped {
        var inverse = [UInt32](repeating: 0, count: count + 1)
        var groups: [UInt32] = []
        withMembers { starts, members in
            for group in isWanted.indices where isWanted[group] {
                for place in Int(starts[group])..<Int(starts[group + 1]) { inverse[Int(members[place]) + 1] += 1 }
            }
            for member in 0..<count { inverse[member + 1] += inverse[member] }
            var places = inverse
            groups = [UInt32](repeating: 0, count: Int(inverse[count]))
            for group in isWanted.indices where isWanted[group] {
                for place in Int(starts[group])..<Int(starts[group + 1]) {
                    let member = Int(members[place])
                    groups[Int(places[member])] = UInt32(group)
                    places[member] += 1
                }
            }
        }
        return Grouped(checked: inverse, groups)
    }

    private init(checked starts: [UInt32], _ members: [UInt32]) {
        self.starts = starts
        self.members = members
    }
}
