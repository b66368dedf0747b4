import KaipanText

/// The 32-bit keys by which cores that are alike meet, in the index file and in PostgreSQL's `int4[]` column alike.
///
/// Every core is filed under its whole sound, under its sound with one character left out (the deletion neighbourhood of SymSpell), and
/// under the sounds of its stretches. Two cores that differ by one character, put in, left out, exchanged or swapped with its
/// neighbour, share a key; so do those of which one holds the other. Look-alikes are one exchanged character.
enum NameKeys {
    /// What a key stands for; keys of different spaces never meet.
    enum Space: UInt32 {
        case whole = 1
        case deleted
        case stretch
        case cantonese
    }

    /// A key with the check of its characters, by which the postings of equal characters come first.
    struct Key: Hashable {
        var value: UInt32
        var check: UInt8
    }

    /// Where a query looks.
    struct LookUp: Hashable {
        var key: Key
        /// Whether only postings with the same characters count: for keys that a single sound makes.
        var isExact = false
    }

    /// The keys that a core is filed under.
    ///
    /// - Parameters:
    ///   - core: folded scalars; those behind the twelfth are left out.
    ///   - isCantonese: whether it stands in Guangdong.
    /// - Complexity: O(n²) keys in the core's length n, as a rule 3…12.
    static func keys(of core: some RandomAccessCollection<UInt16>, isCantonese: Bool, _ body: (Key) -> Void) {
        forEachSequence(core) { codes, characters in
            let count = codes.count
            body(key(.whole, codes, characters, 0..<count))
            if count >= 2 { for index in 0..<count { body(deleted(codes, characters, index)) } }
            if count >= 4 {
                for length in 2...(count - 2) {
                    for start in 0...(count - length) { body(key(.stretch, codes, characters, start..<start + length)) }
                }
            }
        }
        if isCantonese { forEachCantonese(core) { codes, characters in body(key(.cantonese, codes, characters, 0..<codes.count)) } }
    }

    /// Where a core is looked for, the most telling keys first.
    static func lookUps(of core: [UInt16], isCantonese: Bool) -> [LookUp] {
        var result: [LookUp] = []
        var seen: Set<LookUp> = []
        func add(_ key: Key, isExact: Bool = false) {
            let lookUp = LookUp(key: key, isExact: isExact)
            if seen.insert(lookUp).inserted { result.append(lookUp) }
        }
        var late: [() -> Void] = []
        forEachSequence(core) { codes, characters in
            let codes = Array(codes), characters = Array(characters)
            let count = codes.count
            add(key(.whole, codes[...], characters[...], 0..<count))
            // Shorter names that the query holds.
            if count >= 3 {
                for length in stride(from: count - 1, through: 2, by: -1) {
                    for start in 0...(count - length) { add(key(.whole, codes[...], characters[...], start..<start + length)) }
                }
            }
            if count == 2 { for index in 0..<2 { add(key(.whole, codes[...], characters[...], index..<index + 1), isExact: true) } }
            // Names that have one more character, and those that hold the query.
            let whole = key(.whole, codes[...], characters[...], 0..<count)
            if count == 1 {
                for place in 0..<2 { add(Key(value: rekeyed(codes[...], 0..<1, .deleted, 2, place), check: whole.check), isExact: true) }
            } else {
                add(Key(value: rekeyed(codes[...], 0..<count, .deleted, count + 1), check: whole.check))
            }
            if count >= 2 { add(Key(value: rekeyed(codes[...], 0..<count, .stretch, 0), check: whole.check)) }
            // The characters turned round: word order, and the whole reversed.
            if count >= 2 {
                let backwards = Array(codes.reversed()), mirrored = Array(characters.reversed())
                add(key(.whole, backwards[...], mirrored[...], 0..<count))
                for turn in 1..<count {
                    let turned = Array(codes[turn...] + codes[..<turn]), letters = Array(characters[turn...] + characters[..<turn])
                    add(key(.whole, turned[...], letters[...], 0..<count))
                }
            }
            late.append {
                // One character less, another one, or two swapped.
                if count >= 2 {
                    for index in 0..<count {
                        add(deleted(codes[...], characters[...], index), isExact: count == 2)
                        if count >= 3 {
                            let rest = Array(codes[..<index] + codes[(index + 1)...]), letters = Array(characters[..<index] + characters[(index + 1)...])
                            add(key(.whole, rest[...], letters[...], 0..<rest.count))
                        }
                    }
                }
            }
            // Two characters that both look like others.
            if count == 2 { late.append { lookAlikes(characters).forEach { add($0) } } }
        }
        for step in late { step() }
        if isCantonese {
            forEachCantonese(core) { codes, characters in add(key(.cantonese, codes, characters, 0..<codes.count)) }
        }
        return result
    }

    // MARK: - Sequences

    /// Calls the body for the readings of a core: the usual ones, then each other reading in turn, at most eight in all.
    private static func forEachSequence(
        _ core: some RandomAccessCollection<UInt16>, _ body: (ArraySlice<UInt16>, ArraySlice<UInt16>) -> Void
    ) {
        let characters = Array(core.prefix(IndexLayout.coreLength))
        var codes = [UInt16](repeating: 0, count: characters.count)
        var others: [(Int, UInt16)] = []
        for (index, character) in characters.enumerated() {
            let classes = SoundCode.of(UInt32(character))
            codes[index] = classes.0
            if classes.1 != SoundCode.none { others.append((index, classes.1)) }
            if classes.2 != SoundCode.none { others.append((index, classes.2)) }
        }
        guard !codes.isEmpty else { return }
        body(codes[...], characters[...])
        for (index, code) in others.prefix(4) {
            let usual = codes[index]
            codes[index] = code
            body(codes[...], characters[...])
            codes[index] = usual
        }
    }

    private static func forEachCantonese(
        _ core: some RandomAccessCollection<UInt16>, _ body: (ArraySlice<UInt16>, ArraySlice<UInt16>) -> Void
    ) {
        let characters = Array(core.prefix(IndexLayout.coreLength))
        var codes: [UInt16] = []
        for character in characters {
            guard let scalar = Unicode.Scalar(UInt32(character)), let reading = Cantonese.readings(of: scalar).first else { return }
            codes.append(reading.rawValue)
        }
        guard codes.count >= 2 else { return }
        body(codes[...], characters[...])
    }

    private static func lookAlikes(_ characters: [UInt16]) -> [Key] {
        guard characters.count == 2 else { return [] }
        let neighbours = characters.map { character -> [UInt16] in
            guard let scalar = Unicode.Scalar(UInt32(character)) else { return [] }
            return Glyphs.neighbours(of: scalar).prefix(20).map { CoreRecord.code($0.scalar.value) }
        }
        var keys: [Key] = []
        for first in neighbours[0] {
            for second in neighbours[1] {
                let codes = [SoundCode.of(UInt32(first)).0, SoundCode.of(UInt32(second)).0]
                keys.append(key(.whole, codes[...], [first, second][...], 0..<2))
            }
        }
        return keys
    }

    // MARK: - Hashing

    private static func deleted(_ codes: ArraySlice<UInt16>, _ characters: ArraySlice<UInt16>, _ index: Int) -> Key {
        let count = codes.count
        // Of two characters the one that is left must stand at the same place; of more the order tells.
        var hash = seed(.deleted, count, count == 2 ? index : 0)
        var check: UInt32 = 0
        for place in 0..<count where place != index {
            hash = mix(hash, codes[codes.startIndex + place])
            check = check &* 31 &+ UInt32(characters[characters.startIndex + place])
        }
        return Key(value: finish(hash), check: fold(check))
    }

    private static func key(
        _ space: Space, _ codes: ArraySlice<UInt16>, _ characters: ArraySlice<UInt16>, _ range: Range<Int>
    ) -> Key {
        var hash = seed(space, 0, 0)
        var check: UInt32 = 0
        for place in range {
            hash = mix(hash, codes[codes.startIndex + place])
            check = check &* 31 &+ UInt32(characters[characters.startIndex + place])
        }
        return Key(value: finish(hash), check: fold(check))
    }

    /// The key that a longer name of `length` characters has for a stretch or for itself without one character.
    private static func rekeyed(_ codes: ArraySlice<UInt16>, _ range: Range<Int>, _ space: Space, _ length: Int, _ place: Int = 0) -> UInt32 {
        var hash = seed(space, length, place)
        for place in range { hash = mix(hash, codes[codes.startIndex + place]) }
        return finish(hash)
    }

    @inline(__always)
    private static func seed(_ space: Space, _ length: Int, _ place: Int) -> UInt64 {
        UInt64(space.rawValue) &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(length) &* 0xC2B2_AE3D_27D4_EB4F &+ UInt64(place) &* 0x1656_67B1_9E37_79F9
    }

    @inline(__always)
    private static func mix(_ hash: UInt64, _ code: UInt16) -> UInt64 {
        let sum = (hash ^ UInt64(code)) &* 0xFF51_AFD7_ED55_8CCD
        return sum ^ sum &>> 32
    }

    @inline(__always)
    private static func finish(_ hash: UInt64) -> UInt32 {
        let sum = (hash ^ hash &>> 29) &* 0xC4CE_B9FE_1A85_EC53
        return UInt32(truncatingIfNeeded: sum &>> 32)
    }

    @inline(__always)
    private static func fold(_ check: UInt32) -> UInt8 {
        let mixed = check &* 0x9E37_79B1
        return UInt8(truncatingIfNeeded: mixed &>> 24)
    }
}
