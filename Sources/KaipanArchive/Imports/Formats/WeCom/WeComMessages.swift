/// Finds the messages in the shapes in which WeCom's archive is stored after decryption: the SDK's envelope, an array, or one message
/// after the other.
enum WeComMessages {
    /// Where programs put the decrypted message beside the envelope's fields.
    private static let wrappers = [
        "decrypted", "decrypt_chat_msg", "decrypted_chat_msg", "decrypted_msg", "chat_msg", "message", "msg", "data", "content",
    ]

    /// An element with its place.
    struct Item {
        /// The element as it stands in the file.
        var element: JSONNode
        var path: String
    }

    /// Whether the texts hold such messages.
    static func areIn(_ nodes: [JSONNode]) -> Bool {
        guard let first = nodes.first else { return false }
        if let chatdata = first["chatdata"] { return chatdata.elements != nil }
        let sample = nodes.count == 1 ? first.elements?.first ?? first : first
        return sample["encrypt_chat_msg"] != nil || sample["msgid"] != nil && message(of: sample, depthLimit: 64) != nil
    }

    /// All elements in the order of the file.
    static func items(of nodes: [JSONNode]) -> [Item] {
        nodes.flatMap { node -> [Item] in
            if let elements = node["chatdata"]?.elements {
                return elements.enumerated().map { Item(element: $1, path: "$.chatdata[\($0)]") }
            }
            if let elements = node.elements {
                return elements.enumerated().map { Item(element: $1, path: "$[\($0)]") }
            }
            return [Item(element: node, path: "$")]
        }
    }

    /// The decrypted message of an element; nil where it holds none.
    static func message(of element: JSONNode, depthLimit: Int) -> JSONNode? {
        if isMessage(element) { return element }
        for key in wrappers {
            guard let node = element[key] else { continue }
            if isMessage(node) { return node }
            if let text = node.string, text.utf8.first == UInt8(ascii: "{"),
                let nested = JSONReader.read(nested: text, depthLimit: depthLimit),
                isMessage(nested)
            {
                return nested
            }
        }
        return nil
    }

    private static func isMessage(_ node: JSONNode) -> Bool {
        node["msgtype"]?.string != nil || node["action"]?.string == "switch" && node["user"] != nil
    }
}
