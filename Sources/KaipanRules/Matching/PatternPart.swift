/// In which stretches of a text a pattern has to be looked for.
///
/// Most patterns only complete or excuse what others began, and most texts begin little. Looking for all of them
/// everywhere would make every exception that is written cost time on every text.
public enum PatternPart: Int, Sendable, CaseIterable {
    /// What can begin a match: everywhere.
    case starting
    /// What has to stand near it: in blocks where such a match began.
    case company
    /// What decides on a match from the same block: in blocks where something matched.
    case nearby
    /// What does so from anywhere in the document: everywhere, in documents where something asks for it.
    case wide
}
