/// Lists of numbers, by group, in two arrays.
struct Grouped: Sendable {
    /// Where the members of each group begin, and where the last ones end.
    let starts: NumberTable<UInt32>
    let members: NumberTable<UInt32>

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
        self.init(starts: NumberTable(starts), members: NumberTable(members))
    }

    /// - Parameter starts: rise from 0 to the number of members.
    init(starts: NumberTable<UInt32>, members: NumberTable<UInt32>) {
        self.starts = starts
        self.members = members
    }

    var count: Int { starts.count - 1 }

    /// By member, the groups that it is in, of those that are wanted.
    ///
    /// - Parameters:
    ///   - count: how many different members there are.
    ///   - isWanted: by group.
    /// - Complexity: O(n) in the number of members; a start of the program waits for it.
    func inverted(count: Int, where isWanted: [Bool]) -> Grouped {
        var inverse = [UInt32](repeating: 0, count: count + 1)
        for group in isWanted.indices where isWanted[group] {
            for place in Int(starts[group])..<Int(starts[group + 1]) { inverse[Int(members[place]) + 1] += 1 }
        }
        for member in 0..<count { inverse[member + 1] += inverse[member] }
        var places = inverse
        var groups = [UInt32](repeating: 0, count: Int(inverse[count]))
        for group in isWanted.indices where isWanted[group] {
            for place in Int(starts[group])..<Int(starts[group + 1]) {
                let member = Int(members[place])
                groups[Int(places[member])] = UInt32(group)
                places[member] += 1
            }
        }
        return Grouped(starts: NumberTable(inverse), members: NumberTable(groups))
    }
}
