import CLibXML2
import Glibc
import KaipanText

/// Turns libxml2's HTML events into blocks.
///
/// A class because C calls back into it through a pointer; it lives for one document on one thread.
final class HTMLEventHandler {
    var builder: DocumentBuilder
    private(set) var declaredKind: DocumentKind?
    /// Where nesting passed the limit, if it did.
    private(set) var tooDeepAt: Int?

    private let bytes: [UInt8]
    /// Where `bytes` begins in the source, for HTML inside another format.
    private let offset: Int
    private let depthLimit: Int
    private var context: htmlParserCtxtPtr?
    /// The source position behind the last event.
    private var position = 0
    private var frames: [Frame] = []
    private var skipDepth = 0
    private var tables: [(row: Int, column: Int)] = []
    /// Hidden text amid visible text, put aside so that it does not split the block around it.
    private var hiddenPieces: [DocumentBuilder.Piece]?
    private var hiddenDepth = 0

    /// What libxml2's interned name pointers stand for.
    private var elements: [UnsafePointer<xmlChar>: (element: HTMLElement, name: UInt16, tag: String)] = [:]
    private var attributeNames: [UnsafePointer<xmlChar>: Attribute] = [:]
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
    }

    private struct Attribute {
        var name: String
        var isInteresting: Bool
    }

    /// The role that paragraphs inside a header or footer take.
    private var containerRole: BlockRole?

    init(bytes: [UInt8], offset: Int, depthLimit: Int, builder: DocumentBuilder? = nil) {
        self.bytes = bytes
        self.offset = offset
        self.depthLimit = depthLimit
        self.builder = builder ?? DocumentBuilder(capacity: bytes.count / 2)
    }

    /// Parses all bytes; what cannot be understood is read as a browser would read it.
    func parse() {
        guard !bytes.isEmpty, bytes.count < Int32.max else { return }
        bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress,
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
            context.pointee.userData = Unmanaged.passUnretained(self).toOpaque()
            htmlParseDocument(context)
            self.context = nil
        }
        flushHidden()
        builder.boundary()
    }

    private static func handlers() -> htmlSAXHandler {
        var handlers = htmlSAXHandler()
        handlers.startElement = { data, name, attributes in
            guard let name else { return }
            HTMLEventHandler.from(data).start(name, attributes)
        }
        handlers.endElement = { data, name in
            guard let name else { return }
            HTMLEventHandler.from(data).end(name)
        }
        handlers.characters = { data, text, length in
            HTMLEventHandler.from(data).text(text, Int(length))
        }
        handlers.ignorableWhitespace = handlers.characters
        handlers.cdataBlock = { data, _, _ in HTMLEventHandler.from(data).advance() }
        handlers.comment = { data, _ in HTMLEventHandler.from(data).advance() }
        handlers.processingInstruction = { data, _, _ in HTMLEventHandler.from(data).advance() }
        return handlers
    }

    private static func from(_ data: UnsafeMutableRawPointer?) -> HTMLEventHandler {
        guard let data else { preconditionFailure("libxml2 lost the user data of its parser") }
        return Unmanaged<HTMLEventHandler>.fromOpaque(data).takeUnretainedValue()
    }

    // MARK: - Positions

    /// How far the parser has read.
    private var current: Int {
        guard let input = context?.pointee.input else { return position }
        return input.pointee.cur - input.pointee.base + Int(input.pointee.consumed)
    }

    private func advance() {
        position = max(position, min(current, bytes.count))
    }

    /// Whether a start tag of the name stands between the last event and the parser's place.
    ///
    /// Where it does not, libxml2 adds an element that the source implies, and has often read ahead: what it read is
    /// reported afterwards, so the position must stay.
    private func isTagAhead(_ name: UnsafePointer<xmlChar>) -> Bool {
        let end = min(current, bytes.count)
        return bytes.withUnsafeBufferPointer { source in
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
    }

    /// Whether an end tag stands between the last event and the parser's place.
    private var isEndTagAhead: Bool {
        let end = min(current, bytes.count)
        return bytes.withUnsafeBufferPointer { source in
            var index = position
            while index + 1 < end {
                if source[index] == UInt8(ascii: "<") { return source[index + 1] == UInt8(ascii: "/") }
                index += 1
            }
            return false
        }
    }

    // MARK: - Elements

    private func element(_ name: UnsafePointer<xmlChar>) -> (element: HTMLElement, name: UInt16, tag: String) {
        if let known = elements[name] { return known }
        let tag = String(cString: name)
        let entry = (HTMLElement.named(tag), builder.paths.intern(tag), tag)
        elements[name] = entry
        return entry
    }

    private func start(_ name: UnsafePointer<xmlChar>, _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?) {
        let tagStart = position
        if isTagAhead(name) {
            advance()
            if position < bytes.count, bytes[position] == UInt8(ascii: "/") { position += 1 }
            if position < bytes.count, bytes[position] == UInt8(ascii: ">") { position += 1 }
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
        frames.append(
            Frame(
                name: name, flow: known.element.flow, table: known.element.table, path: path, siblingStart: siblings.count,
                role: builder.attributes.role, isHidden: builder.attributes.isHidden,
                preservesSpace: builder.attributes.preservesSpace, cell: builder.attributes.cell,
                blockPath: builder.attributes.path, containerRole: containerRole))
        var isHidden = known.element.isHidden
        if let attributes, skipDepth == 0 {
            isHidden = examine(attributes, of: known.tag, path: path, from: tagStart) || isHidden
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

    /// The number of an element among its siblings of the same name, from 1.
    private func ordinal(of name: UInt16, from start: Int) -> Int {
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

    private func enterBlock(_ element: HTMLElement, isHidden: Bool, path: PathTree.Node) {
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

    private func end(_ name: UnsafePointer<xmlChar>) {
        if isEndTagAhead { advance() }
        guard let index = frames.lastIndex(where: { $0.name == name || strcmp($0.name, name) == 0 }) else { return }
        while frames.count > index { leave(frames.removeLast()) }
    }

    private func leave(_ frame: Frame) {
        siblings.removeLast(siblings.count - frame.siblingStart)
        if frame.startedHiding { flushHidden() }
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
    private func examine(
        _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>, of tag: String, path: PathTree.Node, from tagStart: Int
    ) -> Bool {
        var isHidden = false
        var shown: [String] = []
        var metaName = ""
        var inputType = ""
        var index = 0
        while let name = attributes[index] {
            let value = attributes[index + 1]
            index += 2
            let attribute = attribute(name)
            guard attribute.isInteresting else { continue }
            switch attribute.name {
            case "hidden": isHidden = tag != "input"
            case "style": isHidden = isHidden || value.map { Self.hides(String(cString: $0)) } ?? false
            case "type": inputType = value.map { String(cString: $0).lowercased() } ?? ""
            case "name", "property", "itemprop":
                if tag == "meta", let value {
                    metaName = (attribute.name == "itemprop" ? "itemprop:" : "") + String(cString: value).lowercased()
                }
            default:
                if value != nil, HTMLElement.VisibleAttribute.isShown(attribute.name, element: tag) {
                    shown.append(attribute.name)
                }
            }
        }
        guard !shown.isEmpty else { return isHidden }
        let values = TagAttributes.values(of: shown, in: bytes, from: tagStart, to: position, tag: tag)
        for (name, range) in values where !range.isEmpty {
            switch (tag, name) {
            case ("meta", _):
                if metaName == "kaipan:kind" {
                    declaredKind = DocumentKind(rawValue: String(decoding: bytes[range], as: UTF8.self))
                } else if HTMLElement.descriptiveMetadata.contains(metaName) {
                    deferAttribute(range, role: .metadata, path: path, isHidden: isHidden)
                }
            case ("input", "value"):
                guard ["submit", "button", "reset", "text", ""].contains(inputType) else { continue }
                deferAttribute(range, role: .field, path: path, isHidden: isHidden)
            case ("input", _) where inputType == "hidden": continue
            case (_, "placeholder"): deferAttribute(range, role: .field, path: path, isHidden: isHidden)
            default: deferAttribute(range, role: .alternativeText, path: path, isHidden: isHidden)
            }
        }
        return isHidden
    }

    private func attribute(_ name: UnsafePointer<xmlChar>) -> Attribute {
        if let known = attributeNames[name] { return known }
        let text = String(cString: name)
        let isInteresting = [
            "hidden", "style", "type", "name", "property", "itemprop", "alt", "title", "placeholder", "aria-label",
            "summary", "label", "value", "content",
        ].contains(text)
        let attribute = Attribute(name: text, isInteresting: isInteresting)
        attributeNames[name] = attribute
        return attribute
    }

    private func deferAttribute(_ range: Range<Int>, role: BlockRole, path: PathTree.Node, isHidden: Bool) {
        var attributes = builder.attributes
        attributes.role = role
        attributes.path = path
        attributes.preservesSpace = false
        attributes.isHidden = attributes.isHidden || isHidden || hiddenPieces != nil
        let pieces = pieces(of: range, inAttribute: true)
        builder.deferBlock(DocumentBuilder.Deferred(attributes: attributes, pieces: pieces))
    }

    /// Whether an inline style hides an element from sight.
    static func hides(_ style: String) -> Bool {
        let declarations = style.lowercased().filter { !$0.isWhitespace }.split(separator: ";")
        return declarations.contains { declaration in
            switch declaration.replacing("!important", with: "") {
            case "display:none", "visibility:hidden", "visibility:collapse", "font-size:0", "font-size:0px", "opacity:0":
                true
            default: false
            }
        }
    }

    // MARK: - Text

    private func text(_ text: UnsafePointer<xmlChar>?, _ length: Int) {
        guard let text, length > 0 else { return }
        let start = position
        let end = min(current, bytes.count)
        guard skipDepth == 0 else {
            advance()
            return
        }
        bytes.withUnsafeBufferPointer { source in
            // Nearly always the event is what stands between the last event and the parser's place.
            if end - start == length, memcmp(source.baseAddress! + start, text, length) == 0 {
                position = end
                emit(source, start..<end)
                return
            }
            position = max(position, end)
            if end - length >= start, memcmp(source.baseAddress! + (end - length), text, length) == 0 {
                // Something without an event stands before it, such as a stray end tag.
                emit(source, end - length..<end)
                return
            }
            let next = end + Self.characterLength(source, at: end)
            if length >= 900, next - length >= start, memcmp(source.baseAddress! + (next - length), text, length) == 0 {
                // When its buffer is full, libxml2 reports before it steps over the last character.
                position = next
                emit(source, next - length..<next)
                return
            }
            if length == 1, end == start, end < source.count, text[0] == UInt8(ascii: "<"), source[end] == UInt8(ascii: "<") {
                // A less-than sign that begins no tag is reported before the parser steps over it.
                position = end + 1
                emit(source, end..<end + 1)
                return
            }
            guard start < end else { return }
            if length > end - start, memcmp(source.baseAddress! + start, text + (length - (end - start)), end - start) == 0 {
                // The front of the event was read already, as part of a reference that libxml2 does not know.
                emit(source, start..<end)
                return
            }
            reference(source, start..<end)
        }
    }

    /// Reads text that libxml2 changed: a reference, or characters that it drops.
    private func reference(_ source: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
        guard let ampersand = range.last(where: { source[$0] == UInt8(ascii: "&") }) else {
            emit(source, range)
            return
        }
        // Text before the ampersand means characters that libxml2 drops, such as control characters.
        let before = range.lowerBound..<ampersand
        if !before.isEmpty, !source[before].contains(UInt8(ascii: "<")) { emit(source, before) }
        if let decoded = HTMLReferences.decode(source, at: ampersand) {
            let end = ampersand + decoded.length
            emit(decoded.bytes, ampersand..<end)
            position = max(position, end)
            if end < range.upperBound { emit(source, end..<range.upperBound) }
        } else {
            // An ampersand that is only itself; libxml2 reports what follows in an event of its own.
            emit(source, ampersand..<ampersand + 1)
            position = ampersand + 1
        }
    }

    private static func characterLength(_ source: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        guard index < source.count else { return 0 }
        let byte = source[index]
        return min(byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4, source.count - index)
    }

    private func emit(_ source: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
        guard !range.isEmpty else { return }
        let run = UnsafeBufferPointer(rebasing: source[range])
        if hiddenPieces != nil {
            hiddenPieces?.append(.init(bytes: Array(run), source: offset + range.lowerBound..<offset + range.upperBound, isLiteral: true))
        } else {
            builder.append(run, source: offset + range.lowerBound)
        }
    }

    private func emit(_ decoded: [UInt8], _ range: Range<Int>) {
        let source = offset + range.lowerBound..<offset + range.upperBound
        if hiddenPieces != nil {
            hiddenPieces?.append(.init(bytes: decoded, source: source, isLiteral: false))
        } else {
            builder.replace(with: decoded, source: source)
        }
    }

    /// The text of a source range with its references decoded.
    private func pieces(of range: Range<Int>, inAttribute: Bool) -> [DocumentBuilder.Piece] {
        bytes.withUnsafeBufferPointer { source in
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
                if start < index { pieces.append(piece(source, start..<index)) }
                pieces.append(
                    .init(bytes: decoded.bytes, source: offset + index..<offset + index + decoded.length, isLiteral: false))
                index += decoded.length
                start = index
            }
            if start < range.upperBound { pieces.append(piece(source, start..<range.upperBound)) }
            return pieces
        }
    }

    private func piece(_ source: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> DocumentBuilder.Piece {
        .init(
            bytes: Array(source[range]), source: offset + range.lowerBound..<offset + range.upperBound, isLiteral: true)
    }

    // MARK: - Hidden text amid visible text

    private func beginHiding() {
        guard hiddenPieces == nil else { return }
        hiddenPieces = []
        frames[frames.count - 1].startedHiding = true
    }

    private func flushHidden(keepOpen: Bool = false) {
        guard let pieces = hiddenPieces else { return }
        hiddenPieces = keepOpen ? [] : nil
        guard !pieces.isEmpty else { return }
        var attributes = builder.attributes
        attributes.isHidden = true
        attributes.path = frames.last?.path ?? attributes.path
        builder.deferBlock(.init(attributes: attributes, pieces: pieces))
    }
}
