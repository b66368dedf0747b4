import KaipanText

/// The 32-bit keys by which cores that are alike meet, in the index file and in PostgreSQL's `int4[]` column alike.
///
/// Every core is filed under its whole sound, under its sound with one character left out (the deletion neighbourhood of SymSpell), and
/// under the sounds of its stretches. Two cores that differ by one character, put in, left out, exchanged or swapped with its
/// neighbour, share a key; so do those of which one holds the other. Look-alikes are one exchanged character.
package enum NameKeys {
    /// What a key stands for; keys of different spaces never meet.
    enum Space: UInt32 {
        case whole = 1
        case deleted
        case stretch
        case cantonese
    }

    /// A key with the check of its characters, by which the postings of equal characters come first.
    package struct Key: Hashable {
        package var value: UInt32
        package var check: UInt8
    }

    /// Where a query looks.
    package struct LookUp: Hashable {
        package var key: Key
        /// Whether only postings with the same characters count: for keys that a single sound makes.
        package var isExact = false
    }

    /// The keys that a core is filed under.
    ///
    /// - Parameters:
    ///   - core: folded scalars; those behind the twelfth are left out.
    ///   - isCantonese: whether it stands in Guangdong.
    /// - Complexity: O(n²) keys in the core's length n, as a rule 3…12.
    package static func keys(of core: some RandomAccessCollection<UInt16>, isCantonese: Bool, _ body: (Key) -> Void) {
        let codes = UnsafeMutablePointer<UInt16>.allocate(capacity: codeCount)
        defer { codes.deallocate() }
        Array(core.prefix(IndexLayout.coreLength)).withUnsafeBufferPointer { keys(of: $0, isCantonese: isCantonese, codes, body) }
    }

    /// The keys that a core is filed under, without allocating.
    ///
    /// - Parameters:
    ///   - characters: at most twelve folded scalars.
    ///   - codes: room for `codeCount` sound codes.
    static func keys(
        of characters: UnsafeBufferPointer<UInt16>, isCantonese: Bool, _ codes: UnsafeMutablePointer<UInt16>, _ body: (Key) -> Void
    ) {
        forEachSequence(characters, codes) { codes, changed in
            let count = characters.count
            body(key(.whole, codes, characters, 0..<count))
            // A further reading makes new keys only where its character takes part.
            if count >= 2 { for index in 0..<count where index != changed { body(deleted(codes, characters, index)) } }
            guard count >= 4 else { return }
            for start in 0...(count - 2) {
                var hash = Hash(.stretch)
                for end in start..<min(count, start + count - 2) {
                    hash.mix(codes[end], characters[end])
                    if end > start, changed < 0 || (start...end).contains(changed) { body(hash.key) }
                }
            }
        }
        if isCantonese { forCantonese(characters) { codes in body(key(.cantonese, codes, characters, 0..<characters.count)) } }
    }

    /// The sound codes of twelve characters with three readings each.
    static let codeCount = 3 * IndexLayout.coreLength

    /// Where a core is looked for, the most telling keys first.
    package static func lookUps(of core: [UInt16], isCantonese: Bool) -> [LookUp] {
        var result: [LookUp] = []
        var seen: Set<LookUp> = []
        func add(_ key: Key, isExact: Bool = false) {
            let lookUp = LookUp(key: key, isExact: isExact)
            if seen.insert(lookUp).inserted { result.append(lookUp) }
        }
        let characters = Array(core.prefix(IndexLayout.coreLength))
        let codes = UnsafeMutablePointer<UInt16>.allocate(capacity: codeCount)
        defer { codes.deallocate() }
        characters.withUnsafeBufferPointer { characters in
            let count = characters.count
            forEachSequence(characters, codes) { codes, _ in
                add(key(.whole, codes, characters, 0..<count))
                // Shorter names that the query holds.
                if count >= 3 {
                    for length in stride(from: count - 1, through: 2, by: -1) {
                        for start in 0...(count - length) { add(key(.whole, codes, characters, start..<start + length)) }
                    }
                }
                if count == 2 { for index in 0..<2 { add(key(.whole, codes, characters, index..<index + 1), isExact: true) } }
                // Names that have one more character, and those that hold the query.
                if count == 1 {
                    for place in 0..<2 { add(key(.deleted, codes, characters, 0..<1, length: 2, place: place), isExact: true) }
                } else {
                    add(key(.deleted, codes, characters, 0..<count, length: count + 1))
                    add(key(.stretch, codes, characters, 0..<count))
                }
                // The characters turned round: word order, and the whole reversed.
                if count >= 2 {
                    add(joined(codes, characters, (0..<count).reversed()))
                    for turn in 1..<count { add(joined(codes, characters, (0..<count).lazy.map { ($0 + turn) % count })) }
                }
            }
            // One character less, another one, or two swapped.
            if count >= 2 {
                forEachSequence(characters, codes) { codes, _ in
                    for index in 0..<count {
                        add(deleted(codes, characters, index), isExact: count == 2)
                        if count >= 3 { add(joined(codes, characters, (0..<count).lazy.filter { $0 != index })) }
                    }
                }
            }
            // Two characters that both look like others.
            if count == 2 { lookAlikes(characters).forEach { add($0) } }
            if isCantonese { forCantonese(characters) { codes in add(key(.cantonese, codes, characters, 0..<count)) } }
        }
        return result
    }

    // MARK: - Sequences

    /// Calls the body for the readings of a core: the usual ones with -1, then up to four others in turn, each with its character's place.
    @inline(__always)
    private static func forEachSequence(
        _ characters: UnsafeBufferPointer<UInt16>, _ codes: UnsafeMutablePointer<UInt16>, _ body: (UnsafePointer<UInt16>, Int) -> Void
    ) {
        let count = characters.count
        guard count > 0 else { return }
        var others = 0
        for index in 0..<count {
            let classes = SoundCode.of(UInt32(characters[index]))
            codes[index] = classes.0
            codes[count + index] = classes.1
            codes[2 * count + index] = classes.2
            if classes.1 != SoundCode.none { others += 1 }
        }
        body(codes, -1)
        guard others > 0 else { return }
        var left = 4
        for index in 0..<count {
            for place in 1...2 where left > 0 && codes[place * count + index] != SoundCode.none {
                let code = codes[index]
                codes[index] = codes[place * count + index]
                body(codes, index)
                codes[index] = code
                left -= 1
            }
        }
    }

    private static func forCantonese(_ characters: UnsafeBufferPointer<UInt16>, _ body: (UnsafePointer<UInt16>) -> Void) {
        guard characters.count >= 2 else { return }
        var codes: [UInt16] = []
        for character in characters {
            guard let scalar = Unicode.Scalar(UInt32(character)), let reading = Cantonese.readings(of: scalar).first else { return }
            codes.append(reading.rawValue)
        }
        codes.withUnsafeBufferPointer { body($0.baseAddress!) }
    }

    private static func lookAlikes(_ characters: UnsafeBufferPointer<UInt16>) -> [Key] {
        let neighbours = characters.map { character -> [UInt16] in
            guard let scalar = Unicode.Scalar(UInt32(character)) else { return [] }
            return Glyphs.neighbours(of: scalar).prefix(20).map { CoreRecord.code($0.scalar.value) }
        }
        var keys: [Key] = []
        for first in neighbours[0] {
            for second in neighbours[1] {
                var hash = Hash(.whole)
                hash.mix(SoundCode.of(UInt32(first)).0, first)
                hash.mix(SoundCode.of(UInt32(second)).0, second)
                keys.append(hash.key)
            }
        }
        return keys
    }

    // MARK: - Hashing

    /// A key while its characters are taken in.
    private struct Hash {
        private var sounds: UInt64
        private var check: UInt32 = 0

        /// - Parameters:
        ///   - length: for names without one character, how many they have with it.
        ///   - place: for names of two characters, where the one is that is left out.
        @inline(__always)
        init(_ space: Space, length: Int = 0, place: Int = 0) {
            sounds = UInt64(space.rawValue) &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(length) &* 0xC2B2_AE3D_27D4_EB4F
            sounds = sounds &+ UInt64(place) &* 0x1656_67B1_9E37_79F9
        }

        @inline(__always)
        mutating func mix(_ code: UInt16, _ character: UInt16) {
            let sum = (sounds ^ UInt64(code)) &* 0xFF51_AFD7_ED55_8CCD
            sounds = sum ^ sum &>> 32
            check = check &* 31 &+ UInt32(character)
        }

        @inline(__always)
        var key: Key {
            let sum = (sounds ^ sounds &>> 29) &* 0xC4CE_B9FE_1A85_EC53
            return Key(value: UInt32(truncatingIfNeeded: sum &>> 32), check: UInt8(truncatingIfNeeded: (check &* 0x9E37_79B1) &>> 24))
        }
    }

    @inline(__always)
    private static func key(
        _ space: Space, _ codes: UnsafePointer<UInt16>, _ characters: UnsafeBufferPointer<UInt16>, _ range: Range<Int>,
        length: Int = 0, place: Int = 0
    ) -> Key {
        var hash = Hash(space, length: length, place: place)
        for place in range { hash.mix(codes[place], characters[place]) }
        return hash.key
    }

    @inline(__always)
    private static func deleted(_ codes: UnsafePointer<UInt16>, _ characters: UnsafeBufferPointer<UInt16>, _ index: Int) -> Key {
        let count = characters.count
        // Of two characters the one that is left must stand at the same place; of more the order tells.
        var hash = Hash(.deleted, length: count, place: count == 2 ? index : 0)
        for place in 0..<count where place != index { hash.mix(codes[place], characters[place]) }
        return hash.key
    }

    /// The key of the name that has some of the characters in another order.
    private static func joined(_ codes: UnsafePointer<UInt16>, _ characters: UnsafeBufferPointer<UInt16>, _ places: some Sequence<Int>) -> Key {
        var hash = Hash(.whole)
        for place in places { hash.mix(codes[place], characters[place]) }
        return hash.key
    }
}
