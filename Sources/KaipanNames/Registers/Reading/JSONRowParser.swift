import CYAJL
import KaipanText

/// Finds the rows of JSON with YAJL: the objects in the outermost arrays, or one object a line.
///
/// Objects within a row give columns with their path; values of arrays are joined by semicolons.
final class JSONRowParser: RowParser {
    /// Objects and arrays open at once.
    private static let depthLimit = 64
    /// What YAJL may keep of one value.
    private static let tokenLimit = 16 << 20
    private static let pieceSize = 1 << 16
    /// Arrays beside the rows that describe them.
    private static let descriptions: Set<String> = [
        "columns", "column", "fields", "header", "headers", "meta", "metadata", "schema", "errors", "warnings", "links", "bbox",
        "字段", "列", "表头",
    ]

    var rows = RawRows()
    private(set) var hasRows = false
    var columns: [ImportSummary.Column] { tree.columns }
    var hasNameColumn: Bool { tree.hasNameColumn }

    private let path: String
    private let isLines: Bool
    private var tree: ColumnTree
    private var handle: yajl_handle?
    private var callbacks: UnsafeMutablePointer<yajl_callbacks>
    private var frames: [Frame] = []
    /// The key that the next value belongs to, outside of rows and within.
    private var key: String?
    private var column = ColumnTree.root
    private var events = 0
    /// Bytes since the last event.
    private var silence = 0
    private var passedDepth = false
    private var line = 1
    private var place = TextPlace()
    private var chunk = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    private var chunkOffset = 0
    /// The beginning of a line that a chunk cut.
    private var rest: [UInt8] = []
    private var skipsLine = false

    /// An object or array that is open.
    private struct Frame {
        enum Kind {
            /// Around the rows, or beside them.
            case outside, ignored
            /// The array that holds rows, and a row.
            case rows, row
            /// An object or array within a row.
            case object, array
        }

        var kind: Kind
        /// The column that the frame's members belong to.
        var column = ColumnTree.root
        var hasMembers = false
    }

    init(path: String, register: RegisterKind, vocabulary: RegisterVocabulary, isLines: Bool) {
        self.path = path
        self.isLines = isLines
        tree = ColumnTree(vocabulary: vocabulary, register: register)
        callbacks = .allocate(capacity: 1)
        callbacks.initialize(to: Self.makeCallbacks())
        open()
    }

    deinit {
        yajl_free(handle)
        callbacks.deallocate()
    }

    private func open() {
        if let handle { yajl_free(handle) }
        handle = yajl_alloc(callbacks, nil, Unmanaged.passUnretained(self).toOpaque())
        frames = []
        key = nil
        column = ColumnTree.root
        // The lines are the elements of an array that never ends, so that one parser reads them all.
        if isLines { _ = yajl_parse(handle, [UInt8(ascii: "[")], 1) }
    }

    func parse(_ text: UnsafeBufferPointer<UInt8>, isLast: Bool) throws(RegisterError) {
        if isLines {
            parseLines(text, isLast: isLast)
        } else {
            try parseDocument(text, isLast: isLast)
        }
    }

    // MARK: - A document

    private func parseDocument(_ text: UnsafeBufferPointer<UInt8>, isLast: Bool) throws(RegisterError) {
        chunk = text
        defer { chunk = UnsafeBufferPointer(start: nil, count: 0) }
        chunkOffset = 0
        while chunkOffset < text.count {
            let piece = UnsafeBufferPointer(rebasing: text[chunkOffset..<min(chunkOffset + Self.pieceSize, text.count)])
            let before = events
            let status = yajl_parse(handle, piece.baseAddress, piece.count)
            guard status == yajl_status_ok else { throw failure() }
            silence = events == before ? silence + piece.count : 0
            guard silence <= Self.tokenLimit else {
                throw .limitExceeded(path: path, line: place.line(at: chunkOffset, in: text), limit: .value(Self.tokenLimit))
            }
            chunkOffset += piece.count
        }
        if isLast, yajl_complete_parse(handle) != yajl_status_ok { throw failure() }
        place.pass(text)
    }

    private func failure() -> RegisterError {
        // In a complete parse there is no text that the count could belong to.
        let offset = min(chunkOffset + (chunkOffset < chunk.count ? yajl_get_bytes_consumed(handle) : 0), chunk.count)
        let position = place.position(at: offset, in: chunk)
        guard !passedDepth else { return .limitExceeded(path: path, line: position.line, limit: .depth(Self.depthLimit)) }
        return .malformed(
            path: path, line: position.line, column: position.column, excerpt: Excerpt.around(offset, in: chunk),
            reason: JSONProblem.message(handle))
    }

    // MARK: - Lines

    private func parseLines(_ text: UnsafeBufferPointer<UInt8>, isLast: Bool) {
        var start = 0
        while let end = text[start...].firstIndex(of: 0x0A) {
            takeLine(UnsafeBufferPointer(rebasing: text[start..<end]))
            start = end + 1
        }
        guard start < text.count || !rest.isEmpty else { return }
        if isLast {
            takeLine(UnsafeBufferPointer(rebasing: text[start...]))
        } else if !skipsLine {
            rest.append(contentsOf: text[start...])
            guard rest.count > Self.tokenLimit else { return }
            refuseLine(.rowTooLong, rest)
            rest = []
            skipsLine = true
        }
    }

    private func takeLine(_ tail: UnsafeBufferPointer<UInt8>) {
        defer { line += 1 }
        guard !skipsLine else {
            skipsLine = false
            return
        }
        guard !rest.isEmpty else { return parseLine(tail) }
        let whole = rest + tail
        rest.removeAll(keepingCapacity: true)
        whole.withUnsafeBufferPointer(parseLine)
    }

    private func parseLine(_ bytes: UnsafeBufferPointer<UInt8>) {
        var object = ByteText.trimmed(bytes)
        if object.last == UInt8(ascii: ",") { object = UnsafeBufferPointer(rebasing: object.dropLast()) }
        guard !object.isEmpty else { return }
        hasRows = true
        let before = rows.rows.count
        if frames.first?.hasMembers == true { _ = yajl_parse(handle, [UInt8(ascii: ",")], 1) }
        let status = yajl_parse(handle, object.baseAddress, object.count)
        // A number ends with the character behind it.
        let isWhole = status == yajl_status_ok && yajl_parse(handle, [0x20], 1) == yajl_status_ok && frames.count == 1
        guard !isWhole || rows.rows.count == before else { return }
        let problem: LocalizedText
        if status != yajl_status_ok, !passedDepth {
            problem = JSONProblem.message(handle)
        } else if passedDepth {
            problem = LocalizedText(zh: "嵌套超过 \(Self.depthLimit) 层", en: "nested more than \(Self.depthLimit) deep")
        } else if !isWhole {
            problem = LocalizedText(zh: "这一行的对象没有结束", en: "the object does not end in its line")
        } else {
            problem = LocalizedText(zh: "这一行不是 JSON 对象", en: "the line is no JSON object")
        }
        passedDepth = false
        rows.dropOpenRow()
        refuseLine(.malformed(problem), object)
        if !isWhole { open() }
    }

    private func refuseLine(_ refusal: RowRefusal, _ bytes: some Collection<UInt8>) {
        rows.refuse(refusal)
        rows.endRow(line: line, excerpt: String(decoding: bytes.prefix(1000), as: UTF8.self))
    }

    // MARK: - Events

    private func push(_ kind: Frame.Kind, column: Int = ColumnTree.root) -> Bool {
        frames.append(Frame(kind: kind, column: column))
        passedDepth = frames.count > Self.depthLimit
        return !passedDepth
    }

    /// The column that a value belongs to where it now stands, nil outside of rows.
    private func member() -> Int? {
        guard let frame = frames.last else { return nil }
        return switch frame.kind {
        case .row, .object: column
        case .array: frame.column
        case .outside, .ignored, .rows: nil
        }
    }

    private func startMap() -> Bool {
        events += 1
        guard let kind = frames.last?.kind else { return push(.outside) }
        switch kind {
        case .outside: return push(.outside)
        case .ignored: return push(.ignored)
        case .rows:
            frames[frames.count - 1].hasMembers = true
            if !isLines { line = place.line(at: chunkOffset + yajl_get_bytes_consumed(handle), in: chunk) }
            return push(.row)
        case .row, .object: return push(.object, column: column)
        case .array: return push(.object, column: frames[frames.count - 1].column)
        }
    }

    private func startArray() -> Bool {
        events += 1
        guard let kind = frames.last?.kind else {
            hasRows = true
            return push(.rows)
        }
        switch kind {
        case .outside:
            if let key, Self.descriptions.contains(key.lowercased()) { return push(.ignored) }
            hasRows = true
            return push(.rows)
        case .ignored, .rows:
            frames[frames.count - 1].hasMembers = true
            return push(.ignored)
        case .row, .object: return push(.array, column: column)
        case .array: return push(.array, column: frames[frames.count - 1].column)
        }
    }

    private func end() -> Bool {
        events += 1
        if let frame = frames.popLast(), frame.kind == .row { rows.endRow(line: line) }
        return true
    }

    private func mapKey(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        events += 1
        guard let frame = frames.last else { return true }
        switch frame.kind {
        case .outside: key = String(decoding: bytes.prefix(64), as: UTF8.self)
        case .row, .object: column = tree.column(bytes, in: frame.column)
        case .ignored, .rows, .array: break
        }
        return true
    }

    private func value(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        events += 1
        if let column = member() {
            if let role = tree.use(column), !bytes.isEmpty {
                rows.add(bytes, role: role, column: column, title: tree.title(column), extends: true)
            }
        } else if !frames.isEmpty {
            frames[frames.count - 1].hasMembers = true
        }
        return true
    }

    private func value(_ text: StaticString) -> Bool {
        value(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    private static func from(_ data: UnsafeMutableRawPointer?) -> JSONRowParser {
        guard let data else { preconditionFailure("YAJL lost the user data of its parser") }
        return Unmanaged<JSONRowParser>.fromOpaque(data).takeUnretainedValue()
    }

    private static func makeCallbacks() -> yajl_callbacks {
        var callbacks = yajl_callbacks()
        callbacks.yajl_null = { data in JSONRowParser.from(data).value("") ? 1 : 0 }
        callbacks.yajl_boolean = { data, isTrue in JSONRowParser.from(data).value(isTrue != 0 ? "true" : "false") ? 1 : 0 }
        // As text, because codes have more digits than numbers hold.
        callbacks.yajl_number = { data, text, count in
            guard let text else { return 1 }
            let bytes = UnsafeRawBufferPointer(start: text, count: count).bindMemory(to: UInt8.self)
            return JSONRowParser.from(data).value(bytes) ? 1 : 0
        }
        callbacks.yajl_string = { data, text, count in
            JSONRowParser.from(data).value(UnsafeBufferPointer(start: text, count: count)) ? 1 : 0
        }
        callbacks.yajl_map_key = { data, text, count in
            JSONRowParser.from(data).mapKey(UnsafeBufferPointer(start: text, count: count)) ? 1 : 0
        }
        callbacks.yajl_start_map = { data in JSONRowParser.from(data).startMap() ? 1 : 0 }
        callbacks.yajl_end_map = { data in JSONRowParser.from(data).end() ? 1 : 0 }
        callbacks.yajl_start_array = { data in JSONRowParser.from(data).startArray() ? 1 : 0 }
        callbacks.yajl_end_array = { data in JSONRowParser.from(data).end() ? 1 : 0 }
        return callbacks
    }
}
