import KaipanText

/// One thing that a query asks for.
package enum SearchTerm: Sendable, Hashable {
    case word(SearchWord)
    case sounds(SoundedWord)
    case role(Utterance.Role)
    case record(Link)
    case rule(String)
    case from(CivilDate)
    case through(CivilDate)
}
