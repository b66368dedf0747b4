import KaipanText

/// A word that is also found where characters of like sound stand, as speech recognition writes them.
package struct SoundedWord: Sendable, Hashable {
    package let scalars: [UInt32]

    /// - Returns: nil where no character has a Mandarin reading.
    init?(_ text: String) {
        guard let word = SearchWord(text) else { return nil }
        scalars = FoldedScalars(word.bytes).values
        guard scalars.contains(where: { Mandarin.soundClasses(of: $0).count > 0 }) else { return nil }
    }

    /// Grams of which a text that sounds like it has at least one of each group.
    ///
    /// - Parameter withSounds: whether the index has grams of sounds.
    func groups(withSounds: Bool) -> [[TextGram]] {
        var groups: [[TextGram]] = []
        for (place, scalar) in scalars.enumerated() {
            let classes = Mandarin.soundClasses(of: scalar)
            if classes.count == 0 { groups.append([.scalar(scalar)]) }
            guard withSounds, place + 1 < scalars.count else { continue }
            let next = Mandarin.soundClasses(of: scalars[place + 1])
            if classes.count > 0, next.count > 0 { groups.append(Self.pairs(classes, next)) }
        }
        // A character alone, or between others without sounds, is looked up as all characters that sound like it.
        if groups.isEmpty || !withSounds {
            for scalar in scalars where Mandarin.soundClasses(of: scalar).count > 0 { groups.append(Self.alike(scalar)) }
        }
        return groups
    }

    /// Grams of each sound of the first beside each of the second.
    static func pairs(_ first: SoundClasses, _ second: SoundClasses) -> [TextGram] {
        (0..<first.count).flatMap { a in (0..<second.count).map { b in TextGram.sounds(first[a], second[b]) } }
    }

    /// The characters of folded texts that sound like one.
    private static func alike(_ scalar: UInt32) -> [TextGram] {
        let classes = Mandarin.soundClasses(of: scalar)
        let scalars = Set((0..<classes.count).flatMap { sounding[classes[$0], default: []] })
        return scalars.filter { value in
            Unicode.Scalar(value).map { Folded(String($0)).bytes.elementsEqual(String($0).utf8) } ?? false
        }.map(TextGram.scalar)
    }

    /// The Han characters by their classes.
    private static let sounding: [UInt16: [UInt32]] = {
        var sounding: [UInt16: [UInt32]] = [:]
        for range in [UInt32(0x3007)...0x3007, 0x3400...0x9FFF, 0xF900...0xFAFF, 0x20000...0x323AF] {
            for scalar in range {
                let classes = Mandarin.soundClasses(of: scalar)
                for place in 0..<classes.count { sounding[classes[place], default: []].append(scalar) }
            }
        }
        return sounding
    }()

    /// Where a folded text sounds like it, overlapping places too, in UTF-8 offsets.
    func ranges(in text: FoldedScalars) -> [Range<Int>] {
        guard text.values.count >= scalars.count else { return [] }
        return (0...text.values.count - scalars.count).compactMap { start in
            isAt(start, text) ? text.offsets[start]..<text.offsets[start + scalars.count] : nil
        }
    }

    /// Whether a folded text sounds like it anywhere.
    func isIn(_ text: FoldedScalars) -> Bool {
        text.values.count >= scalars.count && (0...text.values.count - scalars.count).contains { isAt($0, text) }
    }

    private func isAt(_ start: Int, _ text: FoldedScalars) -> Bool {
        for (place, scalar) in scalars.enumerated() {
            let found = text.values[start + place]
            guard found == scalar || Mandarin.soundClasses(of: found).intersects(Mandarin.soundClasses(of: scalar)) else { return false }
        }
        return true
    }
}
