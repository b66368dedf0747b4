/// What a column of a register can mean; those that no property of `RegisterRow` holds become facts under their own names.
enum RegisterField: Int, CaseIterable {
    case number, permit
    case name, projectName, promotionName, filedName, formerName, alias, englishName
    case status, owner
    case divisionCode, province, city, county
    case coordinates, longitude, latitude
    case classes, groups
    case filed, registered, expires, validity
    case wellKnown

    // Facts of any register.
    case address, remarks
    // Facts of places and buildings.
    case placeType, placeTypeCode, romanisation, meaning, origin, history, landArea, floorArea, saleArea, floors, units, buildings
    case greenRatio, plotRatio, landNumber, landContract, landTerm, use, landUse, authority, planningPermit, constructionPermit
    // Facts of marks.
    case goods, markType, agent, ownerEnglish, ownerAddress, preliminary, preliminaryIssue, registrationIssue, priority, joint, colour
    case image, procedure
    // Facts of projects.
    case brand, series, opened, markNumber, markOwner, licence

    /// The names that an entry can have, but those that were given up: the first that is present is the entry's name.
    static func names(of register: RegisterKind) -> [RegisterField] {
        switch register {
        case .place: [.name, .projectName, .filedName, .promotionName]
        case .trademark: [.name, .englishName]
        case .project: [.projectName, .name, .promotionName, .filedName]
        }
    }

    /// The field's name in English, as facts and summaries have it.
    var name: String { String(describing: self) }

    /// Whether the words of a fact are kept as they stand.
    var isFact: Bool {
        switch self {
        case .number, .name, .projectName, .promotionName, .filedName, .formerName, .alias, .englishName, .status, .owner, .divisionCode,
            .coordinates, .longitude, .latitude, .classes, .groups, .filed, .registered, .expires, .validity, .wellKnown:
            false
        default: true
        }
    }
}
