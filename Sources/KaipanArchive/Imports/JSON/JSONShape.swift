/// Tells the formats that are written in JSON apart by the names in them.
enum JSONShape {
    /// The format, or nil.
    static func format(of nodes: [JSONNode]) -> ImportFormat? {
        guard let first = nodes.first else { return nil }
        if WeComMessages.areIn(nodes) { return .wecom }
        if MeetingTranscriptReader.paragraphs(in: first) != nil { return .wecomMeeting }
        if first.find("ResultDetail") != nil { return .tencent }
        if AlibabaReader.sentences(in: first) != nil { return .alibaba }
        if first.find("utterances", where: { $0.isArray(of: "start_time", "text") }) != nil { return .volcengine }
        if HuaweiReader.segments(in: first) != nil { return .huawei }
        if WhisperReader.segments(in: first) != nil { return .whisper }
        return nil
    }
}

extension JSONNode {
    /// A value with the path that leads to it.
    struct Found {
        var node: JSONNode
        var path: String
    }

    /// The first member of a name, the outermost first; services wrap their results differently (`Response.Data`, `data`, `result`).
    /// - Parameter condition: what the value must also be.
    func find(_ key: String, depth: Int = 5, where condition: (JSONNode) -> Bool = { _ in true }) -> Found? {
        var level = [Found(node: self, path: "$")]
        for _ in 0...depth {
            for found in level {
                if let value = found.node[key], condition(value) { return Found(node: value, path: "\(found.path).\(key)") }
            }
            level = level.flatMap { found -> [Found] in
                if let members = found.node.members {
                    return members.map { Found(node: $0.node, path: "\(found.path).\($0.key)") }
                }
                // Results by channel stand in short arrays; long ones are the sentences themselves.
                return (found.node.elements ?? []).prefix(16).enumerated().map { Found(node: $1, path: "\(found.path)[\($0)]") }
            }
        }
        return nil
    }

    /// Whether it is an array that is empty or whose first element has these members.
    func isArray(of keys: String...) -> Bool {
        guard let elements else { return false }
        guard let first = elements.first else { return true }
        return keys.allSatisfy { key in first.members?.contains { $0.key == key } ?? false }
    }

    /// Whole milliseconds of a number of milliseconds; nil where a service writes less than 0 for "unknown".
    var milliseconds: Int64? { label.flatMap { DecimalText.duration($0, inSeconds: false) } }

    /// Whole milliseconds of a number of seconds, rounded on its decimal digits.
    var secondsAsMilliseconds: Int64? { label.flatMap { DecimalText.duration($0, inSeconds: true) } }
}
