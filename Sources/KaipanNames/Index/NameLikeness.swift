import KaipanText

/// The keys of a name, by which names that are alike meet without comparing each with each.
public struct NameLikeness: Sendable {
    /// The keys that the name is filed under.
    public var own: [UInt32]
    /// The keys to look for those that are like it.
    public var lookUps: [UInt32]

    /// - Complexity: O(n²) in the length of the name's core.
    public static func keys(of name: String, vocabulary: NameVocabulary, near: String? = nil) -> NameLikeness {
        var own: Set<UInt32> = [], lookUps: Set<UInt32> = []
        let isCantonese = near?.hasPrefix("44") ?? false
        for core in NameForms.cores(of: NameText(name, vocabulary: vocabulary, near: near)) {
            NameKeys.keys(of: core, isCantonese: isCantonese) { own.insert($0.value) }
            for lookUp in NameKeys.lookUps(of: core, isCantonese: isCantonese) { lookUps.insert(lookUp.key.value) }
        }
        return NameLikeness(own: own.sorted(), lookUps: lookUps.sorted())
    }
}
