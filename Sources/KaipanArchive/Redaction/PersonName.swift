/// A Chinese name in its parts.
struct PersonName {
    let surname: String
    let given: String

    /// Nil for what is no name of two to four characters: those of other scripts have no order to rely on.
    init?(_ name: String) {
        let scalars = Array(name.unicodeScalars.filter { !Redactor.isSpace($0) })
        guard (2...4).contains(scalars.count), scalars.allSatisfy(TitledNames.isHan) else { return nil }
        let isDouble = scalars.count > 2 && (scalars.count == 4 || TitledNames.double.contains(Array(scalars[..<2])))
        surname = String(String.UnicodeScalarView(scalars[..<(isDouble ? 2 : 1)]))
        given = String(String.UnicodeScalarView(scalars[(isDouble ? 2 : 1)...]))
    }
}
