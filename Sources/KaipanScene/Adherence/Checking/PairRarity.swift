import Foundation

/// How much a pair of characters says of a clause: more the fewer of the script's clauses have it, less where it is made of particles.
///
/// It is counted in the script alone: what is said besides must not change what a pair is worth.
struct PairRarity {
    private var counts: [UInt64: Int] = [:]
    private let total: Int

    // Pronouns, particles, prepositions and auxiliaries, which stand in every sentence.
    private static let common = Set(
        "的了是我你您他她它们在和就也都这那有与及或把被对从到会要能可以上下个为之其将向给让由于等该本所而但如若则并且请吗吧一不来去说看还再很最只才做用呢么什怎哪谁时候里后前中"
            .unicodeScalars.map(\.value))

    init(_ texts: [[SpokenUnit]]) {
        total = texts.count
        for text in texts {
            for key in Set(CompiledClause.pairs(text).map({ CompiledClause.key($0.0, $0.1) })) { counts[key, default: 0] += 1 }
        }
    }

    func weight(_ key: UInt64) -> Float {
        let rarity = Float(log(1 + Double(max(total, 1)) / Double(max(counts[key] ?? 0, 1))) / log(1 + Double(max(total, 1))))
        let common = [UInt32(key >> 32), UInt32(key & 0xFFFF_FFFF)].count { Self.common.contains($0) }
        return rarity * (common == 0 ? 1 : common == 1 ? 0.45 : 0.12)
    }
}
