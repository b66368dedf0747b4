/// The utterances of a block that have a gram, as bytes: the steps from one to the next, or a bit for each where that is shorter.
package enum PostingList {
    private static let bitmapLength = BlockBits.count / 8

    /// - Parameter places: ascending, each once, at least one.
    package static func encoded(_ places: some Collection<UInt16>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(min(bitmapLength, places.count * 2))
        var next = 0
        for place in places {
            var step = Int(place) - next
            while step >= 0x80 {
                bytes.append(UInt8(step & 0x7F) | 0x80)
                step >>= 7
            }
            bytes.append(UInt8(step))
            next = Int(place) + 1
            // The length tells which of the two forms it is.
            guard bytes.count < bitmapLength else { return bitmap(places) }
        }
        return bytes
    }

    private static func bitmap(_ places: some Collection<UInt16>) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: bitmapLength)
        for place in places { bytes[Int(place) >> 3] |= 1 << (place & 7) }
        return bytes
    }

    /// Calls a body with each place, in ascending order.
    /// - Returns: false where the bytes are no list.
    private static func each(_ bytes: ArraySlice<UInt8>, _ body: (UInt16) -> Void) -> Bool {
        var next = 0, step = 0, shift = 0
        for byte in bytes {
            step |= Int(byte & 0x7F) << shift
            if byte & 0x80 != 0 {
                shift += 7
                guard shift <= 14 else { return false }
                continue
            }
            next += step
            guard next < BlockBits.count else { return false }
            body(UInt16(next))
            next += 1
            step = 0
            shift = 0
        }
        return shift == 0 && !bytes.isEmpty
    }

    /// Adds the places to a set.
    /// - Returns: false where the bytes are no list.
    package static func add(_ bytes: ArraySlice<UInt8>, to bits: inout BlockBits) -> Bool {
        if bytes.count == bitmapLength {
            bits.formUnion(BlockBits(bytes: bytes))
            return true
        }
        return each(bytes) { bits.insert($0) }
    }

    /// The places in ascending order; nil where the bytes are no list.
    package static func decoded(_ bytes: ArraySlice<UInt8>) -> [UInt16]? {
        if bytes.count == bitmapLength { return BlockBits(bytes: bytes).members }
        var places: [UInt16] = []
        return each(bytes) { places.append($0) } ? places : nil
    }
}
