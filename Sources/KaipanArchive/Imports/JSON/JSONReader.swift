import CYAJL
import KaipanDocuments
import KaipanText

/// Reads JSON with yajl into values that know their places.
///
/// yajl and not Foundation, because a message's own bytes, exact numbers and a limit of depth are needed here, and because messages are
/// often written one after the other without an array around them.
final class JSONReader {
    /// More values than any day's export has; each costs about a hundred bytes.
    private static let valueLimit = 20_000_000

    private let text: [UInt8]
    private let depthLimit: Int
    private let callbacks: UnsafeMutablePointer<yajl_callbacks>
    private var handle: yajl_handle?
    /// Where the part that the handle reads starts.
    private var offset = 0

    private var frames: [Frame] = []
    private var key = ""
    /// The value that is complete.
    private var root: JSONNode?
    private var count = 0
    private var failure: Failure?

    private struct Frame {
        var start: Int
        /// The key under which the container stands in its parent.
        var key: String
        var isObject: Bool
        var elements: [JSONNode] = []
        var members: [JSONNode.Member] = []
        /// The keys, once there are too many to compare them one by one.
        var keys: Set<[UInt8]> = []
    }

    private enum Failure {
        case depth, values, topLevel
        case duplicate(String)
    }

    /// - Parameter text: UTF-8.
    private init(_ text: [UInt8], depthLimit: Int) {
        self.text = text
        self.depthLimit = depthLimit
        callbacks = .allocate(capacity: 1)
        callbacks.initialize(to: Self.makeCallbacks())
    }

    deinit {
        if let handle { yajl_free(handle) }
        callbacks.deallocate()
    }

    /// Reads the arrays and objects of a text; several may follow each other with white space or commas between them.
    /// - Throws: `ImportError.malformed` or `.limitExceeded`.
    static func read(_ source: Source, depthLimit: Int) throws(ImportError) -> [JSONNode] {
        try JSONReader(source.text, depthLimit: depthLimit).readAll(source)
    }

    /// Reads a JSON text that stands inside of a string.
    /// - Returns: nil where it is none.
    static func read(nested text: String, depthLimit: Int) -> JSONNode? {
        let source = Source(path: "", bytes: Array(text.utf8), declared: .utf8)
        guard let nodes = try? JSONReader(source.text, depthLimit: depthLimit).readAll(source), nodes.count == 1 else { return nil }
        return nodes[0]
    }

    private func readAll(_ source: Source) throws(ImportError) -> [JSONNode] {
        var nodes: [JSONNode] = []
        skipSeparators()
        while offset < text.count {
            nodes.append(try readOne(source))
            skipSeparators()
        }
        return nodes
    }

    private func skipSeparators() {
        while offset < text.count, [0x20, 0x0A, 0x0D, 0x09, UInt8(ascii: ",")].contains(text[offset]) { offset += 1 }
    }

    private func readOne(_ source: Source) throws(ImportError) -> JSONNode {
        if let handle { yajl_free(handle) }
        handle = yajl_alloc(callbacks, nil, Unmanaged.passUnretained(self).toOpaque())
        frames = []
        root = nil
        let status = text.withUnsafeBufferPointer { bytes in
            yajl_parse(handle, bytes.baseAddress.map { $0 + offset }, bytes.count - offset)
        }
        // Where nothing was wrong and no value is complete, the text ends inside of it.
        let consumed = status == yajl_status_ok ? text.count : min(offset + yajl_get_bytes_consumed(handle), text.count)
        if let root {
            offset = consumed
            return root
        }
        throw error(at: consumed, endsEarly: status == yajl_status_ok, source)
    }

    private func error(at consumed: Int, endsEarly: Bool, _ source: Source) -> ImportError {
        var lines = LineIndex(source)
        let position = lines.position(ofText: consumed)
        let expected: LocalizedText
        switch failure {
        case .depth?: return .limitExceeded(.depth(depthLimit), position: position)
        case .values?: return .limitExceeded(.values(Self.valueLimit), position: position)
        case .topLevel?: expected = LocalizedText(zh: "应为 JSON 对象或数组", en: "expected a JSON object or array")
        case .duplicate(let key)?:
            expected = LocalizedText(
                zh: "同一对象中“\(key)”出现两次，无法判断以哪个为准",
                en: "“\(key)” occurs twice in one object; which counts cannot be told")
        case nil:
            expected = endsEarly
                ? LocalizedText(zh: "JSON 在结束前中断，文件可能不完整", en: "the JSON breaks off before its end; the file may be incomplete")
                : LocalizedText(zh: "应为有效的 JSON（\(Self.reason(handle))）", en: "expected valid JSON (\(Self.reason(handle)))")
        }
        return .malformed(nil, position: position, path: path, expected: expected, excerpt: Excerpt.around(consumed, in: text))
    }

    /// Where the reader stands.
    private var path: String {
        var path = "$"
        for (depth, frame) in frames.enumerated() {
            let isLast = depth + 1 == frames.count
            if frame.isObject {
                let name = isLast ? key : frames[depth + 1].key
                if !name.isEmpty { path += ".\(name)" }
            } else {
                path += "[\(frame.elements.count)]"
            }
        }
        return path
    }

    private static func reason(_ handle: yajl_handle?) -> String {
        guard let text = yajl_get_error(handle, 0, nil, 0) else { return "?" }
        defer { yajl_free_error(handle, text) }
        return String(cString: text).split(separator: ":").last.map { String($0).trimming() } ?? "?"
    }

    // MARK: - Events

    private func add(_ value: JSONNode.Value) -> Int32 {
        let end = offset + yajl_get_bytes_consumed(handle)
        return add(JSONNode(value: value, bytes: end..<end))
    }

    /// Adds a value to the container that is open; 0 stops the parser.
    private func add(_ node: JSONNode) -> Int32 {
        count += 1
        guard count <= Self.valueLimit else { return fail(.values) }
        guard let last = frames.indices.last else {
            guard node.members != nil || node.elements != nil else { return fail(.topLevel) }
            root = node
            // What follows is another text.
            return 0
        }
        if frames[last].isObject {
            frames[last].members.append(.init(key: key, node: node))
        } else {
            frames[last].elements.append(node)
        }
        return 1
    }

    private func setKey(_ name: String) -> Int32 {
        let last = frames.count - 1
        key = name
        let members = frames[last].members
        if members.count < 32 {
            guard !members.contains(where: { $0.key.utf8.elementsEqual(name.utf8) }) else { return fail(.duplicate(name)) }
        } else {
            if members.count == 32 { frames[last].keys = Set(members.map { Array($0.key.utf8) }) }
            guard frames[last].keys.insert(Array(name.utf8)).inserted else { return fail(.duplicate(name)) }
        }
        return 1
    }

    private func open(isObject: Bool) -> Int32 {
        guard frames.count < depthLimit else { return fail(.depth) }
        frames.append(Frame(start: offset + yajl_get_bytes_consumed(handle) - 1, key: key, isObject: isObject))
        key = ""
        return 1
    }

    private func close() -> Int32 {
        let frame = frames.removeLast()
        key = frame.key
        let bytes = frame.start..<offset + yajl_get_bytes_consumed(handle)
        return add(JSONNode(value: frame.isObject ? .object(frame.members) : .array(frame.elements), bytes: bytes))
    }

    private func fail(_ failure: Failure) -> Int32 {
        self.failure = failure
        return 0
    }

    // MARK: - Callbacks

    private static func from(_ context: UnsafeMutableRawPointer?) -> JSONReader {
        guard let context else { preconditionFailure("yajl lost the context of its parser") }
        return Unmanaged<JSONReader>.fromOpaque(context).takeUnretainedValue()
    }

    private static func text(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> String {
        String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    }

    private static func makeCallbacks() -> yajl_callbacks {
        var callbacks = yajl_callbacks()
        callbacks.yajl_null = { JSONReader.from($0).add(.null) }
        callbacks.yajl_boolean = { JSONReader.from($0).add(.bool($1 != 0)) }
        callbacks.yajl_number = { context, bytes, count in
            let digits = UnsafeRawPointer(bytes)?.assumingMemoryBound(to: UInt8.self)
            return JSONReader.from(context).add(.number(JSONReader.text(digits, count)))
        }
        callbacks.yajl_string = { JSONReader.from($0).add(.string(JSONReader.text($1, $2))) }
        callbacks.yajl_start_map = { JSONReader.from($0).open(isObject: true) }
        callbacks.yajl_map_key = { JSONReader.from($0).setKey(JSONReader.text($1, $2)) }
        callbacks.yajl_end_map = { JSONReader.from($0).close() }
        callbacks.yajl_start_array = { JSONReader.from($0).open(isObject: false) }
        callbacks.yajl_end_array = { JSONReader.from($0).close() }
        return callbacks
    }
}
