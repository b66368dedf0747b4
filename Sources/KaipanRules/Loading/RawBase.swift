import Yams

/// The number that a limit is measured against, as a rule writes it.
struct RawBase {
    var after: [Node] = []
    var within = Scope.document
    var except: [Node] = []
}
