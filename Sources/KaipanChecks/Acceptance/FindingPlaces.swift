/// Finds findings by rule and place, so that many comments and many findings cost no product of both.
struct FindingPlaces {
    /// For each rule, where its findings begin in the document's text, in ascending order, with their numbers.
    private var byRule: [String: [(offset: Int, index: Int)]] = [:]

    init(_ findings: [Finding]) {
        for (index, finding) in findings.enumerated() {
            byRule[finding.rule, default: []].append((finding.textRange.lowerBound, index))
        }
        for rule in byRule.keys { byRule[rule]?.sort { $0.offset < $1.offset } }
    }

    /// The numbers of a rule's findings that begin in a stretch of the text, its end included.
    ///
    /// Complexity: O(log n + k).
    func findings(of rule: String, in scope: Range<Int>) -> [Int] {
        guard !scope.isEmpty, let places = byRule[rule] else { return [] }
        var low = 0
        var high = places.count
        while low < high {
            let middle = (low + high) / 2
            if places[middle].offset < scope.lowerBound { low = middle + 1 } else { high = middle }
        }
        return places[low...].prefix { $0.offset <= scope.upperBound }.map(\.index)
    }
}
