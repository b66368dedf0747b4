/// The candidates that a search met: an open hash table of core + 1, kept from search to search.
struct SeenCores {
    private var places = [UInt32](repeating: 0, count: 1 << 16)
    private var shift: UInt32 = 16
    private var isUsed = false

    /// Forgets all, and makes room.
    /// - Parameter limit: how many are inserted, at most; the table is never more than half full.
    mutating func begin(upTo limit: Int) {
        // Beyond 2^27 cores a search would take minutes.
        var bits: UInt32 = 16
        while bits < 28, 1 << bits < 2 * limit { bits += 1 }
        if bits != 32 - shift {
            places = [UInt32](repeating: 0, count: 1 << Int(bits))
            shift = 32 - bits
        } else if isUsed {
            places.withUnsafeMutableBufferPointer { $0.update(repeating: 0) }
        }
        isUsed = false
    }

    /// Whether a core is new.
    @inline(__always)
    mutating func insert(_ core: Int) -> Bool {
        let value = UInt32(truncatingIfNeeded: core) &+ 1
        return places.withUnsafeMutableBufferPointer { places in
            var place = Int((value &* 0x9E37_79B1) &>> shift)
            while places[place] != 0 {
                if places[place] == value { return false }
                place = (place + 1) & (places.count - 1)
            }
            places[place] = value
            isUsed = true
            return true
        }
    }
}
