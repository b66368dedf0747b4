import KaipanText

/// What the styles of a Word document say of the role and the visibility of text.
final class WordStyles: XMLEventHandler {
    private struct Style {
        var name = ""
        var base: String?
        var outlineLevel: Int?
        var isNumbered: Bool?
        var isHidden: Bool?
    }

    private var styles: [String: Style] = [:]
    private var current: String?

    func start(_ tag: XMLStartTag) {
        if tag.name.local == "style" {
            current = tag.value("styleId")
            if let current { styles[current] = Style() }
            return
        }
        guard let current else { return }
        let value = tag.value("val")
        switch tag.name.local {
        case "name": styles[current]?.name = value?.lowercased() ?? ""
        case "basedOn": styles[current]?.base = value
        case "outlineLvl": styles[current]?.outlineLevel = value.flatMap { Int($0) }
        case "numId": styles[current]?.isNumbered = value != "0"
        case "vanish": styles[current]?.isHidden = Self.isOn(value)
        default: break
        }
    }

    func end(_ name: XMLName) {
        if name.local == "style" { current = nil }
    }

    func text(_ text: XMLText) {}

    /// Whether a property that is there is switched on.
    static func isOn(_ value: String?) -> Bool { value.map { !["0", "false", "off"].contains($0) } ?? true }

    /// The role of paragraphs of a style, or nil for running text.
    func role(_ id: String?) -> BlockRole? {
        for name in chain(id).map(\.name) {
            if name == "title" || name == "标题" { return .title }
            if name == "caption" || name == "题注" { return .caption }
            if name == "subtitle" || name == "副标题" || name.hasPrefix("heading") || name.hasPrefix("标题") { return .heading }
        }
        // Without a table of styles, their identifiers are all there is.
        if styles.isEmpty, let id = id?.lowercased() {
            if id == "title" { return .title }
            if id.hasPrefix("heading") || id.hasPrefix("标题") { return .heading }
        }
        return nil
    }

    func outlineLevel(_ id: String?) -> Int? { chain(id).lazy.compactMap(\.outlineLevel).first }
    func isNumbered(_ id: String?) -> Bool { chain(id).lazy.compactMap(\.isNumbered).first ?? false }
    func isHidden(_ id: String?) -> Bool { chain(id).lazy.compactMap(\.isHidden).first ?? false }

    /// A style and those that it is based on, nearest first.
    private func chain(_ id: String?) -> [Style] {
        var found: [Style] = []
        var next = id
        // Styles based on themselves end somewhere, too.
        while let id = next, let style = styles[id], found.count < 16 {
            found.append(style)
            next = style.base
        }
        return found
    }
}
