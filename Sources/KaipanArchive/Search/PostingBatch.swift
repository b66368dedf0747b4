/// Grams of many utterances of one block, gathered before they are written.
struct PostingBatch {
    private let hasher: GramHasher
    /// Which slot the postings of a gram are gathered in.
    private var textSlots: [TextGram: UInt32] = [:]
    private var slots: [SearchGram: UInt32] = [:]
    /// Of each slot the place that came last, so that a gram which a text has twice counts once; −1 before the first.
    private var latest: [Int32] = []
    private var counts: [Int] = []
    private var entries: [(slot: UInt32, place: UInt16)] = []

    init(_ hasher: GramHasher) { self.hasher = hasher }

    var isEmpty: Bool { entries.isEmpty }

    mutating func insert(_ gram: TextGram, _ place: UInt16) {
        let slot: UInt32
        if let known = textSlots[gram] {
            slot = known
        } else {
            slot = newSlot()
            textSlots[gram] = slot
        }
        insert(slot, place)
    }

    mutating func insert(_ gram: SearchGram, _ place: UInt16) {
        let slot: UInt32
        if let known = slots[gram] {
            slot = known
        } else {
            slot = newSlot()
            slots[gram] = slot
        }
        insert(slot, place)
    }

    private mutating func newSlot() -> UInt32 {
        latest.append(-1)
        counts.append(0)
        return UInt32(latest.count - 1)
    }

    private mutating func insert(_ slot: UInt32, _ place: UInt16) {
        guard latest[Int(slot)] != Int32(place) else { return }
        latest[Int(slot)] = Int32(place)
        counts[Int(slot)] += 1
        entries.append((slot, place))
    }

    /// The gathered postings, ascending by gram, the places of each ascending.
    ///
    /// - Complexity: O(n + g log g) for n postings of g grams, and a hash for each gram of text.
    func postings() -> [(gram: SearchGram, places: ArraySlice<UInt16>)] {
        // Counting sort by slot keeps the order of the places, which come in ascending order for the most part.
        var starts = [Int](repeating: 0, count: counts.count + 1)
        for (slot, count) in counts.enumerated() { starts[slot + 1] = starts[slot] + count }
        var next = starts
        var places = [UInt16](repeating: 0, count: entries.count)
        for entry in entries {
            places[next[Int(entry.slot)]] = entry.place
            next[Int(entry.slot)] += 1
        }
        var postings: [(gram: SearchGram, places: ArraySlice<UInt16>)] = []
        postings.reserveCapacity(counts.count)
        for (gram, slot) in textSlots { postings.append((hasher.gram(gram), places[starts[Int(slot)]..<starts[Int(slot) + 1]])) }
        for (gram, slot) in slots { postings.append((gram, places[starts[Int(slot)]..<starts[Int(slot) + 1]])) }
        for index in postings.indices where !Self.isAscending(postings[index].places) {
            postings[index].places = Set(postings[index].places).sorted()[...]
        }
        return postings.sorted { $0.gram < $1.gram }
    }

    private static func isAscending(_ places: ArraySlice<UInt16>) -> Bool {
        zip(places, places.dropFirst()).allSatisfy { $0 < $1 }
    }
}
