import Foundation
import KaipanNames
import KaipanText

/// Changes names of a register, so that it is known which one a search must find.
///
/// The core is changed, never the city, the generic ending or the phase, which the search leaves out. What a same or near sound is comes
/// from the tables of readings, look-alikes from the table of glyphs: the first twelve neighbours.
struct Planting {
    let names: String
    let count: Int
    let seed: UInt64

    func write(to path: String) throws {
        let lines = try NameLines(names)
        let vocabulary = NameVocabulary()
        let sounds = SoundGroups()
        var random = SeededRandom(seed: seed)
        var text = ""
        for kind in ChangeKind.allCases {
            var planted = 0
            var tries = 0
            while planted < count, tries < count * 100 {
                tries += 1
                let source = lines.any(using: &random)
                let name = NameText(source, vocabulary: vocabulary)
                let places = name.characters.indices.filter { name.characters[$0].part == .core }
                guard let first = places.first, let last = places.last, last - first + 1 == places.count, places.count >= kind.shortestSource
                else { continue }
                let core = places.map { Unicode.Scalar(name.characters[$0].scalar)! }
                let other = NameText(lines.any(using: &random), vocabulary: vocabulary).placeCore.compactMap(Unicode.Scalar.init)
                guard let changed = change(core, kind, other, sounds, &random), changed != core else { continue }
                let before = name.characters[..<first].map(\.text).joined(), after = name.characters[(last + 1)...].map(\.text).joined()
                text += "\(kind.rawValue)\t\(source)\t\(before)\(String(String.UnicodeScalarView(changed)))\(after)\n"
                planted += 1
            }
        }
        try text.write(toFile: path, atomically: true, encoding: .utf8)
    }

    /// - Parameter other: the core of another name, to take characters from.
    private func change(
        _ core: [Unicode.Scalar], _ kind: ChangeKind, _ other: [Unicode.Scalar], _ sounds: SoundGroups, _ random: inout SeededRandom
    ) -> [Unicode.Scalar]? {
        let place = core.indices.randomElement(using: &random)!
        guard let letter = other.randomElement(using: &random) else { return nil }
        var result = core
        switch kind {
        case .sameSound:
            guard let found = sounds.same(core[place]).randomElement(using: &random) else { return nil }
            result[place] = found
        case .nearSound:
            guard let found = sounds.near(core[place]).randomElement(using: &random) else { return nil }
            result[place] = found
        case .lookAlike:
            guard let found = Glyphs.neighbours(of: core[place]).prefix(12).randomElement(using: &random) else { return nil }
            result[place] = found.scalar
        case .insertion: result.insert(letter, at: Int.random(in: 0...core.count, using: &random))
        case .deletion: result.remove(at: place)
        case .substitution: result[place] = letter
        case .transposition:
            guard place > 0 else { return nil }
            result.swapAt(place, place - 1)
        case .prefix: result = Array(other.prefix(2)) + core
        case .suffix: result = core + Array(other.suffix(2))
        case .reversal: result = core.count >= 4 && Bool.random(using: &random) ? Array(core[(core.count / 2)...] + core[..<(core.count / 2)]) : core.reversed()
        }
        return result
    }
}
