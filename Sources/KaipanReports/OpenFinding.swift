import KaipanChecks

extension Finding {
    /// Whether somebody still has to do something about it.
    /// - Parameter newOnly: whether what the baseline knows is left for later.
    func isOpen(newOnly: Bool) -> Bool { suppression == nil && !(newOnly && baseline == .unchanged) }
}
