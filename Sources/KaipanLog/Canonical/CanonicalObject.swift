/// The members of an object in canonical order.
public struct CanonicalObject: Sendable, Hashable, RandomAccessCollection {
    /// One member of an object.
    public struct Member: Sendable, Hashable {
        public let key: String
        public let value: CanonicalJSON

        public init(key: String, value: CanonicalJSON) {
            self.key = key
            self.value = value
        }

        public static func == (a: Member, b: Member) -> Bool {
            a.key.utf8.elementsEqual(b.key.utf8) && a.value == b.value
        }
    }

    // Sorted by the bytes of the keys. An array and not a dictionary: entries have a handful of members, which the reader meets in order.
    private var members: [Member]

    public init() { members = [] }

    /// - Parameter members: in any order.
    /// - Precondition: no key stands twice.
    public init(_ members: some Sequence<(String, CanonicalJSON)>) {
        self.members = members.map { Member(key: $0, value: $1) }.sorted { Self.precedes($0.key, $1.key) }
        for (a, b) in zip(self.members, self.members.dropFirst()) {
            precondition(Self.precedes(a.key, b.key), "the key \(a.key) stands twice")
        }
    }

    /// - Precondition: the members are in canonical order.
    init(sorted members: [Member]) { self.members = members }

    /// The value of a key, found by binary search; setting nil removes the member.
    public subscript(key: String) -> CanonicalJSON? {
        get {
            let place = place(of: key)
            return place.found ? members[place.index].value : nil
        }
        set {
            let place = place(of: key)
            switch (place.found, newValue) {
            case (true, let value?): members[place.index] = Member(key: key, value: value)
            case (true, nil): members.remove(at: place.index)
            case (false, let value?): members.insert(Member(key: key, value: value), at: place.index)
            case (false, nil): break
            }
        }
    }

    public var startIndex: Int { 0 }
    public var endIndex: Int { members.count }
    public subscript(position: Int) -> Member { members[position] }

    private func place(of key: String) -> (index: Int, found: Bool) {
        var low = 0, high = members.count
        while low < high {
            let middle = (low + high) / 2
            if Self.precedes(members[middle].key, key) { low = middle + 1 } else { high = middle }
        }
        return (low, low < members.count && members[low].key.utf8.elementsEqual(key.utf8))
    }

    private static func precedes(_ a: String, _ b: String) -> Bool { a.utf8.lexicographicallyPrecedes(b.utf8) }
}

extension CanonicalObject: ExpressibleByDictionaryLiteral {
    /// - Precondition: no key stands twice.
    public init(dictionaryLiteral elements: (String, CanonicalJSON)...) { self.init(elements) }
}
