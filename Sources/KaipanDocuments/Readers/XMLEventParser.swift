import CLibXML2
import Glibc
import KaipanText

/// Parses XML with libxml2 and tells for every piece of text where it stands in the source.
///
/// Nothing but the given bytes is ever read: no network, no DTD, no external entity. Internal entities are expanded
/// within a limit. A class because C calls back into it through a pointer; it lives for one document on one thread.
final class XMLEventParser {
    /// How many bytes entities may add to a document.
    static let expansionLimit = 1 << 20

    private let source: Source
    private let handler: any XMLEventHandler
    private let depthLimit: Int
    private var context: xmlParserCtxtPtr?
    /// The source's text while it is parsed.
    private(set) var text = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    /// Where the document begins in the source: behind white space that exports put before the XML declaration.
    private var origin = 0
    /// The source offset behind the last event.
    private var position = 0
    private var depth = 0
    /// Bytes that entities have added so far.
    private var expanded = 0
    private var knowsHTMLEntities = false
    private var failure: ReadingError?
    private var names: [NameKey: XMLName] = [:]

    /// libxml2 interns names, so that its pointers stand for them.
    private struct NameKey: Hashable {
        var local: UnsafePointer<xmlChar>
        var prefix: UnsafePointer<xmlChar>?
        var namespace: UnsafePointer<xmlChar>?
    }

    private init(source: Source, handler: any XMLEventHandler, depthLimit: Int) {
        self.source = source
        self.handler = handler
        self.depthLimit = depthLimit
    }

    /// Parses a source from start to end.
    ///
    /// Complexity: O(n).
    /// - Throws: `ReadingError` where the source is no well-formed XML or passes a limit.
    static func parse(_ source: Source, handler: any XMLEventHandler, depthLimit: Int) throws(ReadingError) {
        guard source.text.count < Int32.max else {
            throw .tooLarge(path: source.path, bytes: source.text.count, limit: Int(Int32.max))
        }
        let parser = XMLEventParser(source: source, handler: handler, depthLimit: depthLimit)
        source.text.withUnsafeBufferPointer { parser.run($0) }
        if let failure = parser.failure { throw failure }
    }

    private func run(_ bytes: UnsafeBufferPointer<UInt8>) {
        text = bytes
        defer { text = UnsafeBufferPointer(start: nil, count: 0) }
        origin = bytes.firstIndex { !XMLCharacters.isSpace($0) } ?? bytes.count
        position = origin
        let document = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[origin...])
        guard let base = document.baseAddress, !document.isEmpty else {
            fail(XMLProblem.message(XML_ERR_DOCUMENT_EMPTY.rawValue, "the document is empty"), at: 0)
            return
        }
        LibXML.prepare()
        let context = xmlCreateMemoryParserCtxt(base.assumingMemoryBound(to: CChar.self), Int32(document.count))
        guard let context else {
            fail(ContainerProblem.outOfMemory, at: 0)
            return
        }
        self.context = context
        defer {
            self.context = nil
            xmlFreeDoc(context.pointee.myDoc)
            xmlFreeParserCtxt(context)
        }
        // Without XML_PARSE_NOENT and XML_PARSE_DTDLOAD nothing external is loaded. XML_PARSE_HUGE lifts limits that would
        // refuse honest documents; depth and expansion are counted here instead.
        let options = XML_PARSE_NONET.rawValue | XML_PARSE_HUGE.rawValue | XML_PARSE_IGNORE_ENC.rawValue
        xmlCtxtUseOptions(context, Int32(options))
        // Values of attributes would keep their references otherwise.
        context.pointee.replaceEntities = 1
        xmlSwitchEncoding(context, XML_CHAR_ENCODING_UTF8)
        // A known encoding keeps libxml2 from guessing one by the first bytes.
        context.pointee.encoding = UnsafePointer(xmlStrdup("UTF-8"))
        context.pointee.sax.pointee = Self.callbacks
        context.pointee.userData = Unmanaged.passUnretained(self).toOpaque()
        xmlParseDocument(context)
        if context.pointee.wellFormed == 0 { fail(XMLProblem.message(0, "not well-formed"), at: offset) }
    }

    // MARK: - Places

    /// How far libxml2 has read the document, entities and DTD aside.
    private var offset: Int {
        guard let input = context?.pointee.inputTab?[0] else { return position }
        return origin + (input.pointee.cur - input.pointee.base) + Int(input.pointee.consumed)
    }

    /// The source offset that a pointer of libxml2's leads to, where it leads into its copy of the source.
    private func offset(of pointer: UnsafePointer<xmlChar>) -> Int? {
        guard let input = context?.pointee.inputTab?[0]?.pointee, let base = input.base, let end = input.end,
            pointer >= base, pointer < end
        else { return nil }
        return origin + (pointer - base) + Int(input.consumed)
    }

    /// The reference that an event comes from: events of an entity come while libxml2 stands behind the reference.
    ///
    /// References that gave nothing are passed over.
    private func reference(at offset: Int) -> Range<Int>? {
        while position < text.count, text[position] == UInt8(ascii: "&") {
            var end = position
            while end < text.count, text[end] != UInt8(ascii: ";") { end += 1 }
            end = min(end + 1, text.count)
            if offset <= end { return position..<end }
            position = end
        }
        return nil
    }

    fileprivate func stop() {
        if let context { xmlStopParser(context) }
    }

    /// Ends the parsing from inside a report: behind its first fatal error libxml2 reports one at nearly every character, each
    /// with a copy of what it has read of a comment.
    ///
    /// `xmlStopParser` would free the input, which the function that reports goes on reading.
    private func end() {
        guard let context else { return }
        context.pointee.disableSAX = 1
        context.pointee.instate = XML_PARSER_EOF
        // Some loops end with the input alone.
        for index in 0..<Int(context.pointee.inputNr) {
            guard let input = context.pointee.inputTab[index] else { continue }
            input.pointee.cur = input.pointee.end
        }
    }

    private func fail(_ reason: LocalizedText, at offset: Int) {
        guard failure == nil else { return }
        var lines = LineIndex(source)
        failure = .malformed(
            path: source.path, part: source.part, position: lines.position(ofText: offset),
            excerpt: source.excerpt(around: offset), reason: reason)
    }

    private func fail(_ limit: ReadingError.Limit) {
        guard failure == nil else { return }
        var lines = LineIndex(source)
        failure = .limitExceeded(
            path: source.path, part: source.part, position: lines.position(ofText: min(position, text.count)), limit: limit)
    }

    // MARK: - Elements

    func name(
        local: UnsafePointer<xmlChar>, prefix: UnsafePointer<xmlChar>?, namespace: UnsafePointer<xmlChar>?
    ) -> XMLName {
        let key = NameKey(local: local, prefix: prefix, namespace: namespace)
        if let known = names[key] { return known }
        let name = XMLName(
            id: names.count, local: String(cString: local), prefix: prefix.map { String(cString: $0) },
            namespace: namespace.map { String(cString: $0) })
        names[key] = name
        return name
    }

    fileprivate func start(_ name: XMLName, attributes: XMLStartTag.RawAttributes?, count: Int) {
        guard failure == nil else { return }
        let current = offset
        let reference = reference(at: current)
        depth += 1
        guard depth <= depthLimit else {
            position = reference?.lowerBound ?? current
            fail(.depth(depthLimit))
            if reference == nil { stop() }
            return
        }
        handler.start(
            XMLStartTag(
                name: name, attributeCount: count, raw: attributes, parser: self, end: current, reference: reference))
        guard reference == nil else { return }
        // libxml2 reports the tag before it has read its end.
        position = current < text.count && text[current] == UInt8(ascii: "/") ? current + 2 : current + 1
    }

    fileprivate func end(_ name: XMLName) {
        guard failure == nil else { return }
        depth -= 1
        advance()
        handler.end(name)
    }

    /// Passes over markup that is no text.
    fileprivate func advance() {
        let current = offset
        if reference(at: current) == nil { position = current }
    }

    fileprivate func comment() {
        guard failure == nil else { return }
        let start = position
        let current = offset
        guard reference(at: current) == nil else { return }
        position = current
        // Backwards, because the declaration has no event, and a comment holds no beginning of another (XML 1.0, section 2.5).
        let end = min(current, text.count)
        var begin = end - 4
        while begin >= start, !text[begin..<begin + 4].elementsEqual("<!--".utf8) { begin -= 1 }
        if begin >= start { handler.comment(begin..<end) }
    }

    fileprivate func instruction(target: String, data: String) {
        guard failure == nil else { return }
        advance()
        handler.instruction(target: target, data: data)
    }

    // MARK: - Text

    fileprivate func characters(_ pointer: UnsafePointer<xmlChar>, count: Int) {
        guard failure == nil, count > 0 else { return }
        if let start = offset(of: pointer) {
            // A pointer into the source; only the CR of a line end can have been left out before it.
            let from = start > position && text[start - 1] == 0x0D ? start - 1 : start
            literal(from..<start + count)
            return
        }
        let current = offset
        let bytes = UnsafeBufferPointer(start: pointer, count: count)
        if let reference = reference(at: current) {
            handler.text(XMLText(bytes: bytes, source: reference, isLiteral: false))
        } else if let end = endOfMatch(for: bytes) {
            literal(position..<end)
        } else {
            handler.text(XMLText(bytes: bytes, source: position..<max(position, current), isLiteral: false))
            position = max(position, current)
        }
    }

    private func literal(_ range: Range<Int>) {
        handler.text(XMLText(bytes: UnsafeBufferPointer(rebasing: text[range]), source: range, isLiteral: true))
        position = range.upperBound
    }

    /// Where the source ends to hold the same text from `position` on, line ends aside.
    private func endOfMatch(for bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        guard let base = bytes.baseAddress, let sourceBase = text.baseAddress else { return nil }
        if position + bytes.count <= text.count, memcmp(base, sourceBase + position, bytes.count) == 0 {
            return position + bytes.count
        }
        var index = position
        for byte in bytes {
            guard index < text.count else { return nil }
            if byte == 0x0A, text[index] == 0x0D {
                index += index + 1 < text.count && text[index + 1] == 0x0A ? 2 : 1
            } else {
                guard text[index] == byte else { return nil }
                index += 1
            }
        }
        return index
    }

    fileprivate func characterData(_ pointer: UnsafePointer<xmlChar>, count: Int) {
        guard failure == nil else { return }
        if let reference = reference(at: offset) {
            guard count > 0 else { return }
            let bytes = UnsafeBufferPointer(start: pointer, count: count)
            handler.text(XMLText(bytes: bytes, source: reference, isLiteral: false))
            return
        }
        let start = min(position + "<![CDATA[".utf8.count, text.count)
        var end = start
        while end + 3 < text.count, text[end] != 0x5D || text[end + 1] != 0x5D || text[end + 2] != 0x3E { end += 1 }
        if end > start { literal(start..<end) }
        position = min(end + "]]>".utf8.count, text.count)
    }

    // MARK: - Entities

    /// Counts what an entity adds to the document.
    /// - Returns: the entity, or nil once it is too much, which ends the expansion.
    private func charge(_ entity: xmlEntityPtr?) -> xmlEntityPtr? {
        guard let entity, entity.pointee.etype != XML_INTERNAL_PREDEFINED_ENTITY else { return entity }
        guard failure == nil else { return nil }
        // The ampersand and the semicolon belong to the reference that the text takes the place of.
        let reference = Int(xmlStrlen(entity.pointee.name)) + 2
        expanded += max(0, Int(entity.pointee.length) - reference)
        guard expanded <= Self.expansionLimit else {
            fail(.entityExpansion(Self.expansionLimit))
            return nil
        }
        return entity
    }

    fileprivate func entity(_ name: UnsafePointer<xmlChar>) -> xmlEntityPtr? {
        guard let document = context?.pointee.myDoc else { return xmlGetPredefinedEntity(name) }
        if let predefined = xmlGetPredefinedEntity(name) { return predefined }
        if let known = xmlGetDocEntity(document, name) { return charge(known) }
        guard knowsHTMLEntities, let value = htmlEntityLookup(name)?.pointee.value, let scalar = Unicode.Scalar(value) else {
            return nil
        }
        return xmlAddDocEntity(document, name, Int32(XML_INTERNAL_GENERAL_ENTITY.rawValue), nil, nil, String(scalar))
    }

    fileprivate func parameterEntity(_ name: UnsafePointer<xmlChar>) -> xmlEntityPtr? {
        guard let document = context?.pointee.myDoc else { return nil }
        return charge(xmlGetParameterEntity(document, name))
    }

    fileprivate func declareEntity(
        _ name: UnsafePointer<xmlChar>?, type: Int32, content: UnsafeMutablePointer<xmlChar>?
    ) {
        guard let document = context?.pointee.myDoc else { return }
        switch UInt32(bitPattern: type) {
        case XML_INTERNAL_GENERAL_ENTITY.rawValue, XML_INTERNAL_PARAMETER_ENTITY.rawValue:
            xmlAddDocEntity(document, name, type, nil, nil, content)
        // An external entity is declared as an empty one, so that nothing can ever load it.
        case XML_EXTERNAL_GENERAL_PARSED_ENTITY.rawValue:
            xmlAddDocEntity(document, name, Int32(XML_INTERNAL_GENERAL_ENTITY.rawValue), nil, nil, "")
        case XML_EXTERNAL_PARAMETER_ENTITY.rawValue:
            xmlAddDocEntity(document, name, Int32(XML_INTERNAL_PARAMETER_ENTITY.rawValue), nil, nil, "")
        default: break
        }
    }

    fileprivate func documentType(
        _ name: UnsafePointer<xmlChar>?, publicID: UnsafePointer<xmlChar>?, systemID: UnsafePointer<xmlChar>?
    ) {
        // The DTDs of XHTML, which are not loaded, declare HTML's entities.
        if let publicID { knowsHTMLEntities = String(cString: publicID).contains("XHTML") }
        xmlSAX2InternalSubset(context, name, publicID, systemID)
    }

    /// A reference that the document does not declare, which is no error where a DTD might; it is shown as it stands.
    fileprivate func unresolved(_ name: UnsafePointer<xmlChar>) {
        guard failure == nil, let document = context?.pointee.myDoc, xmlGetDocEntity(document, name) == nil,
            let reference = reference(at: offset)
        else { return }
        handler.text(XMLText(bytes: UnsafeBufferPointer(rebasing: text[reference]), source: reference, isLiteral: true))
    }

    fileprivate func report(_ error: xmlErrorPtr) {
        // libxml2 goes on after other errors, and so does the reader.
        guard error.pointee.level == XML_ERR_FATAL else { return }
        defer { end() }
        guard failure == nil else { return }
        let message = error.pointee.message.map { String(cString: $0) } ?? "not well-formed"
        fail(
            XMLProblem.message(UInt32(bitPattern: error.pointee.code), message.trimmingWhitespace()), at: min(offset, text.count))
    }

    // MARK: - Callbacks

    private static func from(_ data: UnsafeMutableRawPointer?) -> XMLEventParser {
        guard let data else { preconditionFailure("libxml2 lost the user data of its parser") }
        return Unmanaged<XMLEventParser>.fromOpaque(data).takeUnretainedValue()
    }

    private static var callbacks: xmlSAXHandler {
        var callbacks = xmlSAXHandler()
        callbacks.initialized = UInt32(XML_SAX2_MAGIC)
        callbacks.startDocument = { data in xmlSAX2StartDocument(XMLEventParser.from(data).context) }
        callbacks.internalSubset = { data, name, publicID, systemID in
            XMLEventParser.from(data).documentType(name, publicID: publicID, systemID: systemID)
        }
        callbacks.startElementNs = { data, local, prefix, namespace, _, _, count, defaulted, attributes in
            guard let local else { return }
            let parser = XMLEventParser.from(data)
            let name = parser.name(local: local, prefix: prefix, namespace: namespace)
            parser.start(name, attributes: attributes, count: Int(count - defaulted))
        }
        callbacks.endElementNs = { data, local, prefix, namespace in
            guard let local else { return }
            let parser = XMLEventParser.from(data)
            parser.end(parser.name(local: local, prefix: prefix, namespace: namespace))
        }
        callbacks.characters = { data, text, count in
            guard let text else { return }
            XMLEventParser.from(data).characters(text, count: Int(count))
        }
        // The very same function: libxml2 compares the two and then need not tell white space apart.
        callbacks.ignorableWhitespace = callbacks.characters
        callbacks.cdataBlock = { data, text, count in
            guard let text else { return }
            XMLEventParser.from(data).characterData(text, count: Int(count))
        }
        callbacks.comment = { data, _ in XMLEventParser.from(data).comment() }
        callbacks.processingInstruction = { data, target, content in
            guard let target else { return }
            XMLEventParser.from(data).instruction(
                target: String(cString: target), data: content.map { String(cString: $0) } ?? "")
        }
        callbacks.getEntity = { data, name in name.flatMap { XMLEventParser.from(data).entity($0) } }
        callbacks.getParameterEntity = { data, name in name.flatMap { XMLEventParser.from(data).parameterEntity($0) } }
        callbacks.entityDecl = { data, name, type, _, _, content in
            XMLEventParser.from(data).declareEntity(name, type: type, content: content)
        }
        callbacks.reference = { data, name in
            guard let name else { return }
            XMLEventParser.from(data).unresolved(name)
        }
        callbacks.serror = { data, error in
            guard let error else { return }
            XMLEventParser.from(data).report(error)
        }
        return callbacks
    }
}

extension Source {
    /// A few characters of the line around an offset of the text, for an error's message.
    func excerpt(around offset: Int) -> String? {
        let isLineEnd: (UInt8) -> Bool = { $0 == 0x0A || $0 == 0x0D }
        var lower = min(offset, text.count)
        var upper = lower
        while lower > 0, !isLineEnd(text[lower - 1]), offset - lower < 60 || text[lower] & 0xC0 == 0x80 { lower -= 1 }
        while upper < text.count, !isLineEnd(text[upper]), upper - offset < 40 || text[upper] & 0xC0 == 0x80 { upper += 1 }
        let excerpt = String(decoding: text[lower..<upper], as: UTF8.self).trimmingWhitespace()
        return excerpt.isEmpty ? nil : excerpt
    }
}
