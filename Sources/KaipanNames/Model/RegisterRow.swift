import KaipanText

/// One entry of a register, as the importer reads it and as a hit shows it.
public struct RegisterRow: Sendable, Hashable {
    public var register: RegisterKind
    /// What names the entry within its register for ever: the place code, the mark's number with its class, the project's number.
    /// Importing an entry with the same key again replaces it.
    public var key: String
    /// The name as the register has it.
    public var name: String
    public var otherNames: [OtherName] = []
    public var status: RegisterStatus = .unknown
    /// The status in the register's own words.
    public var statusText: String?
    /// Owner, applicant or developer.
    public var owner: String?
    /// The six-digit code of the division that the entry lies in (GB/T 2260); nil where it lies nowhere, as marks do.
    public var division: String?
    public var coordinate: Coordinate?
    /// The classes of a mark.
    public var classes: NiceClasses = []
    /// The groups of similar goods of a mark, four digits each (类似群).
    public var groups: [String] = []
    public var filed: CivilDate?
    public var registered: CivilDate?
    public var expires: CivilDate?
    /// Whether the register calls the mark well known (驰名).
    public var isWellKnown = false
    /// What else the register says, by the field's name in English (`placeType`, `goods`, `brand`, `landArea`, `floorArea`, `floors`,
    /// `address`, `permit`, …), in the register's words.
    public var facts: [String: String] = [:]

    public init(register: RegisterKind, key: String, name: String) {
        self.register = register
        self.key = key
        self.name = name
    }
}
