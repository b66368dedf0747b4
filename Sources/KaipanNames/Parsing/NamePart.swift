/// What a stretch of a name is to it; only the core tells names apart.
public enum NamePart: String, Sendable, Hashable, Codable, CaseIterable {
    /// The distinctive part: 专名.
    case core
    /// A province, city or county in front.
    case city
    /// A developer's brand in front.
    case brand
    /// A generic ending: 通名, also 国际 and the like in front of it.
    case suffix
    /// A phase, zone or building: 二期, A区, 3号楼.
    case phase
    /// What stands in brackets.
    case qualifier
    /// A sign that is no letter, digit or ideograph.
    case symbol
}
