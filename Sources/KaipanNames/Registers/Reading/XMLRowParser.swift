import CLibXML2
import KaipanText

/// Finds the rows of XML with libxml2's push parser: the elements of one name at one depth, their attributes and descendants the columns.
///
/// Nothing but the given text is ever read: no network, no DTD, no external entity.
final class XMLRowParser: RowParser {
    /// Bytes that entities may produce in one row.
    private static let expansionLimit = RegisterImporter.rowLimit
    private static let pieceSize = 1 << 16
    /// Elements open at once.
    private static let depthLimit = 64

    var rows = RawRows()
    private(set) var hasRows = false
    var columns: [ImportSummary.Column] { tree.columns }
    var hasNameColumn: Bool { tree.hasNameColumn }

    private let path: String
    /// The local names from the document's element to the row's; those between only tell the depth, because documents group their rows
    /// under elements of several names.
    private let rowPath: [String]
    private let survey: XMLSurvey?
    private var tree: ColumnTree
    private var context: xmlParserCtxtPtr?
    /// All elements that are open.
    private var level = 0
    /// Elements open outside of rows, and those open within a row.
    private var depth = 0
    private var frames: [Frame] = []
    private var text: [UInt8] = []
    private var line = 1
    private var expanded = 0
    private var failure: RegisterError?
    private var hasBegun = false
    private var chunk = UnsafeBufferPointer<UInt8>(start: nil, count: 0)

    private struct Frame {
        var column: Int
        /// Where the element's text starts in `text`.
        var textStart: Int
    }

    /// - Parameter survey: takes the elements instead, to find out which are rows.
    init(path: String, register: RegisterKind, vocabulary: RegisterVocabulary, rowPath: [String], survey: XMLSurvey? = nil) {
        self.path = path
        self.rowPath = rowPath
        self.survey = survey
        tree = ColumnTree(vocabulary: vocabulary, register: register)
        xmlInitParser()
        context = xmlCreatePushParserCtxt(nil, nil, nil, 0, nil)
        guard let context else { return }
        // Without XML_PARSE_NOENT and XML_PARSE_DTDLOAD nothing external is loaded; without XML_PARSE_HUGE libxml2 keeps its own limits.
        xmlCtxtUseOptions(context, Int32(XML_PARSE_NONET.rawValue | XML_PARSE_IGNORE_ENC.rawValue))
        context.pointee.replaceEntities = 1
        xmlSwitchEncoding(context, XML_CHAR_ENCODING_UTF8)
        // A known encoding keeps libxml2 from guessing one by the first bytes.
        context.pointee.encoding = UnsafePointer(xmlStrdup("UTF-8"))
        context.pointee.sax.pointee = Self.callbacks
        context.pointee.userData = Unmanaged.passUnretained(self).toOpaque()
    }

    deinit {
        guard let context else { return }
        xmlFreeDoc(context.pointee.myDoc)
        xmlFreeParserCtxt(context)
    }

    func parse(_ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool) throws(RegisterError) {
        var start = 0
        // Exports put white space before the XML declaration.
        if !hasBegun {
            start = bytes.firstIndex { !ByteText.isSpace($0) } ?? bytes.count
            hasBegun = start < bytes.count
        }
        repeat {
            let end = min(start + Self.pieceSize, bytes.count)
            chunk = UnsafeBufferPointer(rebasing: bytes[start..<end])
            defer { chunk = UnsafeBufferPointer(start: nil, count: 0) }
            chunk.withMemoryRebound(to: CChar.self) { piece in
                _ = xmlParseChunk(context, piece.baseAddress, Int32(piece.count), isLast && end == bytes.count ? 1 : 0)
            }
            if let failure { throw failure }
            start = end
        } while start < bytes.count
    }

    // MARK: - Events

    fileprivate func start(_ name: UnsafePointer<xmlChar>, _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?, count: Int) {
        guard failure == nil else { return }
        level += 1
        // libxml2 counts depth only where it builds a tree.
        guard level <= Self.depthLimit else {
            fail(.limitExceeded(path: path, line: currentLine, limit: .depth(Self.depthLimit)))
            return
        }
        let local = Self.bytes(name)
        if let survey {
            survey.start(local, attributes: (0..<count).compactMap { attributes?[$0 * 5].map { String(cString: $0) } })
            return
        }
        if let parent = frames.last {
            frames.append(Frame(column: tree.column(local, in: parent.column), textStart: text.count))
        } else if depth + 1 == rowPath.count, local.elementsEqual(rowPath[depth].utf8) {
            hasRows = true
            expanded = 0
            line = currentLine
            frames.append(Frame(column: ColumnTree.root, textStart: text.count))
        } else {
            depth += 1
            return
        }
        guard let attributes, let parent = frames.last else { return }
        for index in 0..<count {
            guard let name = attributes[index * 5], let start = attributes[index * 5 + 3], let end = attributes[index * 5 + 4] else {
                continue
            }
            add(UnsafeBufferPointer(start: start, count: end - start), column: tree.column(Self.bytes(name), in: parent.column))
        }
    }

    fileprivate func end() {
        guard failure == nil else { return }
        level -= 1
        if let survey {
            survey.end()
            return
        }
        guard let frame = frames.popLast() else {
            depth -= 1
            return
        }
        text.withUnsafeBufferPointer { all in
            let value = ByteText.trimmed(UnsafeBufferPointer(rebasing: all[frame.textStart...]))
            if frame.column != ColumnTree.root, !value.isEmpty { add(value, column: frame.column) }
        }
        text.removeLast(text.count - frame.textStart)
        if frames.isEmpty { rows.endRow(line: line) }
    }

    private func add(_ value: UnsafeBufferPointer<UInt8>, column: Int) {
        guard let role = tree.use(column), !value.isEmpty else { return }
        rows.add(value, role: role, column: column, title: tree.title(column), extends: true)
    }

    fileprivate func characters(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard failure == nil, let frame = frames.last else { return }
        // One byte more than a value may have shows that it has too many.
        let room = RegisterImporter.valueLimit + 1 - (text.count - frame.textStart)
        text.append(contentsOf: bytes.prefix(max(0, room)))
    }

    private static func bytes(_ name: UnsafePointer<xmlChar>) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: name, count: Int(xmlStrlen(name)))
    }

    private var currentLine: Int { context.map { Int(xmlSAX2GetLineNumber($0)) } ?? line }

    // MARK: - Entities

    /// Counts what an entity adds to a row; nil once it is too much.
    private func charge(_ entity: xmlEntityPtr?) -> xmlEntityPtr? {
        guard let entity, failure == nil else { return nil }
        expanded += Int(entity.pointee.length)
        guard expanded <= Self.expansionLimit else {
            fail(.limitExceeded(path: path, line: currentLine, limit: .entityExpansion(Self.expansionLimit)))
            return nil
        }
        return entity
    }

    fileprivate func entity(_ name: UnsafePointer<xmlChar>) -> xmlEntityPtr? {
        if let predefined = xmlGetPredefinedEntity(name) { return predefined }
        return context?.pointee.myDoc.flatMap { charge(xmlGetDocEntity($0, name)) }
    }

    fileprivate func parameterEntity(_ name: UnsafePointer<xmlChar>) -> xmlEntityPtr? {
        context?.pointee.myDoc.flatMap { charge(xmlGetParameterEntity($0, name)) }
    }

    fileprivate func declareEntity(_ name: UnsafePointer<xmlChar>?, type: Int32, content: UnsafeMutablePointer<xmlChar>?) {
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

    fileprivate func documentType(_ name: UnsafePointer<xmlChar>?) {
        xmlSAX2InternalSubset(context, name, nil, nil)
    }

    fileprivate func startDocument() {
        xmlSAX2StartDocument(context)
    }

    // MARK: - Errors

    fileprivate func report(_ error: xmlErrorPtr) {
        guard error.pointee.level == XML_ERR_FATAL, failure == nil, let context else { return }
        let input = context.pointee.inputTab?[0]?.pointee
        let reason = error.pointee.message.map { String(cString: $0).trimmingSpaces() } ?? "not well-formed"
        var excerpt: String?
        if let input, let base = input.base, let end = input.end, let cur = input.cur, base <= cur, cur <= end {
            excerpt = Excerpt.around(cur - base, in: UnsafeBufferPointer(start: base, count: end - base))
        }
        fail(
            .malformed(
                path: path, line: input.map { Int($0.line) } ?? line, column: input.map { Int($0.col) }, excerpt: excerpt,
                reason: XMLProblem.message(UInt32(bitPattern: error.pointee.code), reason)))
    }

    /// Ends the parsing.
    ///
    /// `xmlStopParser` would free the input, which the function that calls back goes on reading.
    private func fail(_ error: RegisterError) {
        failure = error
        context?.pointee.disableSAX = 1
        context?.pointee.instate = XML_PARSER_EOF
    }

    // MARK: - Callbacks

    private static func from(_ data: UnsafeMutableRawPointer?) -> XMLRowParser {
        guard let data else { preconditionFailure("libxml2 lost the user data of its parser") }
        return Unmanaged<XMLRowParser>.fromOpaque(data).takeUnretainedValue()
    }

    private static var callbacks: xmlSAXHandler {
        var callbacks = xmlSAXHandler()
        callbacks.initialized = UInt32(XML_SAX2_MAGIC)
        callbacks.startDocument = { data in XMLRowParser.from(data).startDocument() }
        callbacks.internalSubset = { data, name, _, _ in XMLRowParser.from(data).documentType(name) }
        callbacks.startElementNs = { data, local, _, _, _, _, count, _, attributes in
            guard let local else { return }
            XMLRowParser.from(data).start(local, attributes, count: Int(count))
        }
        callbacks.endElementNs = { data, _, _, _ in XMLRowParser.from(data).end() }
        callbacks.characters = { data, text, count in
            XMLRowParser.from(data).characters(UnsafeBufferPointer(start: text, count: Int(count)))
        }
        // The very same function: libxml2 compares the two and then need not tell white space apart.
        callbacks.ignorableWhitespace = callbacks.characters
        callbacks.cdataBlock = callbacks.characters
        callbacks.getEntity = { data, name in name.flatMap { XMLRowParser.from(data).entity($0) } }
        callbacks.getParameterEntity = { data, name in name.flatMap { XMLRowParser.from(data).parameterEntity($0) } }
        callbacks.entityDecl = { data, name, type, _, _, content in
            XMLRowParser.from(data).declareEntity(name, type: type, content: content)
        }
        callbacks.serror = { data, error in
            guard let error else { return }
            XMLRowParser.from(data).report(error)
        }
        return callbacks
    }
}
