import KaipanText

/// The characters of the first two levels of 通用规范汉字表 by their sounds.
struct SoundGroups {
    private var bySyllable: [Syllable: [Unicode.Scalar]] = [:]
    private var byClass: [SoundClass: [Unicode.Scalar]] = [:]

    init() {
        for value in 0x4E00...0x9FFF {
            guard let scalar = Unicode.Scalar(value), let level = StandardCharacters.level(of: scalar), level <= 2 else { continue }
            for syllable in Set(Mandarin.readings(of: scalar).map(\.syllable)) {
                bySyllable[syllable, default: []].append(scalar)
                byClass[syllable.soundClass, default: []].append(scalar)
            }
        }
    }

    /// Those with the same syllable as the most usual reading, in any tone.
    func same(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
        guard let syllable = Mandarin.readings(of: scalar).first?.syllable else { return [] }
        return (bySyllable[syllable] ?? []).filter { $0 != scalar }
    }

    /// Those whose syllable is only easily taken for that of the most usual reading.
    func near(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
        guard let syllable = Mandarin.readings(of: scalar).first?.syllable else { return [] }
        return (byClass[syllable.soundClass] ?? []).filter { SoundLikeness($0, scalar) == .near }
    }
}
