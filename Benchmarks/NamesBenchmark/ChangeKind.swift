/// How a planted name differs from the one in the register.
enum ChangeKind: String, CaseIterable {
    case sameSound, nearSound, lookAlike, insertion, deletion, substitution, transposition, prefix, suffix, reversal

    /// The shortest core that is changed so: two characters of which one is another, or is gone, say nothing of which name was meant.
    var shortestSource: Int { self == .substitution || self == .deletion ? 3 : 2 }
}
