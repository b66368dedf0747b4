import CLibXML2
import Glibc
import KaipanText

/// Turns libxml2's HTML events into blocks.
///
/// C calls back into it through a pointer. A value and no class, because every access to an object's properties would be
/// checked for exclusivity, several times for every tag.
struct HTMLEventHandler {
    var builder: DocumentBuilder
    private(set) var declaredKind: DocumentKind?
    /// Where nesting passed the limit, if it did.
    private(set) var tooDeepAt: Int?

    /// The page; what is shown is taken from it, where mended markup would be text.
    private let page: [UInt8]
    /// The page with its markup mended for libxml2.
    private let bytes: [UInt8]
    /// The mended bytes while they are parsed.
    private var source = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    /// Where `bytes` begins in the source, for HTML inside another format.
    private let offset: Int
    private let depthLimit: Int
    private var context: htmlParserCtxtPtr?
    /// Where the script or style sheet that is read ends; behind `position` while one is.
    private var contentEnd = -1
    /// The source position behind the last event.
    private var position = 0
    private var frames: [Frame] = []
    private var skipDepth = 0
    private var tables: [(row: Int, column: Int)] = []
    /// Hidden text amid visible text, put aside so that it does not split the block around it.
    private var hiddenPieces: [DocumentBuilder.Piece]?
    private var hiddenDepth = 0

    /// What libxml2's interned name pointers stand for.
    private var elements = HTMLNames<Known>()
    private var attributeNames = HTMLNames<HTMLAttribute>()
    /// How many siblings of each name every open element has had; the part of one element is on top while it is open.
    private var siblings: [(name: UInt16, count: Int)] = []

    private struct Frame {
        var name: UnsafePointer<xmlChar>
        var flow: HTMLElement.Flow
        var table: HTMLElement.TablePart?
        var path: PathTree.Node
        var siblingStart: Int
        var startedHiding = false
        // What holds again when the element ends.
        var role: BlockRole
        var isHidden: Bool
        var preservesSpace: Bool
        var cell: Block.Cell?
        var blockPath: PathTree.Node?
        var containerRole: BlockRole?
        var isLink: Bool
    }

    private struct Known {
        var element: HTMLElement
        var name: UInt16
        var tag: HTMLElement.Tag
    }

    /// The role that paragraphs inside a header or footer take.
    private var containerRole: BlockRole?

    init(_ page: [UInt8], offset: Int, depthLimit: Int, builder: DocumentBuilder? = nil) {
        self.page = page
        bytes = HTMLMending.mend(page)
        self.offset = offset
        self.depthLimit = depthLimit
        self.builder = builder ?? DocumentBuilder(capacity: bytes.count / 2)
    }

    /// Parses all bytes; what cannot be understood is read as a browser would read it.
    mutating func parse() {
        guard !bytes.isEmpty, bytes.count < Int32.max else { return }
        let bytes = bytes
        bytes.withUnsafeBufferPointer { buffer in
            source = buffer
            defer { source = UnsafeBufferPointer(start: nil, count: 0) }
            LibXML.prepare()
            guard let base = UnsafeRawPointer(buffer.baseAddress),
                let context = htmlCreateMemoryParserCtxt(base.assumingMemoryBound(to: CChar.self), Int32(buffer.count))
            else { return }
            defer { htmlFreeParserCtxt(context) }
            self.context = context
            htmlCtxtUseOptions(
                context,
                Int32(HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
                    | HTML_PARSE_NONET.rawValue | HTML_PARSE_IGNORE_ENC.rawValue))
            // The bytes are decoded already; the declaration in them speaks of the file.
            xmlSwitchEncoding(context, XML_CHAR_ENCODING_UTF8)
            context.pointee.sax.pointee = Self.handlers()
            withUnsafeMutablePointer(to: &self) { handler in
                context.pointee.userData = UnsafeMutableRawPointer(handler)
                htmlParseDocument(context)
            }
            self.context = nil
        }
        flushHidden()
        builder.boundary()
    }

    private static func handlers() -> htmlSAXHandler {
        var handlers = htmlSAXHandler()
        handlers.startElement = { data, name, attributes in
            guard let name else { return }
            HTMLEventHandler.from(data).pointee.start(name, attributes)
        }
        handlers.endElement = { data, name in
            guard let name else { return }
            HTMLEventHandler.from(data).pointee.end(name)
        }
        handlers.characters = { data, text, length in
            HTMLEventHandler.from(data).pointee.text(text, Int(length))
        }
        handlers.ignorableWhitespace = handlers.characters
        handlers.cdataBlock = { data, _, _ in HTMLEventHandler.from(data).pointee.skipContent() }
        handlers.comment = { data, _ in HTMLEventHandler.from(data).pointee.comment() }
        handlers.processingInstruction = { data, _, _ in HTMLEventHandler.from(data).pointee.advance() }
        return handlers
    }

    private static func from(_ data: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<HTMLEventHandler> {
        guard let data else { preconditionFailure("libxml2 lost the user data of its parser") }
        return data.assumingMemoryBound(to: HTMLEventHandler.self)
    }

    // MARK: - Positions

    /// How far the parser has read.
    private var current: Int {
        guard let input = context?.pointee.input else { return position }
        return input.pointee.cur - input.pointee.base + Int(input.pointee.consumed)
    }

    private mutating func advance() {
        position = max(position, min(current, source.count))
    }

    private mutating func comment() {
        let start = position
        advance()
        guard skipDepth == 0, let base = source.baseAddress else { return }
        // Something without an event may stand before it.
        var begin = start
        while begin + 4 <= position, memcmp(base + begin, "<!--", 4) != 0 { begin += 1 }
        guard begin + 4 <= position else { return }
        builder.comment(page[begin..<position], source: offset + begin)
    }

    /// Moves the parser over the content of a script or style sheet, of which it has reported the first thousand characters.
    ///
    /// Nobody sees that content, and libxml2 reads it character by character to the end tag; pages are full of it.
    private mutating func skipContent() {
        advance()
        guard let name = frames.last?.name, let input = context?.pointee.input, let base = source.baseAddress else { return }
        // Before or behind the callback, as its version has it, libxml2 steps over one more character; where five bytes of
        // ASCII stand in a row, it lands on a character whichever it does.
        if contentEnd < position { contentEnd = contentEnd(of: name, from: position) }
        let end = contentEnd
        var target = end - 5
        let limit = max(position + 8, end - 200)
        while target >= limit, !(target..<target + 5).allSatisfy({ base[$0] < 0x80 }) { target -= 1 }
        let loaded = Int(input.pointee.consumed) + (input.pointee.end - input.pointee.base)
        guard target >= limit, end <= loaded else { return }
        input.pointee.cur += target - current
        position = target
    }

    /// Where the end tag of an element with raw content begins, as libxml2 finds it, else the end of the input.
    private func contentEnd(of name: UnsafePointer<xmlChar>, from start: Int) -> Int {
        guard let base = source.baseAddress else { return source.count }
        let length = strlen(UnsafeRawPointer(name).assumingMemoryBound(to: CChar.self))
        var index = start
        while index < source.count, let found = memchr(base + index, Int32(UInt8(ascii: "<")), source.count - index) {
            let tag = UnsafeRawPointer(found) - UnsafeRawPointer(base)
            index = tag + 1
            guard tag + 2 + length <= source.count, base[tag + 1] == UInt8(ascii: "/") else { continue }
            if xmlStrncasecmp(name, base + tag + 2, Int32(length)) == 0 { return tag }
        }
        return source.count
    }

    /// Whether a start tag of the name stands between the last event and the parser's place.
    ///
    /// Where it does not, libxml2 adds an element that the source implies, and has often read ahead: what it read is
    /// reported afterwards, so the position must stay.
    private func isTagAhead(_ name: UnsafePointer<xmlChar>) -> Bool {
        let end = min(current, source.count)
        guard let base = source.baseAddress else { return false }
        var index = position
        while index < end, let found = memchr(base + index, Int32(UInt8(ascii: "<")), end - index) {
            let start = UnsafeRawPointer(found) - UnsafeRawPointer(base) + 1
            var length = 0
            while name[length] != 0, start + length < end, source[start + length] | 0x20 == name[length] | 0x20 { length += 1 }
            if name[length] == 0 { return true }
            index = start
        }
        return false
    }

    /// Whether an end tag stands between the last event and the parser's place.
    private var isEndTagAhead: Bool {
        let end = min(current, source.count)
        var index = position
        while index + 1 < end {
            if source[index] == UInt8(ascii: "<") { return source[index + 1] == UInt8(ascii: "/") }
            index += 1
        }
        return false
    }

    // MARK: - Elements

    private mutating func element(_ name: UnsafePointer<xmlChar>) -> Known {
        if let known = elements.value(of: name) { return known }
        let tag = String(cString: name)
        let known = Known(element: HTMLElement.named(tag), name: builder.paths.intern(tag), tag: HTMLElement.Tag(tag))
        elements.insert(known, for: name)
        return known
    }

    private mutating func start(_ name: UnsafePointer<xmlChar>, _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?) {
        let tagStart = position
        if isTagAhead(name) {
            advance()
            if position < source.count, source[position] == UInt8(ascii: "/") { position += 1 }
            if position < source.count, source[position] == UInt8(ascii: ">") { position += 1 }
        }
        guard frames.count < depthLimit else {
            if tooDeepAt == nil { tooDeepAt = offset + tagStart }
            if let context { xmlStopParser(context) }
            return
        }
        let known = element(name)
        let parent = frames.last
        let siblingStart = parent.map(\.siblingStart) ?? 0
        let path = builder.paths.add(known.name, ordinal: ordinal(of: known.name, from: siblingStart), under: parent?.path)
        let isLink = known.tag == .link && Self.hasAddress(attributes)
        frames.append(
            Frame(
                name: name, flow: known.element.flow, table: known.element.table, path: path, siblingStart: siblings.count,
                role: builder.attributes.role, isHidden: builder.attributes.isHidden,
                preservesSpace: builder.attributes.preservesSpace, cell: builder.attributes.cell,
                blockPath: builder.attributes.path, containerRole: containerRole, isLink: isLink))
        if isLink { builder.linkDepth += 1 }
        var isHidden = known.element.isHidden
        if let attributes, skipDepth == 0 {
            isHidden = examine(attributes, of: known.tag, named: name, path: path, from: tagStart) || isHidden
        }
        switch known.element.flow {
        case .skipped: skipDepth += 1
        case .lineBreak:
            if skipDepth == 0, hiddenPieces == nil { builder.lineBreak(source: nil) }
        case .inline:
            if isHidden, !builder.attributes.isHidden { beginHiding() }
        case .block, .container:
            enterBlock(known.element, isHidden: isHidden, path: path)
        }
    }

    private static func hasAddress(_ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?) -> Bool {
        guard let attributes else { return false }
        var index = 0
        while let name = attributes[index] {
            if strcmp(UnsafeRawPointer(name).assumingMemoryBound(to: CChar.self), "href") == 0 { return true }
            index += 2
        }
        return false
    }

    /// The number of an element among its siblings of the same name, from 1.
    private mutating func ordinal(of name: UInt16, from start: Int) -> Int {
        var index = siblings.count - 1
        while index >= start {
            if siblings[index].name == name {
                siblings[index].count += 1
                return siblings[index].count
            }
            index -= 1
        }
        siblings.append((name, 1))
        return 1
    }

    private mutating func enterBlock(_ element: HTMLElement, isHidden: Bool, path: PathTree.Node) {
        if hiddenPieces != nil {
            flushHidden(keepOpen: true)
            return
        }
        builder.boundary()
        builder.attributes.path = path
        if isHidden { builder.attributes.isHidden = true }
        if element.preservesSpace { builder.attributes.preservesSpace = true }
        switch element.table {
        case .table: tables.append((0, 0))
        case .row where !tables.isEmpty:
            tables[tables.count - 1].row += 1
            tables[tables.count - 1].column = 0
        case .cell where !tables.isEmpty:
            tables[tables.count - 1].column += 1
            let place = tables[tables.count - 1]
            builder.attributes.cell = Block.Cell(row: max(place.row, 1), column: place.column)
        default: break
        }
        switch (element.flow, element.role) {
        case (.container, let role?):
            containerRole = role
            builder.attributes.role = role
        case (_, let role?): builder.attributes.role = role
        case (.block, nil): builder.attributes.role = builder.attributes.cell == nil ? containerRole ?? .paragraph : .cell
        case (_, nil): break
        }
    }

    private mutating func end(_ name: UnsafePointer<xmlChar>) {
        if isEndTagAhead { advance() }
        guard let index = frames.lastIndex(where: { $0.name == name || strcmp($0.name, name) == 0 }) else { return }
        while frames.count > index { leave(frames.removeLast()) }
    }

    private mutating func leave(_ frame: Frame) {
        siblings.removeLast(siblings.count - frame.siblingStart)
        if frame.startedHiding { flushHidden() }
        defer { if frame.isLink { builder.linkDepth -= 1 } }
        switch frame.flow {
        case .skipped: skipDepth -= 1
        case .inline, .lineBreak: break
        case .block, .container:
            if hiddenPieces != nil {
                flushHidden(keepOpen: true)
            } else {
                builder.boundary()
                if frame.table == .table, !tables.isEmpty { tables.removeLast() }
            }
            builder.attributes.role = frame.role
            builder.attributes.isHidden = frame.isHidden
            builder.attributes.preservesSpace = frame.preservesSpace
            builder.attributes.cell = frame.cell
            builder.attributes.path = frame.blockPath
            containerRole = frame.containerRole
        }
    }

    // MARK: - Attributes

    /// Reads the attributes that people see, and whether the element hides what it holds.
    private mutating func examine(
        _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>, of tag: HTMLElement.Tag, named tagName: UnsafePointer<xmlChar>,
        path: PathTree.Node, from tagStart: Int
    ) -> Bool {
        var isHidden = false
        var shown = TagAttributes.Set()
        var metaName = ""
        var inputType = ""
        var index = 0
        while let name = attributes[index] {
            let value = attributes[index + 1]
            index += 2
            let attribute = attribute(name)
            switch attribute {
            case .other: continue
            case .hidden: isHidden = tag != .input
            case .style: isHidden = isHidden || value.map(HTMLInlineStyle.hides) ?? false
            case .type:
                if tag == .input { inputType = value.map { String(cString: $0).lowercased() } ?? "" }
            case .name, .property, .itemprop:
                if tag == .meta, let value {
                    metaName = (attribute == .itemprop ? "itemprop:" : "") + String(cString: value).lowercased()
                }
            default:
                if value != nil, attribute.isShown(on: tag) { shown.insert(attribute) }
            }
        }
        guard !shown.isEmpty else { return isHidden }
        let values = TagAttributes.values(of: shown, in: source, from: tagStart, to: position, tag: Self.buffer(tagName))
        for (name, range) in values where !range.isEmpty {
            switch (tag, name) {
            case (.meta, _):
                if metaName == "kaipan:kind" {
                    declaredKind = DocumentKind(rawValue: String(decoding: source[range], as: UTF8.self))
                } else if HTMLElement.descriptiveMetadata.contains(metaName) {
                    deferAttribute(range, role: .metadata, path: path, isHidden: isHidden)
                }
            case (.input, .value):
                guard ["submit", "button", "reset", "text", ""].contains(inputType) else { continue }
                deferAttribute(range, role: .field, path: path, isHidden: isHidden)
            case (.input, _) where inputType == "hidden": continue
            case (_, .placeholder): deferAttribute(range, role: .field, path: path, isHidden: isHidden)
            default: deferAttribute(range, role: .alternativeText, path: path, isHidden: isHidden)
            }
        }
        return isHidden
    }

    private mutating func attribute(_ name: UnsafePointer<xmlChar>) -> HTMLAttribute {
        if let known = attributeNames.value(of: name) { return known }
        let attribute = HTMLAttribute(Self.buffer(name))
        attributeNames.insert(attribute, for: name)
        return attribute
    }

    private static func buffer(_ name: UnsafePointer<xmlChar>) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: name, count: strlen(UnsafeRawPointer(name).assumingMemoryBound(to: CChar.self)))
    }

    private mutating func deferAttribute(_ range: Range<Int>, role: BlockRole, path: PathTree.Node, isHidden: Bool) {
        var attributes = builder.attributes
        attributes.role = role
        attributes.path = path
        attributes.preservesSpace = false
        attributes.isHidden = attributes.isHidden || isHidden || hiddenPieces != nil
        let pieces = pieces(of: range, inAttribute: true)
        builder.deferBlock(DocumentBuilder.Deferred(attributes: attributes, pieces: pieces))
    }

    // MARK: - Text

    private mutating func text(_ text: UnsafePointer<xmlChar>?, _ length: Int) {
        guard let text, length > 0 else { return }
        let start = position
        let end = min(current, source.count)
        guard skipDepth == 0 else {
            advance()
            return
        }
        if length == 1, end - start == 1, source[start] == UInt8(ascii: "&") {
            // At the end of the input libxml2 reports the ampersand before it has read the name.
            reference(source, start..<end)
            return
        }
        // Nearly always the event is what stands between the last event and the parser's place.
        if end - start == length, memcmp(source.baseAddress! + start, text, length) == 0 {
            position = end
            emit(start..<end)
            return
        }
        position = max(position, end)
        if end - length >= start, memcmp(source.baseAddress! + (end - length), text, length) == 0 {
            // Something without an event stands before it, such as a stray end tag.
            emit(shown(of: end - length..<end, after: start))
            return
        }
        let next = end + Self.characterLength(source, at: end)
        if length >= 900, next - length >= start, memcmp(source.baseAddress! + (next - length), text, length) == 0 {
            // When its buffer is full, libxml2 reports before it steps over the last character.
            position = next
            emit(shown(of: next - length..<next, after: start))
            return
        }
        if length == 1, end == start, end < source.count, text[0] == UInt8(ascii: "<"), source[end] == UInt8(ascii: "<") {
            // A less-than sign that begins no tag is reported before the parser steps over it.
            position = end + 1
            emit(end..<end + 1)
            return
        }
        guard start < end else { return }
        if length > end - start, memcmp(source.baseAddress! + start, text + (length - (end - start)), end - start) == 0 {
            // The front of the event was read already, as part of a reference that libxml2 does not know.
            emit(start..<end)
            return
        }
        reference(source, start..<end)
    }

    /// What a browser shows of a text event that begins inside a tag without a name.
    ///
    /// `</>`, `</ x>` and `<? x>` are comments up to their `>` (HTML standard, section 13.2.5.41); libxml2 passes over the first two
    /// characters and reports the rest as text.
    private func shown(of range: Range<Int>, after start: Int) -> Range<Int> {
        guard range.lowerBound - 2 >= start, source[range.lowerBound - 2] == UInt8(ascii: "<"),
            [UInt8(ascii: "/"), UInt8(ascii: "?")].contains(source[range.lowerBound - 1])
        else { return range }
        let close = range.first { source[$0] == UInt8(ascii: ">") }
        return (close.map { $0 + 1 } ?? range.upperBound)..<range.upperBound
    }

    /// Reads text that libxml2 changed: a reference, or characters that it drops.
    private mutating func reference(_ source: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
        guard let ampersand = range.last(where: { source[$0] == UInt8(ascii: "&") }) else {
            emit(range)
            return
        }
        // Text before the ampersand means characters that libxml2 drops, such as control characters.
        let before = range.lowerBound..<ampersand
        if !before.isEmpty, !source[before].contains(UInt8(ascii: "<")) { emit(before) }
        if let decoded = HTMLReferences.decode(source, at: ampersand) {
            let end = ampersand + decoded.length
            emit(decoded.bytes, ampersand..<end)
            position = max(position, end)
            if end < range.upperBound { emit(end..<range.upperBound) }
        } else {
            // An ampersand that is only itself; libxml2 reports what follows in an event of its own.
            emit(ampersand..<ampersand + 1)
            position = ampersand + 1
        }
    }

    private static func characterLength(_ source: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        guard index < source.count else { return 0 }
        let byte = source[index]
        return min(byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4, source.count - index)
    }

    private mutating func emit(_ range: Range<Int>) {
        guard !range.isEmpty else { return }
        if hiddenPieces != nil {
            let piece = piece(range)
            hiddenPieces?.append(piece)
        } else {
            let page = page
            page.withUnsafeBufferPointer {
                builder.append(UnsafeBufferPointer(rebasing: $0[range]), source: offset + range.lowerBound)
            }
        }
    }

    private mutating func emit(_ decoded: [UInt8], _ range: Range<Int>) {
        let source = offset + range.lowerBound..<offset + range.upperBound
        if hiddenPieces != nil {
            hiddenPieces?.append(.init(bytes: decoded, source: source, isLiteral: false))
        } else {
            builder.replace(with: decoded, source: source)
        }
    }

    /// The text of a source range with its references decoded.
    private func pieces(of range: Range<Int>, inAttribute: Bool) -> [DocumentBuilder.Piece] {
        var pieces: [DocumentBuilder.Piece] = []
        var start = range.lowerBound
        var index = range.lowerBound
        while index < range.upperBound {
            guard source[index] == UInt8(ascii: "&"),
                let decoded = HTMLReferences.decode(
                    UnsafeBufferPointer(rebasing: source[..<range.upperBound]), at: index, inAttribute: inAttribute)
            else {
                index += 1
                continue
            }
            if start < index { pieces.append(piece(start..<index)) }
            pieces.append(
                .init(bytes: decoded.bytes, source: offset + index..<offset + index + decoded.length, isLiteral: false))
            index += decoded.length
            start = index
        }
        if start < range.upperBound { pieces.append(piece(start..<range.upperBound)) }
        return pieces
    }

    private func piece(_ range: Range<Int>) -> DocumentBuilder.Piece {
        .init(
            bytes: Array(page[range]), source: offset + range.lowerBound..<offset + range.upperBound, isLiteral: true)
    }

    // MARK: - Hidden text amid visible text

    private mutating func beginHiding() {
        guard hiddenPieces == nil else { return }
        hiddenPieces = []
        frames[frames.count - 1].startedHiding = true
    }

    private mutating func flushHidden(keepOpen: Bool = false) {
        guard let pieces = hiddenPieces else { return }
        hiddenPieces = keepOpen ? [] : nil
        guard !pieces.isEmpty else { return }
        var attributes = builder.attributes
        attributes.isHidden = true
        attributes.path = frames.last?.path ?? attributes.path
        builder.deferBlock(.init(attributes: attributes, pieces: pieces))
    }
}
