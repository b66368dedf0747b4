/// The elements of a Word document that matter to a reader.
enum WordprocessingML {
    enum Element {
        case paragraph, paragraphProperties, styleReference, outlineLevel, numberingReference
        case run, runProperties, runStyle, vanish
        case text, space, lineBreak, hyphen
        case table, row, cell, gridSpan, gridBefore
        /// A text box, whose paragraphs stand beside the one that it is anchored in.
        case textBox
        /// Reading aid above or beside a word.
        case phonetic
        /// A paragraph of a drawing.
        case drawingParagraph
        /// A chart's stored strings, and a value, which is only text inside of them.
        case chartStrings, chartValue
        case alternateContent, choice, fallback
        case fieldCharacter
        case note, comment
        /// The properties of a picture or shape, with its alternative text.
        case pictureProperties
        /// The same of older drawings.
        case shape, textPath
        /// A property of the document.
        case property
        /// Text that is no longer there, or never was seen.
        case gone
        case other
    }

    static func element(_ name: XMLName) -> Element {
        switch vocabulary(name.namespace ?? "") {
        case .main: main(name.local)
        case .drawing: drawing(name.local)
        case .picture: name.local == "docPr" || name.local == "cNvPr" ? .pictureProperties : .other
        case .compatibility: compatibility(name.local)
        case .vector: name.local == "textpath" ? .textPath : .shape
        case .math: name.local == "t" ? .text : .other
        case .chart: name.local == "strCache" ? .chartStrings : name.local == "v" ? .chartValue : .other
        case .property: ["title", "description", "subject", "keywords"].contains(name.local) ? .property : .other
        case nil: .other
        }
    }

    private enum Vocabulary { case main, drawing, picture, compatibility, vector, math, chart, property }

    /// ECMA-376 names every vocabulary twice: as it first was, and strictly.
    private static func vocabulary(_ namespace: String) -> Vocabulary? {
        switch namespace {
        case "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main":
            .main
        case "http://schemas.openxmlformats.org/drawingml/2006/main", "http://purl.oclc.org/ooxml/drawingml/main": .drawing
        case "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
            "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing",
            "http://schemas.openxmlformats.org/drawingml/2006/picture", "http://purl.oclc.org/ooxml/drawingml/picture",
            "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
            "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup":
            .picture
        case "http://schemas.openxmlformats.org/markup-compatibility/2006": .compatibility
        case "urn:schemas-microsoft-com:vml": .vector
        case "http://schemas.openxmlformats.org/officeDocument/2006/math", "http://purl.oclc.org/ooxml/officeDocument/math":
            .math
        case "http://schemas.openxmlformats.org/drawingml/2006/chart", "http://purl.oclc.org/ooxml/drawingml/chart": .chart
        case "http://purl.org/dc/elements/1.1/",
            "http://schemas.openxmlformats.org/package/2006/metadata/core-properties":
            .property
        default: nil
        }
    }

    private static func main(_ local: String) -> Element {
        switch local {
        case "p": .paragraph
        case "pPr": .paragraphProperties
        case "pStyle": .styleReference
        case "outlineLvl": .outlineLevel
        case "numId": .numberingReference
        case "r": .run
        case "rPr": .runProperties
        case "rStyle": .runStyle
        case "vanish": .vanish
        case "t": .text
        case "tab", "ptab": .space
        case "br", "cr": .lineBreak
        case "noBreakHyphen": .hyphen
        case "tbl": .table
        case "tr": .row
        case "tc": .cell
        case "gridSpan": .gridSpan
        case "gridBefore": .gridBefore
        case "txbxContent": .textBox
        case "rt": .phonetic
        case "fldChar": .fieldCharacter
        case "footnote", "endnote": .note
        case "comment": .comment
        // What was deleted or moved away, what fields are computed from, and how things looked before a change.
        case "del", "moveFrom", "delText", "instrText", "delInstrText", "pPrChange", "rPrChange", "tblPrChange", "tcPrChange",
            "trPrChange", "sectPrChange", "tblGridChange", "numberingChange", "tabs":
            .gone
        default: .other
        }
    }

    private static func drawing(_ local: String) -> Element {
        switch local {
        case "p": .drawingParagraph
        case "t": .text
        case "br": .lineBreak
        default: .other
        }
    }

    private static func compatibility(_ local: String) -> Element {
        switch local {
        case "AlternateContent": .alternateContent
        case "Choice": .choice
        case "Fallback": .fallback
        default: .other
        }
    }
}
