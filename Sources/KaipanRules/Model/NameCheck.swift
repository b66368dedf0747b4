import KaipanText

/// What a name as a whole has to keep to, where no pattern can say it.
public enum NameCheck: Sendable, Codable, Hashable {
    /// Nothing but Han characters: no letters, digits or symbols, save zones, phases and house numbers.
    case onlyHan
    /// Only characters of the 通用规范汉字表.
    case standardCharacters
    /// So many Han characters.
    case length(min: Int?, max: Int?)
    /// Not one generic ending upon another.
    case singleSuffix
    /// A generic ending at all.
    case someSuffix
    /// Not these endings; with needs, not where the project does not meet them.
    case suffix([String], needs: [NamingNeed])
    /// A part of the city's own rule in `Rules/naming`.
    case city(CityPart)

    /// A part of a city's rule.
    public enum CityPart: String, Sendable, Codable, Hashable, CaseIterable {
        case suffix, length, thresholds
    }

    /// The check in the words of the rule format.
    public var words: String {
        switch self {
        case .onlyHan: return "characters: han"
        case .standardCharacters: return "characters: standard"
        case .length(let min, let max):
            return "length: " + [min.map { "min \($0)" }, max.map { "max \($0)" }].compactMap { $0 }.joined(separator: ", ")
        case .singleSuffix: return "suffixes: stacked"
        case .someSuffix: return "suffixes: required"
        case .suffix(let suffixes, let needs):
            let list = "suffix: " + suffixes.joined(separator: ", ")
            return needs.isEmpty ? list : list + "; needs: " + needs.map { "\($0.measure.rawValue) \($0.bound)" }.joined(separator: ", ")
        case .city(let part): return "city: \(part.rawValue)"
        }
    }
}
