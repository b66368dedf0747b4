import KaipanText

/// The numbers of the column `keys`: those of the index file, and for cores of one and two characters each with its check as well.
///
/// Look-ups that hold for equal characters only would otherwise fetch every short core with a sound in common.
enum PostgresKeys {
    /// What a core is filed under.
    static func filed(_ core: [UInt16], isCantonese: Bool) -> [UInt32] {
        var keys: Set<UInt32> = []
        NameKeys.keys(of: core, isCantonese: isCantonese) { key in
            keys.insert(key.value)
            if core.count <= 2 { keys.insert(checked(key)) }
        }
        return keys.sorted()
    }

    /// Where a query looks.
    static func sought(_ lookUps: [NameKeys.LookUp]) -> [UInt32] {
        Set(lookUps.map { $0.isExact ? checked($0.key) : $0.key.value }).sorted()
    }

    private static func checked(_ key: NameKeys.Key) -> UInt32 {
        let mixed = (key.value ^ (UInt32(key.check) + 1) &* 0x9E37_79B1) &* 0x85EB_CA6B
        return mixed ^ mixed >> 15
    }
}
