import KaipanText

/// What an element of a document means, as far as its name tells.
struct XMLElementKind {
    var flow: HTMLElement.Flow
    var role: BlockRole?
    var isHidden = false
    var preservesSpace = false
    var table: HTMLElement.TablePart?
    /// The element's name in the tree of paths.
    var pathName: UInt16
    var namesSpeaker = false
    var namesTime = false
    var isHTML = false
}
