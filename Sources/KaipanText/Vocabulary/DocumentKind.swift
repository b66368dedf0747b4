/// What a document is for, which decides the rules that it is read by.
public enum DocumentKind: String, Sendable, CaseIterable, Codable {
    case advertisement
    case brochure
    case webPage = "web-page"
    case priceList = "price-list"
    /// Models, show flats, boards and notices in the sales office.
    case display
    case subscription
    case contract
    case script
    case conversation
    /// Plans for events and emergencies.
    case plan
    case name
    /// A regulator's or internal text that quotes forbidden words.
    case notice
}
