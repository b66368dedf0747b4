import Foundation

/// Errors as speech recognition makes them: characters of the same or a near sound, words dropped and merged, sentences cut in two.
package struct RecognitionNoise {
    /// The share of characters that something happens to, 0…1.
    let rate: Double

    package init(rate: Double) { self.rate = rate }

    /// Readings of a character, and characters of a reading, by Unihan; toned and without tone.
    private static let table: (readings: [Character: [String]], toned: [String: [Character]], plain: [String: [Character]]) = {
        var readings: [Character: [String]] = [:], toned: [String: [Character]] = [:], plain: [String: [Character]] = [:]
        for line in HomophoneTable.text.split(separator: "\n") {
            let parts = line.split(separator: " ")
            guard parts.count == 2 else { continue }
            let reading = String(parts[0]), characters = Array(parts[1])
            toned[reading] = characters
            plain[bare(reading), default: []] += characters
            for character in characters { readings[character, default: []].append(reading) }
        }
        return (readings, toned, plain)
    }()

    private static func bare(_ reading: String) -> String {
        String(String.UnicodeScalarView(reading.decomposedStringWithCanonicalMapping.unicodeScalars.filter { !(0x300...0x304).contains($0.value) && $0.value != 0x30C }))
    }

    /// What recognisers mix up beyond tones.
    private static let nearSounds: [(String, String)] = [
        ("zh", "z"), ("ch", "c"), ("sh", "s"), ("l", "n"), ("l", "r"), ("f", "h"), ("b", "p"), ("d", "t"), ("g", "k"), ("j", "q"), ("j", "zh"), ("x", "sh"), ("q", "ch"),
    ]
    private static let nearEndings: [(String, String)] = [("ing", "in"), ("eng", "en"), ("ang", "an"), ("ong", "eng"), ("uan", "an"), ("ian", "an"), ("ou", "uo"), ("ei", "ui"), ("e", "uo")]

    private static func neighbours(_ plain: String) -> [String] {
        var found: [String] = []
        for (a, b) in nearSounds {
            if plain.hasPrefix(a) { found.append(b + plain.dropFirst(a.count)) }
            else if plain.hasPrefix(b) { found.append(a + plain.dropFirst(b.count)) }
        }
        for (a, b) in nearEndings {
            if plain.hasSuffix(a) { found.append(plain.dropLast(a.count) + b) }
            else if plain.hasSuffix(b) { found.append(plain.dropLast(b.count) + a) }
        }
        return found.filter { table.plain[$0] != nil }
    }

    /// An utterance as a recogniser writes it, in one piece or two.
    package func heard(_ words: String, _ random: inout SplitMix) -> [String] {
        guard rate > 0 else { return [words] }
        let characters = Array(words)
        var result: [Character] = [], place = 0
        while place < characters.count {
            let character = characters[place]
            place += 1
            if "，。？！、".contains(character) {
                if !random.chance(0.4) { result.append(character) }
                continue
            }
            guard random.chance(rate) else {
                result.append(character)
                continue
            }
            let kind = Double(random.next() >> 11) / 9_007_199_254_740_992
            guard let reading = Self.table.readings[character]?.randomElement(using: &random) else {
                // Figures and letters get lost, nothing else.
                if kind > 0.15 { result.append(character) }
                continue
            }
            let plain = Self.bare(reading)
            switch kind {
            case ..<0.45: result.append(pick(Self.table.toned[reading], not: character, &random))
            case ..<0.65: result.append(pick(Self.table.plain[plain], not: character, &random))
            case ..<0.77:
                let near = Self.neighbours(plain).randomElement(using: &random) ?? plain
                result.append(pick(Self.table.plain[near], not: character, &random))
            case ..<0.90: break
            case ..<0.94: place += 1
            default:
                // Two run into one.
                result.append(pick(Self.table.toned[reading], not: character, &random))
                place += 1
            }
        }
        guard result.count > 6, random.chance(min(0.5, rate * 2)) else { return result.isEmpty ? [] : [String(result)] }
        let cut = Int.random(in: 2..<result.count - 2, using: &random)
        return [String(result[..<cut]), String(result[cut...])]
    }

    private func pick(_ list: [Character]?, not character: Character, _ random: inout SplitMix) -> Character {
        // The frequent ones come first, and are what a language model prefers.
        let others = (list ?? []).filter { $0 != character }.prefix(8)
        return others.randomElement(using: &random) ?? character
    }
}
