import KaipanText

/// What the elements of HTML mean to a reader.
struct HTMLElement: Sendable {
    /// How an element takes part in the text.
    enum Flow: Sendable {
        /// Its text continues the text around it.
        case inline
        /// It begins and ends a block.
        case block
        /// It holds other blocks; text directly in it is a block of the container's own.
        case container
        /// Its content is not text.
        case skipped
        /// It ends a line.
        case lineBreak
    }

    var flow: Flow
    var role: BlockRole?
    var isHidden = false
    var preservesSpace = false
    /// Places in a table.
    var table: TablePart?

    enum TablePart: Sendable { case table, row, cell }

    static func named(_ name: String) -> HTMLElement {
        switch name {
        case "p", "address", "blockquote", "center", "summary", "legend", "figure", "marquee", "dialog", "dl", "button",
            "hr", "isindex":
            HTMLElement(flow: .block)
        case "pre", "listing", "xmp", "textarea":
            HTMLElement(flow: .block, preservesSpace: true)
        case "h1", "h2", "h3", "h4", "h5", "h6": HTMLElement(flow: .block, role: .heading)
        case "title": HTMLElement(flow: .block, role: .title)
        case "li", "dt", "dd", "option", "optgroup": HTMLElement(flow: .block, role: .listItem)
        case "caption", "figcaption": HTMLElement(flow: .block, role: .caption)
        case "td", "th": HTMLElement(flow: .block, role: .cell, table: .cell)
        case "tr": HTMLElement(flow: .container, table: .row)
        case "table": HTMLElement(flow: .container, table: .table)
        case "header": HTMLElement(flow: .container, role: .header)
        case "footer": HTMLElement(flow: .container, role: .footer)
        case "html", "body", "head", "div", "section", "article", "main", "nav", "aside", "ul", "ol", "menu", "dir", "form",
            "fieldset", "tbody", "thead", "tfoot", "details", "select", "datalist", "hgroup", "search", "frameset", "svg",
            "colgroup", "col", "multicol", "layer":
            HTMLElement(flow: .container)
        case "noscript", "noframes", "noembed": HTMLElement(flow: .container, isHidden: true)
        case "script", "style", "template": HTMLElement(flow: .skipped)
        case "br": HTMLElement(flow: .lineBreak)
        default: HTMLElement(flow: .inline)
        }
    }

    /// Elements whose attributes mean something of their own.
    enum Tag: Sendable {
        case input, meta
        /// One whose `label` is shown.
        case labelled
        /// One that leads somewhere where it has an address.
        case link
        case other

        init(_ name: String) {
            switch name {
            case "input": self = .input
            case "meta": self = .meta
            case "a": self = .link
            case "option", "optgroup", "track": self = .labelled
            default: self = .other
            }
        }
    }

    /// The names of `<meta>` elements whose content describes the page.
    static let descriptiveMetadata: Set<String> = [
        "description", "keywords", "title", "abstract", "og:title", "og:description", "og:site_name", "twitter:title",
        "twitter:description", "itemprop:name", "itemprop:description",
    ]
}
