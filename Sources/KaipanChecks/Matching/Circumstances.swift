import KaipanText

/// Under what rules are selected: two documents that share these share their rules.
struct Circumstances: Hashable, Sendable {
    var kind: DocumentKind
    var settings: CheckSettings
}
