import KaipanNames
import KaipanText

/// What `.kaipan.yml` says under `names`.
public struct NameSettings: Sendable, Hashable {
    /// The index of the registers; nil where names are compared with each other only.
    public var index: String?
    /// The city of the project where it is not that of the whole configuration.
    public var city: String?
    /// The classes of marks that count.
    public var classes: NiceClasses = []
    /// The names that the project is advertised under: 案名, 推广名.
    public var promotion: [String] = []
    /// The name that the authority approved: 备案名.
    public var filed: String?
    /// The companies of the group, whose entries do not stand in the way.
    public var owners: [String] = []
    /// The project's measures, for what its name may end in.
    public var facts = NameFacts()

    public init() {}

    /// The project's own names, which are proper names in its documents.
    public var own: [String] { promotion + (filed.map { [$0] } ?? []) }
}
