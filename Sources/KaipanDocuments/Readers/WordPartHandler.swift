import KaipanText

/// Turns the parts of a Word document into blocks.
final class WordPartHandler: XMLEventHandler {
    var builder: DocumentBuilder

    private let styles: WordStyles
    private var part = WordPart(name: "", kind: .body, ordinal: 1)
    private var partIndex = -1
    private var text: [UInt8] = []

    /// What the names of the part mean, by their numbers.
    private var elements: [WordprocessingML.Element?] = []
    private var open: [WordprocessingML.Element] = []
    private var skipDepth = 0
    private var containers: [Container] = []
    /// Paragraphs begun and not ended; more than one inside text boxes.
    private var paragraphs: [WordParagraph] = []
    private var runs: [Run] = []
    /// The text of the text element that is open.
    private var pieces: [WordParagraph.Piece]?
    private var keepsSpace = false
    /// For every field begun, whether its code is being read.
    private var fields: [Bool] = []
    private var notes = 0
    /// For every open `mc:AlternateContent`, whether one of its choices was read.
    private var alternatives: [Bool] = []

    /// Where paragraphs stand: a part, a table, a row, a cell, a note, a text box.
    private struct Container {
        var node: PathTree.Node?
        var cell: Block.Cell?
        var paragraphs = 0
        var tables = 0
        /// Rows of a table so far, columns of a row.
        var count = 0
        var row = 0
        /// The path of its first paragraph is its own.
        var isNote = false
    }

    private struct Run {
        var style: String?
        var isHidden: Bool?
    }

    init(styles: WordStyles, capacity: Int) {
        self.styles = styles
        builder = DocumentBuilder(capacity: capacity)
        builder.paths.spelling = .words
    }

    /// Gets ready for the next part.
    func begin(_ part: WordPart, source: Source) {
        self.part = part
        partIndex += 1
        text = source.text
        elements = []
        open = []
        skipDepth = 0
        paragraphs = []
        runs = []
        pieces = nil
        fields = []
        notes = 0
        alternatives = []
        let node = part.label.map { builder.paths.add(builder.paths.intern($0), ordinal: part.ordinal, under: nil) }
        containers = [Container(node: node)]
    }

    // MARK: - Elements

    func start(_ tag: XMLStartTag) {
        let element = element(tag.name)
        if skipDepth > 0 || isSkipped(element, tag) {
            skipDepth += 1
            return
        }
        open.append(element)
        if pieces != nil {
            // The standard allows no element inside a text; where one stands, what is before it comes before it.
            endText()
            pieces = []
        }
        switch element {
        case .paragraph, .drawingParagraph: beginParagraph(element)
        case .chartValue: if open.contains(.chartStrings) { beginParagraph(element, takesAllText: true) }
        case .property: beginProperty(tag.name.local)
        case .run: runs.append(Run())
        case .text: beginText(tag)
        case .table: beginTable()
        case .row: beginRow()
        case .cell: beginCell()
        case .textBox: beginTextBox()
        case .phonetic: beginPhonetic()
        case .note, .comment: beginNote()
        case .alternateContent: alternatives.append(false)
        case .space: if isInRun { add(.space(tag.source)) }
        case .lineBreak: if isInRun { add(.lineBreak) }
        case .hyphen: if isInRun { add(.replaced([UInt8(ascii: "-")], tag.source)) }
        case .pictureProperties: addAlternativeTexts(tag)
        case .shape, .textPath: addShapeText(tag, element)
        case .fieldCharacter: changeField(tag.value("fldCharType"))
        default: readProperty(element, tag)
        }
    }

    func end(_ name: XMLName) {
        if skipDepth > 0 {
            skipDepth -= 1
            return
        }
        guard let element = open.popLast() else { return }
        switch element {
        case .paragraph, .drawingParagraph, .property, .phonetic: endParagraph()
        case .chartValue: if open.contains(.chartStrings) { endParagraph() }
        case .run: _ = runs.popLast()
        case .text: endText()
        case .table, .row, .cell, .textBox, .note, .comment: if containers.count > 1 { containers.removeLast() }
        case .alternateContent: _ = alternatives.popLast()
        default: break
        }
    }

    private func element(_ name: XMLName) -> WordprocessingML.Element {
        while elements.count <= name.id { elements.append(nil) }
        if let known = elements[name.id] { return known }
        let element = WordprocessingML.element(name)
        elements[name.id] = element
        return element
    }

    private func isSkipped(_ element: WordprocessingML.Element, _ tag: XMLStartTag) -> Bool {
        switch element {
        case .gone: return true
        case .choice, .fallback:
            guard let isRead = alternatives.last, !isRead else { return !alternatives.isEmpty }
            alternatives[alternatives.count - 1] = true
            return false
        // The lines between the text and its notes.
        case .note: return tag.value("type").map { $0 != "normal" } ?? false
        default: return false
        }
    }

    /// Properties of the paragraph, the run or the cell that is open.
    private func readProperty(_ element: WordprocessingML.Element, _ tag: XMLStartTag) {
        let value = tag.value("val")
        switch element {
        case .styleReference: change { $0.style = value }
        case .outlineLevel: change { $0.outlineLevel = value.flatMap { Int($0) } }
        case .numberingReference: change { $0.isNumbered = value != "0" }
        case .runStyle: if isInRunProperties { runs[runs.count - 1].style = value }
        case .vanish: if isInRunProperties { runs[runs.count - 1].isHidden = WordStyles.isOn(value) }
        case .gridSpan: widenCell(value.flatMap { Int($0) } ?? 1)
        case .gridBefore: if let last = containers.indices.last { containers[last].count += value.flatMap { Int($0) } ?? 0 }
        default: break
        }
    }

    private var isInRun: Bool { !runs.isEmpty || open.contains(.drawingParagraph) }

    /// Whether the properties that are read are a run's and not those of a paragraph's mark.
    private var isInRunProperties: Bool {
        !runs.isEmpty && open.suffix(3).starts(with: [.run, .runProperties])
    }

    private func change(_ body: (inout WordParagraph) -> Void) {
        guard let last = paragraphs.indices.last else { return }
        body(&paragraphs[last])
    }

    // MARK: - Paragraphs

    private func beginParagraph(_ element: WordprocessingML.Element, takesAllText: Bool = false) {
        let last = containers.count - 1
        // A drawing's text beside a paragraph of the document is a text box of its own.
        if element == .drawingParagraph, let anchor = paragraphs.last {
            change { $0.boxes += 1 }
            let node = builder.paths.add(builder.paths.intern("文本框"), ordinal: anchor.boxes + 1, under: anchor.node)
            paragraphs.append(WordParagraph(node: node, role: part.role, isHidden: isHidden))
            return
        }
        containers[last].paragraphs += 1
        let container = containers[last]
        paragraphs.append(
            WordParagraph(
                node: node(ofParagraphIn: container), cell: container.cell,
                role: part.role ?? (container.cell == nil ? nil : .cell), isHidden: !paragraphs.isEmpty && isHidden,
                takesAllText: takesAllText))
    }

    /// The place of the last paragraph of a container; the first of a note is the note itself.
    private func node(ofParagraphIn container: Container) -> PathTree.Node {
        if container.isNote, container.paragraphs == 1, let node = container.node { return node }
        return builder.paths.add(builder.paths.intern("段"), ordinal: container.paragraphs, under: container.node)
    }

    private func endParagraph() {
        guard var paragraph = paragraphs.popLast() else { return }
        // A field whose code never ends must not hide the rest of the document.
        for index in fields.indices { fields[index] = false }
        if paragraph.role == nil { paragraph.role = role(of: paragraph) }
        if paragraphs.isEmpty {
            write(paragraph)
        } else {
            change { $0.following.append(paragraph) }
        }
    }

    private func role(of paragraph: WordParagraph) -> BlockRole {
        if let role = styles.role(paragraph.style) { return role }
        if let level = paragraph.outlineLevel ?? styles.outlineLevel(paragraph.style), level < 9 { return .heading }
        return paragraph.isNumbered ?? styles.isNumbered(paragraph.style) ? .listItem : .paragraph
    }

    private func write(_ paragraph: WordParagraph) {
        builder.attributes = DocumentBuilder.Attributes(
            role: paragraph.role ?? .paragraph, isHidden: paragraph.isHidden, part: partIndex, cell: paragraph.cell,
            path: paragraph.node)
        let source = text
        for piece in paragraph.pieces {
            switch piece {
            case .literal(let range):
                source.withUnsafeBufferPointer {
                    builder.append(UnsafeBufferPointer(rebasing: $0[range]), source: range.lowerBound)
                }
            case .replaced(let bytes, let range):
                bytes.withUnsafeBufferPointer { builder.add(XMLText(bytes: $0, source: range, isLiteral: false)) }
            case .space(let range): builder.space(range, hasNewline: false)
            case .lineBreak: builder.lineBreak(source: nil)
            }
        }
        builder.boundary()
        for next in paragraph.following { write(next) }
    }

    /// A reading aid is read behind the paragraph whose word it explains.
    private func beginPhonetic() {
        guard let anchor = paragraphs.last else {
            beginParagraph(.paragraph)
            return
        }
        paragraphs.append(
            WordParagraph(node: anchor.node, cell: anchor.cell, role: anchor.role, isHidden: isHidden))
    }

    private func beginProperty(_ name: String) {
        let labels = ["title": "标题", "description": "备注", "subject": "主题", "keywords": "关键词"]
        let label = builder.paths.intern(labels[name] ?? name)
        let node = builder.paths.add(label, ordinal: 0, under: containers.last?.node)
        paragraphs.append(WordParagraph(node: node, role: .metadata, takesAllText: true))
    }

    private func beginNote() {
        notes += 1
        let node = builder.paths.add(builder.paths.intern(part.noteLabel), ordinal: notes, under: nil)
        containers.append(Container(node: node, isNote: true))
    }

    private func beginTextBox() {
        guard let anchor = paragraphs.last else {
            containers.append(Container(node: containers.last?.node))
            return
        }
        change { $0.boxes += 1 }
        let node = builder.paths.add(builder.paths.intern("文本框"), ordinal: anchor.boxes + 1, under: anchor.node)
        containers.append(Container(node: node))
    }

    // MARK: - Tables

    private func beginTable() {
        let last = containers.count - 1
        containers[last].tables += 1
        let node = builder.paths.add(
            builder.paths.intern("表"), ordinal: containers[last].tables, under: containers[last].node)
        containers.append(Container(node: node))
    }

    private func beginRow() {
        let last = containers.count - 1
        containers[last].count += 1
        let row = containers[last].count
        let node = builder.paths.add(builder.paths.intern("行"), ordinal: row, under: containers[last].node)
        containers.append(Container(node: node, row: row))
    }

    private func beginCell() {
        let last = containers.count - 1
        containers[last].count += 1
        let cell = Block.Cell(row: max(1, containers[last].row), column: containers[last].count)
        let node = builder.paths.add(builder.paths.intern("列"), ordinal: cell.column, under: containers[last].node)
        containers.append(Container(node: node, cell: cell))
    }

    /// Lets the next cell of the row stand behind all columns of this one.
    private func widenCell(_ columns: Int) {
        guard containers.count > 1, containers[containers.count - 1].cell != nil else { return }
        containers[containers.count - 2].count += max(0, min(columns, 1000) - 1)
    }

    // MARK: - Text

    func text(_ text: XMLText) {
        guard skipDepth == 0 else { return }
        let piece: WordParagraph.Piece = text.isLiteral ? .literal(text.source) : .replaced(Array(text.bytes), text.source)
        if pieces != nil {
            pieces?.append(piece)
        } else if paragraphs.last?.takesAllText ?? false {
            change { $0.append([piece]) }
        }
    }

    private func beginText(_ tag: XMLStartTag) {
        pieces = []
        // DrawingML keeps all white space, WordprocessingML where it is told to.
        keepsSpace = tag.value("space") == "preserve" || open.contains(.drawingParagraph)
    }

    private func endText() {
        guard let new = pieces else { return }
        pieces = nil
        guard !fields.contains(true) else { return }
        for piece in keepsSpace ? new : trimmed(new) { add(piece) }
    }

    /// The pieces without the white space at either end.
    private func trimmed(_ pieces: [WordParagraph.Piece]) -> [WordParagraph.Piece] {
        var pieces = pieces
        if case .literal(let range)? = pieces.first {
            var lower = range.lowerBound
            while lower < range.upperBound, XMLCharacters.isSpace(text[lower]) { lower += 1 }
            pieces[0] = .literal(lower..<range.upperBound)
        }
        if case .literal(let range)? = pieces.last {
            var upper = range.upperBound
            while upper > range.lowerBound, XMLCharacters.isSpace(text[upper - 1]) { upper -= 1 }
            pieces[pieces.count - 1] = .literal(range.lowerBound..<upper)
        }
        return pieces
    }

    /// Whether what comes now is hidden.
    private var isHidden: Bool {
        if let paragraph = paragraphs.last, paragraph.isHidden { return true }
        guard let run = runs.last else { return false }
        return run.isHidden ?? (styles.isHidden(run.style) || styles.isHidden(paragraphs.last?.style))
    }

    private func add(_ piece: WordParagraph.Piece) {
        guard !fields.contains(true), let paragraph = paragraphs.last else { return }
        guard isHidden, !paragraph.isHidden else {
            change {
                $0.append([piece])
                $0.endsHidden = false
            }
            return
        }
        // Hidden text stands beside the visible, which is read without it.
        change {
            if !$0.endsHidden {
                $0.following.append(WordParagraph(node: $0.node, cell: $0.cell, role: $0.role, isHidden: true))
                $0.endsHidden = true
            }
            $0.following[$0.following.count - 1].append([piece])
        }
    }

    private func changeField(_ type: String?) {
        switch type {
        case "begin": fields.append(true)
        case "separate": if !fields.isEmpty { fields[fields.count - 1] = false }
        case "end": _ = fields.popLast()
        default: break
        }
    }

    // MARK: - Pictures

    private func addAlternativeTexts(_ tag: XMLStartTag) {
        for attribute in ["title", "descr"] as [StaticString] { addAlternativeText(tag, attribute, role: .alternativeText) }
    }

    private func addShapeText(_ tag: XMLStartTag, _ element: WordprocessingML.Element) {
        if element == .textPath {
            addAlternativeText(tag, "string", role: part.role ?? .paragraph)
        } else {
            addAlternativeText(tag, "alt", role: .alternativeText)
        }
    }

    private func addAlternativeText(_ tag: XMLStartTag, _ attribute: StaticString, role: BlockRole) {
        guard let paragraph = paragraphs.last, let index = tag.attribute(named: attribute),
            !XMLCharacters.isBlank(tag.attributeBytes(index))
        else { return }
        let bytes = tag.pieces(ofAttribute: index)
        let new = bytes.map { piece -> WordParagraph.Piece in
            let isLiteral = piece.source.count == piece.bytes.count && text[piece.source].elementsEqual(piece.bytes)
            return isLiteral ? .literal(piece.source) : .replaced(piece.bytes, piece.source)
        }
        // Word writes the same text at the picture and at its frame.
        let value = new.flatMap(spelled)
        guard !paragraph.following.contains(where: { $0.role == role && $0.pieces.flatMap(spelled) == value }) else { return }
        let isHidden = isHidden
        let node = builder.paths.add(
            builder.paths.intern(role == .alternativeText ? "替代文本" : "艺术字"), ordinal: paragraph.alternatives + 1,
            under: paragraph.node)
        change {
            $0.alternatives += 1
            $0.following.append(
                WordParagraph(node: node, cell: $0.cell, role: role, isHidden: isHidden, pieces: new))
            $0.endsHidden = false
        }
    }

    private func spelled(_ piece: WordParagraph.Piece) -> [UInt8] {
        switch piece {
        case .literal(let range): Array(text[range])
        case .replaced(let bytes, _): bytes
        case .space, .lineBreak: [0x20]
        }
    }
}
