/// A statement as the server plans it: its text, and the types of its parameters.
struct PostgresStatement: Hashable {
    let text: String
    let types: [UInt32]

    init(_ text: String, _ values: [PostgresValue]) {
        self.text = text
        types = values.map(\.type)
    }

    // By bytes, because texts that are canonically equivalent are one to `String` and two to the server.
    static func == (a: PostgresStatement, b: PostgresStatement) -> Bool { a.types == b.types && a.text.utf8.elementsEqual(b.text.utf8) }

    func hash(into hasher: inout Hasher) {
        hasher.combine(types)
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}
